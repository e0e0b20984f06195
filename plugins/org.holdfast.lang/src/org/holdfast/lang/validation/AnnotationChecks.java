package org.holdfast.lang.validation;

import java.util.Map;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.syntax.Words;
import org.holdfast.lang.types.Type;
import org.holdfast.lang.types.Typing;

/** Annotations: known, in their place, and about locks where they must be. */
final class AnnotationChecks {
    static final String ANNOTATION = "annotation";

    private static final Set<String> CONTEXTS = Set.of("process", "softirq", "hardirq", "nmi");
    private static final Set<String> OF_DATA = Set.of("__guarded_by", "__pt_guarded_by", "__rcu", "__counts", "__free");
    /** Annotations about a lock, with the position of its argument; those with several locks take them from there on. */
    private static final Map<String, Integer> LOCKS = Map.ofEntries(Map.entry("__guarded_by", 0), Map.entry("__pt_guarded_by", 0),
            Map.entry("__must_hold", 0), Map.entry("__must_hold_shared", 0), Map.entry("__must_not_hold", 0), Map.entry("__acquires", 0),
            Map.entry("__acquires_shared", 0), Map.entry("__releases", 0), Map.entry("__releases_shared", 0), Map.entry("__cond_acquires", 1),
            Map.entry("__cond_acquires_shared", 1), Map.entry("__cond_releases", 1));

    private final Check check;
    private final Typing typing;

    AnnotationChecks(Check check) {
        this.check = check;
        typing = check.typing();
    }

    void check(EObject element) {
        if (element instanceof Annotation annotation && annotation.getName() != null) {
            check(annotation);
        }
    }

    private void error(EObject element, String message) {
        check.error(ANNOTATION, element, message);
    }

    private void check(Annotation annotation) {
        String name = annotation.getName();
        Boolean arguments = Words.ANNOTATIONS.get(name);
        if (arguments == null) {
            error(annotation, "there is no annotation " + name + Suggestions.of(name, Words.ANNOTATIONS.keySet().stream().sorted().toList()));
            return;
        }
        if (arguments && annotation.getArguments().isEmpty() && annotation.getContexts().isEmpty() && !name.equals("__free")) {
            error(annotation, name + " needs an argument: " + name + (LOCKS.containsKey(name) ? "(&lock)" : "(…)"));
            return;
        }
        place(annotation, name);
        for (String context : annotation.getContexts()) {
            if (!CONTEXTS.contains(context)) {
                error(annotation, "there is no context " + context + "; the contexts are process, softirq, hardirq, nmi");
            }
        }
        Integer first = LOCKS.get(name);
        if (first != null) {
            if (annotation.getArguments().size() <= first) {
                error(annotation, name + " needs " + (first == 1 ? "a value and a lock: " + name + "(true, &lock)" : "a lock"));
            }
            for (int i = first; i < annotation.getArguments().size(); i++) {
                lock(annotation, annotation.getArguments().get(i));
            }
        } else if (Set.of("__gets", "__puts", "__frees").contains(name) && annotation.getArguments().size() != 1) {
            error(annotation, name + " takes one argument");
        }
    }

    private void place(Annotation annotation, String name) {
        boolean function = annotation.eContainer() instanceof FunctionDeclaration
                || annotation.eContainer() instanceof DeclarationSpecifiers s && s.eContainer() instanceof FunctionDeclaration;
        if (OF_DATA.contains(name) && annotation.eContainer() instanceof FunctionDeclaration) {
            error(annotation, name + " belongs on a variable or field, not on a function");
        } else if (!OF_DATA.contains(name) && !function && !isFunctionPointer(annotation)) {
            error(annotation, name + " belongs on a function");
        }
        if (name.equals("__free") && !(annotation.eContainer() instanceof Variable v && v.eContainer() != null
                && v.eContainer().eContainer() instanceof Block)) {
            error(annotation, "__free() belongs on a local variable");
        }
    }

    private static boolean isFunctionPointer(Annotation annotation) {
        return annotation.eContainer() instanceof Declarator d && d.isFunctionPointer();
    }

    private void lock(Annotation annotation, Expression argument) {
        Type type = typing.of(argument);
        if (type.isUnknown() || Check.isTemplate(argument) && !(annotation.eContainer() instanceof Declarator)) {
            return;
        }
        Type lock = type.target() != null && !(type instanceof Type.Array) ? type.target() : type;
        if (!LockTypes.isLock(lock, typing) && !check.library()) {
            error(argument, annotation.getName() + " wants a lock, and " + Check.text(argument) + " is "
                    + (lock instanceof Type.Void ? "a void *" : lock instanceof Type.Struct ? "a " + lock : lock));
        }
    }
}
