package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Step;
import org.holdfast.lang.hold.Annotation;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.Parameter;
import org.holdfast.lang.hold.StringLiteral;
import org.holdfast.lang.hold.ValueParameter;

/**
 * A function's annotations at one call of it. With a body they say what must hold at its entry; without one they are all there is, and are
 * trusted.
 */
final class Contracts {
    /** How an annotation acts on a lock of a kernel type: the library's own function, so that contexts and fairness are right. */
    private record Ways(String acquire, String release, String attempt) {
    }

    private final Lane lane;
    private final Module module;
    private final FunctionDeclaration function;
    private final Activation activation;
    private final List<Annotation> annotations;

    Contracts(Lane lane, FunctionDeclaration function, Activation activation) {
        this.lane = lane;
        this.module = lane.module;
        this.function = function;
        this.activation = activation;
        this.annotations = annotations(module, function);
        for (FunctionDeclaration other : module.declarations().others(function)) {
            List<Parameter> parameters = Inlining.parameters(other);
            List<Parameter> own = Inlining.parameters(function);
            for (int i = 0; i < Math.min(parameters.size(), own.size()); i++) {
                Binding binding = activation.binding(own.get(i));
                if (binding != null) {
                    activation.bind(parameters.get(i), binding);
                }
            }
        }
    }

    /** Those of the function and of its prototypes. */
    static List<Annotation> annotations(Module module, FunctionDeclaration function) {
        List<Annotation> all = annotations(function);
        for (FunctionDeclaration other : module.declarations().others(function)) {
            all.addAll(annotations(other));
        }
        return all;
    }

    private static List<Annotation> annotations(FunctionDeclaration function) {
        List<Annotation> all = new ArrayList<>(function.getAnnotations());
        if (function.getSpecifiers() != null) {
            all.addAll(function.getSpecifiers().getAnnotations());
        }
        function.getPointers().forEach(pointer -> all.addAll(pointer.getAnnotations()));
        return all;
    }

    /** What must hold where the function is entered, and references it drops. */
    void entry(boolean fromUser) {
        for (Annotation annotation : annotations) {
            switch (annotation.getName()) {
            case "__must_hold", "__releases", "__cond_releases" -> require(annotation, Step.Require.Hold.EXCLUSIVE);
            case "__must_hold_shared", "__releases_shared" -> require(annotation, Step.Require.Hold.SHARED);
            case "__must_not_hold" -> require(annotation, Step.Require.Hold.NOT);
            case "__puts" -> {
                if (fromUser) {
                    annotation.getArguments().forEach(argument -> lane.emit(new Step.Reference(address(argument).value(), false)));
                }
            }
            case "__assumes" -> {
                if (fromUser && !annotation.getArguments().isEmpty() && annotation.getArguments().get(0) instanceof StringLiteral s) {
                    module.assume(Initializers.string(s));
                }
            }
            case "__might_sleep" -> {
                if (!module.isLibrary(function) || function.getBody() == null) {
                    lane.emit(new Step.MaySleep(function.getName() + "()"));
                }
            }
            case "__context" -> context(annotation);
            default -> {
            }
            }
        }
    }

    private void require(Annotation annotation, Step.Require.Hold hold) {
        boolean lockState = annotation.getName().startsWith("__must");
        // A release of what is not held is found by the release itself.
        if (lane.exempt || !lockState || module.isLibrary(function)) {
            return;
        }
        for (Expression argument : annotation.getArguments()) {
            lane.emit(new Step.Require(lock(argument).value(), hold, function.getName() + "()"));
        }
    }

    private void context(Annotation annotation) {
        Expr allowed = Fold.ZERO;
        for (String name : annotation.getContexts()) {
            int kind = List.of("process", "softirq", "hardirq", "nmi").indexOf(name);
            if (kind < 0) {
                lane.refuse(annotation, "there is no context " + name + ": process, softirq, hardirq or nmi");
                return;
            }
            Expr here = Fold.binary(Expr.BinaryOp.EQ, new Expr.Context(Expr.ContextField.IN), Fold.constant(kind));
            allowed = Fold.isConstant(allowed) ? here : Fold.conditional(allowed, Fold.ONE, here);
        }
        lane.emit(new Step.Check(allowed, "assertion", function.getName() + "() runs in " + String.join(" or ", annotation.getContexts()) + " context only"));
    }

