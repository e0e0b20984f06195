package org.holdfast.ide.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.holdfast.ide.Document;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.hold.AssignmentExpression;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.ExpressionStatement;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.Variable;
import org.holdfast.lang.types.Type;
import org.holdfast.lang.types.Typing;

/** Writes the prototype of a function that is called and not known, with the types of the call. */
final class Prototype {
    private final Document document;

    Prototype(Document document) {
        this.document = document;
    }

    List<Action> declare(Diagnostic d) {
        if (!d.range().file().equals(document.name()) || d.revisions().isEmpty()) {
            return List.of();
        }
        LoadedRevision revision = document.file().revision(d.revisions().getLast()).orElse(null);
        CallExpression call = revision == null ? null : call(revision, d.range().offset());
        if (call == null) {
            return List.of();
        }
        Typing typing = new Typing(revision.scope());
        String name = document.text().substring(d.range().offset(), d.range().end());
        List<String> parameters = new ArrayList<>();
        for (EObject argument : call.getArguments()) {
            if (!(argument instanceof Expression e)) {
                return List.of(); // a type: only macros take one
            }
            parameters.add(declared(typing.of(e).decayed()));
        }
        String prototype = declared(result(call, typing)) + (isPointer(result(call, typing)) ? "" : " ") + name + "("
                + (parameters.isEmpty() ? "void" : parameters.stream().collect(Collectors.joining(", "))) + ");";
        Placement placement = new Placement(document);
        return List.of(new Action.Change(Action.Kind.DECLARE, "Declare `" + prototype + "`",
                List.of(placement.behind(Prototype::isPrototype, List.of(placement.marked(prototype, d.revisions()))))));
    }

    private static boolean isPrototype(EObject element) {
        return element instanceof FunctionDeclaration f && f.getBody() == null;
    }

    private static CallExpression call(LoadedRevision revision, int offset) {
        INode leaf = NodeModelUtils.findLeafNodeAtOffset(NodeModelUtils.getNode(revision.model()).getRootNode(), offset);
        return leaf == null ? null : EcoreUtil2.getContainerOfType(NodeModelUtils.findActualSemanticObjectFor(leaf), CallExpression.class);
    }

    /** What the result is used for tells its type. */
    private static Type result(CallExpression call, Typing typing) {
        EObject user = call.eContainer();
        return switch (user) {
        case ExpressionStatement s -> Type.VOID;
        case AssignmentExpression a -> typing.of(a.getTarget());
        case Variable v -> typing.of(v);
        default -> Type.INT;
        };
    }

    private static boolean isPointer(Type type) {
        return type instanceof Type.Pointer;
    }

    private static String declared(Type type) {
        return type.isUnknown() || type instanceof Type.Struct s && s.name().isEmpty() ? "int" : type.toString();
    }
}
