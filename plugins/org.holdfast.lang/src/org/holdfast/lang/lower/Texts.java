package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.holdfast.engine.program.Range;

/** The text behind model elements: ranges, squeezed source text, names as written. */
final class Texts {
    private final Function<Resource, String> path;
    private final Map<Resource, int[]> lines = new IdentityHashMap<>();
    private final Map<EObject, Range> ranges = new IdentityHashMap<>();
    private final Map<EObject, String> squeezed = new IdentityHashMap<>();
    private final Map<EObject, Map<EStructuralFeature, String>> references = new IdentityHashMap<>();

    /** @param path names a resource's file as diagnostics do */
    Texts(Function<Resource, String> path) {
        this.path = path;
    }

    /** The whole element, without blanks and comments round it. */
    Range range(EObject element) {
        Range known = ranges.get(element);
        if (known == null) {
            INode node = NodeModelUtils.findActualNodeFor(element);
            known = node == null ? new Range("", 0, 0, 1, 1, 1, 1) : range(element.eResource(), node.getOffset(), node.getLength());
            ranges.put(element, known);
        }
        return known;
    }

    /** The name (or other feature) of an element alone. */
    Range range(EObject element, EStructuralFeature feature) {
        List<INode> nodes = NodeModelUtils.findNodesForFeature(element, feature);
        return nodes.isEmpty() ? range(element) : range(element.eResource(), nodes.get(0).getOffset(), nodes.get(0).getLength());
    }

    Range range(Resource resource, int offset, int length) {
        int[] starts = lines.computeIfAbsent(resource, this::lineStarts);
        int first = line(starts, offset);
        int last = line(starts, offset + length);
        return new Range(path.apply(resource), offset, length, first + 1, offset - starts[first] + 1, last + 1, offset + length - starts[last] + 1);
    }

    /** From the start of one element to the end of another of the same file. */
    Range span(EObject from, EObject to) {
        Range a = range(from);
        return range(from.eResource(), a.offset(), Math.max(0, range(to).end() - a.offset()));
    }

    /** The part of an element before one of its parts, without blanks and comments at the end: the head of a loop. */
    Range before(EObject element, EObject part) {
        Range whole = range(element);
        int limit = range(part).offset();
        int end = whole.offset();
        INode node = NodeModelUtils.findActualNodeFor(element);
        if (node != null) {
            for (var leaf : node.getLeafNodes()) {
                if (!leaf.isHidden() && leaf.getLength() > 0 && leaf.getEndOffset() <= limit) {
                    end = Math.max(end, leaf.getEndOffset());
                }
            }
        }
        return end == whole.offset() ? whole : range(element.eResource(), whole.offset(), end - whole.offset());
    }

    /** A statement without its semicolon. */
    Range bare(EObject element) {
        Range whole = range(element);
        String text = content(element.eResource());
        int end = Math.min(whole.end(), text.length());
        while (end > whole.offset() && (text.charAt(end - 1) == ';' || Character.isWhitespace(text.charAt(end - 1)))) {
            end--;
        }
        return end == whole.offset() ? whole : range(element.eResource(), whole.offset(), end - whole.offset());
    }

    /** The last character of an element: the brace that ends a body. */
    Range end(EObject element) {
        Range whole = range(element);
        return range(element.eResource(), Math.max(whole.offset(), whole.end() - 1), Math.min(1, whole.length()));
    }

    private int[] lineStarts(Resource resource) {
        String text = content(resource);
        List<Integer> starts = new ArrayList<>();
        starts.add(0);
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            starts.add(i + 1);
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int line(int[] starts, int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found : -found - 2;
    }

    private static String content(Resource resource) {
        if (resource == null || resource.getContents().isEmpty()) {
            return "";
        }
        INode node = NodeModelUtils.getNode(resource.getContents().get(0));
        return node == null ? "" : node.getRootNode().getText();
    }

    /** The source text of an element on one line, comments left out. */
    String text(EObject element) {
        return squeezed.computeIfAbsent(element, e -> {
            INode node = NodeModelUtils.findActualNodeFor(e);
            return node == null ? "" : squeeze(node, 0, Integer.MAX_VALUE);
        });
    }

    /** As {@link #text}, of the part of the element's text that lies in the range. */
    String text(EObject element, Range part) {
        INode node = NodeModelUtils.findActualNodeFor(element);
        return node == null ? "" : squeeze(node, part.offset(), part.end());
    }

    private static String squeeze(INode node, int from, int to) {
        StringBuilder out = new StringBuilder();
        int end = -1;
        for (var leaf : node.getLeafNodes()) {
            if (leaf.isHidden() || leaf.getLength() == 0 || leaf.getOffset() < from || leaf.getOffset() >= to) {
                continue;
            }
            if (end >= 0 && leaf.getOffset() > end) {
                out.append(' ');
            }
            out.append(leaf.getText());
            end = leaf.getOffset() + leaf.getLength();
        }
        return out.toString();
    }

    /** Cross references of a list as they are written. */
    List<String> names(EObject element, EStructuralFeature references) {
        return NodeModelUtils.findNodesForFeature(element, references).stream().map(NodeModelUtils::getTokenText).toList();
    }

    /** A cross reference as it is written, whether or not it resolves. */
    String name(EObject element, EStructuralFeature reference) {
        return references.computeIfAbsent(element, e -> new HashMap<>()).computeIfAbsent(reference, r -> {
            List<INode> nodes = element.eResource() == null ? Collections.emptyList() : NodeModelUtils.findNodesForFeature(element, r);
            return nodes.isEmpty() ? "" : NodeModelUtils.getTokenText(nodes.get(0));
        });
    }
}
