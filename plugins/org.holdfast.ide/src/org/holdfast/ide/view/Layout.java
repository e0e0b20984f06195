package org.holdfast.ide.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Places boxes and routes edges between them: the layered method of the Eclipse Layout Kernel, downwards, with edges that run straight across and down.
 *
 * @param boxes  upper left corners, in the order of the boxes given
 * @param routes bends of the edges with both ends, in the order of the edges given
 */
record Layout(List<Point> boxes, List<List<Point>> routes, int width, int height) {
    private static final int MARGIN = 20;
    private static final double BETWEEN_LAYERS = 44;
    private static final double BETWEEN_BOXES = 32;
    private static final double BETWEEN_EDGES = 14;

    /** Width and height. */
    record Size(int width, int height) {
    }

    /** {@code from} and {@code to}: numbers of boxes. */
    record Link(int from, int to) {
    }

    static Layout of(List<Size> boxes, List<Link> links) {
        // The layouter copies values of its options' types, which it learns of here.
        LayoutMetaDataService.getInstance();
        ElkNode root = ElkGraphUtil.createGraph();
        root.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
        root.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(LayeredOptions.PADDING, new ElkPadding(MARGIN));
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, BETWEEN_BOXES);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN_LAYERS);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE, BETWEEN_EDGES);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE, BETWEEN_EDGES);
        root.setProperty(LayeredOptions.RANDOM_SEED, 1);
        List<ElkNode> nodes = new ArrayList<>();
        for (Size size : boxes) {
            ElkNode node = ElkGraphUtil.createNode(root);
            node.setDimensions(size.width(), size.height());
            nodes.add(node);
        }
        Map<Link, ElkEdge> edges = new LinkedHashMap<>();
        for (Link link : links) {
            edges.computeIfAbsent(link, l -> ElkGraphUtil.createSimpleEdge(nodes.get(l.from()), nodes.get(l.to())));
        }
        new LayeredLayoutProvider().layout(root, new BasicProgressMonitor());
        return new Layout(nodes.stream().map(n -> point(n.getX(), n.getY())).toList(), links.stream().map(l -> route(edges.get(l))).toList(),
                (int) Math.ceil(root.getWidth()), (int) Math.ceil(root.getHeight()));
    }

    private static List<Point> route(ElkEdge edge) {
        List<Point> points = new ArrayList<>();
        for (ElkEdgeSection s : edge.getSections()) {
            points.add(point(s.getStartX(), s.getStartY()));
            s.getBendPoints().forEach(b -> points.add(point(b.getX(), b.getY())));
            points.add(point(s.getEndX(), s.getEndY()));
        }
        return points;
    }

    private static Point point(double x, double y) {
        return new Point((int) Math.round(x), (int) Math.round(y));
    }
}