    /** References taken, where the call succeeded. */
    void exit(Operand result) {
        for (Annotation annotation : annotations) {
            if ("__gets".equals(annotation.getName())) {
                Graph.Label end = new Graph.Label();
                if (result.type() instanceof CType.Int) {
                    lane.graph.branch(Fold.truth(result.value()), end, lane.site());
                }
                annotation.getArguments().forEach(argument -> lane.emit(new Step.Reference(address(argument).value(), true)));
                lane.graph.place(end);
            }
        }
    }

    /** What a function without a body does. */
    Operand effect(CType wanted, boolean used) {
        module.assume("the contract of " + function.getName() + "() is trusted");
        CType type = module.types().result(function, activation);
        Operand result = conditional(type);
        boolean chosen = result != null;
        for (Annotation annotation : annotations) {
            for (Expression argument : annotation.getArguments()) {
                switch (annotation.getName()) {
                case "__acquires" -> act(argument, false, true);
                case "__acquires_shared" -> act(argument, true, true);
                case "__releases" -> act(argument, false, false);
                case "__releases_shared" -> act(argument, true, false);
                case "__gets" -> count(argument, true);
                case "__puts" -> count(argument, false);
                case "__frees" -> free(argument);
                default -> {
                }
                }
            }
        }
        if (chosen) {
            return result;
        }
        Operand same = sameObject(type);
        if (same != null) {
            return same;
        }
        if (used && !(type instanceof CType.Void)) {
            module.assume("the result of " + function.getName() + "() is taken to be " + (type instanceof CType.Pointer ? "NULL" : "any"));
        }
        return anyResult(lane, type, used);
    }

    /** A pointer result is NULL, any other either truth value if somebody looks at it. */
    static Operand anyResult(Lane lane, CType type, boolean used) {
        if (type instanceof CType.Void) {
            return Operand.NOTHING;
        }
        if (!used || type instanceof CType.Pointer) {
            return Operand.of(Fold.ZERO, type);
        }
        int register = lane.register();
        lane.emit(new Step.Choose(register, List.of(Fold.ZERO, Fold.ONE)));
        return Operand.of(new Expr.Register(register), type);
    }

    /** A function that takes a reference to its argument and returns the same type returns the argument, as get_device() does. */
    private Operand sameObject(CType type) {
        boolean gets = annotations.stream().anyMatch(a -> "__gets".equals(a.getName()));
        if (!gets || !(type instanceof CType.Pointer)) {
            return null;
        }
        for (Parameter parameter : function.getParameters()) {
            if (parameter instanceof ValueParameter p && activation.binding(p) instanceof Binding.Bound(Operand operand) && operand.type().equals(type)) {
                return operand;
            }
        }
        return null;
    }

    /** {@code __cond_acquires(value, &l)} and {@code __cond_releases}: the result says whether it happened. Null if there is none. */
    private Operand conditional(CType type) {
        Operand result = null;
        for (Annotation annotation : annotations) {
            boolean acquires = annotation.getName().startsWith("__cond_acquires");
            if (!acquires && !annotation.getName().startsWith("__cond_releases") || annotation.getArguments().size() != 2) {
                continue;
            }
            boolean shared = annotation.getName().endsWith("_shared");
            Long value = module.constants().value(annotation.getArguments().get(0), activation);
            if (value == null) {
                lane.refuse(annotation, "the value of " + annotation.getName() + " must be a constant");
                continue;
            }
            int register = result != null && result.value() instanceof Expr.Register(int r) ? r : lane.register();
            long other = value != 0 ? 0 : type instanceof CType.Int(int bits, boolean signed) && signed ? -1 : 1;
            if (result == null) {
                lane.emit(new Step.Choose(register, List.of(Fold.constant(value), Fold.constant(other))));
            }
            result = Operand.of(new Expr.Register(register), type);
            Graph.Label end = new Graph.Label();
            lane.graph.branch(Fold.binary(Expr.BinaryOp.EQ, result.value(), Fold.constant(value)), end, lane.site());
            if (acquires) {
                Expr got = attempt(annotation.getArguments().get(1), shared);
                lane.graph.branch(Fold.not(got), end, lane.site());
                lane.emit(new Step.Assign(register, Fold.constant(other)));
            } else {
                act(annotation.getArguments().get(1), shared, false);
            }
            lane.graph.place(end);
        }
        return result;
    }

