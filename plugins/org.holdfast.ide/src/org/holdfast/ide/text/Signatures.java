package org.holdfast.ide.text;

import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.INode;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.syntax.Words;

/** Declarations in one line, as a person writes them. */
final class Signatures {
    private Signatures() {
    }

    /** An element as it is written, without comments, its blanks and line ends made one blank each. */
    static String written(EObject element) {
        INode node = element == null ? null : Nodes.of(element);
        return node == null ? "" : written(node);
    }

    private static String written(INode node) {
        StringBuilder text = new StringBuilder();
        boolean gap = false;
        for (ILeafNode leaf : node.getLeafNodes()) {
            if (leaf.isHidden()) {
                gap = true;
            } else if (leaf.getLength() > 0) {
                text.append(gap && !text.isEmpty() ? " " : "").append(leaf.getText());
                gap = false;
            }
        }
        return text.toString();
    }

    /** The parameters of a function or macro, each as it is written; those of {@code (void)} are none. */
    static List<String> parameterList(NamedElement callee) {
        return switch (callee) {
            case FunctionDeclaration f -> f.getParameters().stream().filter(p -> !isVoid(p)).map(Signatures::parameter).toList();
            case Define d -> d.getParameters().stream().map(p -> p.isVarargs() ? "..." : p.getName() == null ? "" : p.getName()).toList();
            default -> List.of();
        };
    }

    /** Words that only the library has are left out: {@code __byname cond} is {@code cond} to a caller. What may be left out stands in brackets. */
    private static String parameter(Parameter parameter) {
        return switch (parameter) {
            case TypeParameter t -> "type";
            case MemberParameter m -> "member";
            default -> {
                String text = written(parameter);
                String shown = text.replaceAll(" *\\b(__byname|__optional)\\b *", " ").strip();
                yield text.contains(Words.OPTIONAL) ? "[" + shown + "]" : shown;
            }
        };
    }

    private static boolean isVoid(Parameter parameter) {
        return parameter instanceof ValueParameter v && v.getName() == null && written(v).equals("void");
    }

    static String parameters(FunctionDeclaration function) {
        return parameterList(function).stream().collect(Collectors.joining(", ", "(", ")"));
    }

    /** What a call of it looks like: {@code bool kref_put(struct kref *kref, …)}, {@code DEFINE(x)}. */
    static String of(NamedElement element) {
        return switch (element) {
            case FunctionDeclaration f -> (result(f) + f.getName() + parameters(f)).strip();
            case Define d -> d.getName() + (d.isFunction() ? String.join(", ", parameterList(d)).transform(p -> "(" + p + ")") : "");
            default -> written(element);
        };
    }

    private static String result(FunctionDeclaration f) {
        String type = f.getSpecifiers() == null || f.getSpecifiers().getType() == null ? "" : written(f.getSpecifiers().getType());
        return type + " " + "*".repeat(f.getPointers().size());
    }
}
