package org.holdfast.lang.validation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.HoldPackage;
import org.holdfast.lang.hold.Parameter;
import org.holdfast.lang.hold.ValueParameter;
import org.holdfast.lang.scoping.FileScope;
import org.holdfast.lang.scoping.HoldResource;
import org.holdfast.lang.types.Typing;

/** What one run of the checks shares: the file, what it sees, and what was found. */
final class Check {
    private final HoldResource resource;
    private final boolean library;
    private final List<String> revisions;
    private final Set<Found> found = new LinkedHashSet<>();

    /** @param revisions of the scenario; empty where they are not known */
    Check(HoldResource resource, boolean library, List<String> revisions) {
        this.resource = resource;
        this.library = library;
        this.revisions = revisions;
    }

    HoldResource resource() {
        return resource;
    }

    FileScope scope() {
        return resource.scope();
    }

    Typing typing() {
        return resource.typing();
    }

    /** Whether the file is part of the kernel library, which may say more. */
    boolean library() {
        return library;
    }

    List<String> revisions() {
        return revisions;
    }

    void error(String id, EObject element, String message) {
        report(Severity.ERROR, id, element, null, message);
    }

    void error(String id, EObject element, EStructuralFeature feature, String message) {
        report(Severity.ERROR, id, element, feature, message);
    }

    void warning(String id, EObject element, String message) {
        report(Severity.WARNING, id, element, null, message);
    }

    void warning(String id, EObject element, EStructuralFeature feature, String message) {
        report(Severity.WARNING, id, element, feature, message);
    }

    void information(String id, EObject element, EStructuralFeature feature, String message) {
        report(Severity.INFORMATION, id, element, feature, message);
    }

    /** At the name of an element. */
    void errorAtName(String id, EObject element, String message) {
        error(id, element, HoldPackage.Literals.NAMED_ELEMENT__NAME, message);
    }

    void report(Severity severity, String id, EObject element, EStructuralFeature feature, String message) {
        List<INode> nodes = feature == null ? List.of() : NodeModelUtils.findNodesForFeature(element, feature);
        report(severity, id, nodes.isEmpty() ? NodeModelUtils.findActualNodeFor(element) : nodes.get(0), message);
    }

    void report(Severity severity, String id, INode node, String message) {
        found.add(new Found(id, severity, message, node == null ? 0 : node.getOffset(), node == null ? 0 : node.getLength()));
    }

    List<Found> found() {
        return new ArrayList<>(found);
    }

    /** The source text of an element on one line, shortened. */
    static String text(EObject element) {
        INode node = NodeModelUtils.findActualNodeFor(element);
        if (node == null) {
            return "";
        }
        String text = NodeModelUtils.getTokenText(node).replaceAll("\\s+", " ");
        return text.length() > 60 ? text.substring(0, 57) + "..." : text;
    }

    static int line(EObject element) {
        INode node = NodeModelUtils.findActualNodeFor(element);
        return node == null ? 0 : NodeModelUtils.getLineAndColumn(node, node.getOffset()).getLine();
    }

    /** Whether an element stands where types depend on the arguments of a use: in a macro, or in a library function that is like one. */
    static boolean isTemplate(EObject element) {
        Define define = EcoreUtil2.getContainerOfType(element, Define.class);
        if (define != null) {
            return define.isFunction();
        }
        FunctionDeclaration function = EcoreUtil2.getContainerOfType(element, FunctionDeclaration.class);
        if (function != null) {
            for (Parameter parameter : function.getParameters()) {
                if (!(parameter instanceof ValueParameter p) || p.getSpecifiers() == null) {
                    return true;
                }
            }
        }
        return false;
    }
}