    private static Ways ways(CType lock, boolean shared) {
        if (!(lock instanceof CType.Struct s) || s.declaration().getName() == null) {
            return null;
        }
        return switch (s.declaration().getName()) {
        case "spinlock" -> new Ways("spin_lock", "spin_unlock", "spin_trylock");
        case "raw_spinlock" -> new Ways("raw_spin_lock", "raw_spin_unlock", "raw_spin_trylock");
        case "rwlock" -> shared ? new Ways("read_lock", "read_unlock", "read_trylock") : new Ways("write_lock", "write_unlock", "write_trylock");
        case "mutex" -> new Ways("mutex_lock", "mutex_unlock", "mutex_trylock");
        case "rt_mutex" -> new Ways("rt_mutex_lock", "rt_mutex_unlock", "rt_mutex_trylock");
        case "semaphore" -> new Ways("down", "up", null);
        case "rw_semaphore" -> shared ? new Ways("down_read", "up_read", "down_read_trylock") : new Ways("down_write", "up_write", "down_write_trylock");
        default -> null;
        };
    }

    private void act(Expression argument, boolean shared, boolean acquire) {
        Operand lock = address(argument);
        Ways ways = ways(lock.type().pointee(), shared);
        if (ways != null && Library.call(lane, acquire ? ways.acquire() : ways.release(), List.of(lock)) != null) {
            return;
        }
        Step.Mode mode = shared ? Step.Mode.SHARED : Step.Mode.EXCLUSIVE;
        Expr cell = lock(argument).value();
        lane.emit(acquire ? new Step.Acquire(-1, cell, mode, false, 0, null) : new Step.Release(cell, mode));
    }

    private Expr attempt(Expression argument, boolean shared) {
        Operand lock = address(argument);
        Ways ways = ways(lock.type().pointee(), shared);
        Operand got = ways == null || ways.attempt() == null ? null : Library.call(lane, ways.attempt(), List.of(lock));
        if (got != null) {
            return got.value();
        }
        int register = lane.register();
        lane.emit(new Step.Acquire(register, lock(argument).value(), shared ? Step.Mode.SHARED : Step.Mode.EXCLUSIVE, true, 0, null));
        return new Expr.Register(register);
    }

    private void count(Expression argument, boolean get) {
        Operand object = address(argument);
        String name = object.type().pointee() instanceof CType.Struct s ? String.valueOf(s.declaration().getName()) : "";
        String call = switch (name) {
        case "refcount_struct", "refcount" -> get ? "refcount_inc" : "refcount_dec_and_test";
        case "kref" -> get ? "kref_get" : null;
        case "atomic" -> get ? "atomic_inc" : "atomic_dec";
        case "percpu_ref" -> get ? "percpu_ref_get" : "percpu_ref_put";
        default -> null;
        };
        if (name.equals("kref") && !get) {
            Place.Memory inner = lane.places.member(lane.places.pointee(argument, object), "refcount", argument);
            Library.call(lane, "refcount_dec_and_test", List.of(lane.places.address(inner, argument)));
        } else if (call != null) {
            Library.call(lane, call, List.of(object));
        }
    }

    private void free(Expression argument) {
        Operand object = lane.expressions.value(argument);
        if (Library.call(lane, "kfree", List.of(object)) == null) {
            lane.emit(new Step.Free(object.value(), false));
        }
    }

    /** {@code &l}, {@code l} where that is a pointer, or {@code x->l} for the lock itself. */
    private Operand address(Expression argument) {
        CType type = module.typer().typeOf(argument, activation);
        if (type instanceof CType.Struct || type instanceof CType.Lock) {
            EObject where = argument;
            Place place = lane.places.of(argument);
            return place == null ? Operand.ZERO : lane.places.address(place, where);
        }
        return lane.expressions.value(argument);
    }

    /** The cell of the lock that an annotation names. */
    Operand lock(Expression argument) {
        Operand address = address(argument);
        CType type = address.type().pointee();
        int offset = type == null || type instanceof CType.Void ? 0 : module.shapes().lockOffset(type);
        if (offset < 0) {
            module.refuse(argument, Problem.TYPE, "'" + module.texts().text(argument) + "' is no lock but " + type.described());
            return address;
        }
        return Operand.of(Fold.offset(address.value(), offset), address.type());
    }
}
