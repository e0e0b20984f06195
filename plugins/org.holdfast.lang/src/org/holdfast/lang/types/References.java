package org.holdfast.lang.types;

import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;

/** Cross references as they are written. */
public final class References {
    private References() {
    }

    /** The name that a single-valued reference is written with, whether or not it refers to something; empty if it is not written. */
    public static String text(EObject element, EReference reference) {
        List<INode> nodes = element.eResource() == null ? List.of() : NodeModelUtils.findNodesForFeature(element, reference);
        return nodes.isEmpty() ? "" : NodeModelUtils.getTokenText(nodes.get(0));
    }
}
