package org.holdfast.lang.validation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.library.KernelLibrary;
import org.holdfast.lang.types.Callees;

/** Functions and macros that call themselves: calls are inlined, so they cannot be followed. */
final class Recursion {
    private final Check check;
    private final Map<NamedElement, Set<NamedElement>> calls = new HashMap<>();

    Recursion(Check check) {
        this.check = check;
    }

    void check() {
        Set<NamedElement> reported = new HashSet<>();
        for (EObject element : EcoreUtil2.eAllContents(check.resource().file())) {
            if (element instanceof FunctionDeclaration f && f.getBody() != null || element instanceof Define d && d.isFunction()) {
                NamedElement caller = (NamedElement) element;
                List<NamedElement> cycle = reported.contains(caller) ? List.of() : cycle(caller);
                if (!cycle.isEmpty()) {
                    reported.addAll(cycle);
                    StringBuilder path = new StringBuilder();
                    cycle.forEach(each -> path.append(each.getName()).append(" -> "));
                    check.errorAtName("recursion", caller, caller.getName() + "() calls itself (" + path + caller.getName()
                            + "): recursion is not supported");
                }
            }
        }
    }

    /** The shortest way from a function back to itself, or nothing. */
    private List<NamedElement> cycle(NamedElement start) {
        Map<NamedElement, NamedElement> from = new HashMap<>();
        Deque<NamedElement> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            NamedElement at = open.poll();
            for (NamedElement callee : calls(at)) {
                if (callee == start) {
                    List<NamedElement> path = new ArrayList<>();
                    for (NamedElement each = at; each != null; each = from.get(each)) {
                        path.add(0, each);
                    }
                    return path;
                }
                if (callee != start && !from.containsKey(callee)) {
                    from.put(callee, at);
                    open.add(callee);
                }
            }
        }
        return List.of();
    }

    /** What a function calls by name. The library's own functions are known not to recurse, nor to call back by name. */
    private Set<NamedElement> calls(NamedElement caller) {
        Set<NamedElement> known = calls.get(caller);
        if (known != null) {
            return known;
        }
        Set<NamedElement> result = new LinkedHashSet<>();
        EObject body = caller instanceof FunctionDeclaration f ? f.getBody() : ((Define) caller).getBody();
        if (body != null && (check.library() || KernelLibrary.path(caller) == null)) {
            if (body instanceof CallExpression call) {
                add(call, result);
            }
            for (EObject each : EcoreUtil2.eAllContents(body)) {
                if (each instanceof CallExpression call) {
                    add(call, result);
                }
            }
        }
        calls.put(caller, result);
        return result;
    }

    private static void add(CallExpression call, Set<NamedElement> result) {
        Symbol callee = Callees.of(call);
        if (callee instanceof FunctionDeclaration f && f.getBody() != null || callee instanceof Define d && d.isFunction()) {
            result.add(callee);
        }
    }
}
