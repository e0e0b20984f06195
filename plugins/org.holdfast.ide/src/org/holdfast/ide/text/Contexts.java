package org.holdfast.ide.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.types.Callees;
import org.holdfast.lang.types.Constants;

/** What calls of a kernel function do to the context: read from its body in the library, through the calls in it. */
final class Contexts {
    private final Set<String> found = new LinkedHashSet<>();
    private final Set<EObject> visited = new HashSet<>();
    private final Deque<EObject> open = new ArrayDeque<>();

    private Contexts() {
    }

    /** As sentences' predicates: {@code switches interrupts off}. Empty for functions of the user, which do what they call. */
    static List<String> of(NamedElement callee) {
        Contexts contexts = new Contexts();
        if (Nodes.isKernel(callee)) {
            contexts.open.add(callee);
        }
        while (!contexts.open.isEmpty()) {
            contexts.visit(contexts.open.poll());
        }
        return List.copyOf(contexts.found);
    }

    private void visit(EObject callee) {
        EObject body = switch (callee) {
            case FunctionDeclaration f -> f.getBody();
            case Define d -> d.getBody();
            default -> null;
        };
        if (body == null || !visited.add(callee) || !Nodes.isKernel(callee)) {
            return;
        }
        for (EObject each : EcoreUtil2.eAllContents(body)) {
            switch (each) {
                case PostfixExpression p -> changed(p.getOperand(), p.getOperator().equals("++") ? 1L : 0L);
                case AssignmentExpression a -> changed(a.getTarget(), Constants.value(a.getValue()));
                case CallExpression c -> called(Callees.of(c));
                default -> {
                    // does nothing of its own
                }
            }
        }
    }

    private void called(Symbol callee) {
        if (callee instanceof FunctionDeclaration f && "__read_lock".equals(f.getName())) {
            found.add("enters a reader section");
        } else if (callee instanceof FunctionDeclaration f && "__read_unlock".equals(f.getName())) {
            found.add("leaves a reader section");
        } else if (callee != null) {
            open.add(callee);
        }
    }

    /** @param value null where it is not constant: what was saved is put back */
    private void changed(Expression target, Long value) {
        String what = target instanceof NameExpression n && n.getSymbol() != null ? switch (n.getSymbol().getName()) {
            case "__irqs_off" -> "interrupts";
            case "__softirq_count" -> "softirqs";
            case "__preempt_count" -> "preemption";
            case null, default -> "";
        } : "";
        if (!what.isEmpty()) {
            found.add(value == null ? "puts " + what + " back as they were" : "switches " + what + (value == 0 ? " on" : " off"));
        }
    }
}
