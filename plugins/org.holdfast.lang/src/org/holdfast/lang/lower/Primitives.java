package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Expr.ContextField;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.HoldPackage;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.VarargsParameter;
import org.holdfast.lang.hold.Variable;

/** The library's functions and variables that the engine implements: one step of the program each, or a value known beforehand. */
final class Primitives {
    private static final List<String> PSEUDO = List.of("__preempt_count", "__softirq_count", "__irqs_off", "__context_kind", "current");

    private final Lane lane;
    private final Module module;
    private final CallExpression call;
    private final List<Expression> arguments;

    private Primitives(Lane lane, CallExpression call) {
        this.lane = lane;
        this.module = lane.module;
        this.call = call;
        this.arguments = call.getArguments();
    }

    static boolean isPseudo(Module module, Variable variable) {
        return PSEUDO.contains(variable.getName()) && module.isLibrary(variable);
    }

    /** A variable that stands for something of the execution's own. */
    static Place pseudo(Lane lane, Variable variable) {
        return switch (variable.getName()) {
        case "__preempt_count" -> new Place.Context(ContextField.PREEMPT);
        case "__softirq_count" -> new Place.Context(ContextField.SOFTIRQ);
        case "__irqs_off" -> new Place.Context(ContextField.IRQ);
        case "__context_kind" -> new Place.Context(ContextField.IN);
        default -> new Place.Register(lane.currentTask(), lane.module.types().of(variable));
        };
    }

    static Operand call(Lane lane, FunctionDeclaration function, CallExpression call, CType wanted) {
        Primitives primitives = new Primitives(lane, call);
        long named = function.getParameters().stream().filter(p -> !(p instanceof VarargsParameter)).count();
        if (call.getArguments().size() < Inlining.parameters(function).stream().filter(p -> !(p instanceof VarargsParameter)).count()) {
            lane.module.refuse(call, Problem.TYPE, function.getName() + "() takes " + named + " arguments");
            return Operand.ZERO;
        }
        Operand special = Builtins.call(lane, function.getName(), call, wanted);
        return special != null ? special : primitives.step(function.getName());
    }

    private Operand step(String name) {
        switch (name) {
        case "__acquire" -> {
            return acquire();
        }
        case "__release" -> {
            Expr lock = value(0);
            lane.emit(new Step.Release(lock, mode(1)));
        }
        case "__init_lock" -> lane.emit(new Step.InitLock(value(0)));
        case "__disown", "__adopt" -> {
            Expr lock = value(0);
            lane.emit(new Step.HandOver(lock, mode(1), name.equals("__adopt")));
        }
        case "__require" -> require();
        case "__read_lock" -> lane.emit(new Step.ReadLock(value(0)));
        case "__read_unlock" -> lane.emit(new Step.ReadUnlock(value(0)));
        case "__barrier" -> {
            Step.Barrier.What what = choice(0, Step.Barrier.What.values());
            Expr subject = lane.kept(lane.expressions.value(arguments.get(1))).value();
            lane.emit(new Step.Barrier(what, false, subject));
            lane.emit(new Step.Barrier(what, true, subject));
        }
        case "__defer" -> defer();
        case "__cancel" -> {
            int register = lane.register();
            lane.emit(new Step.Cancel(register, value(0)));
            return Operand.of(new Expr.Register(register), CType.BOOL);
        }
        case "__pending" -> {
            return query(Step.Query.State.PENDING);
        }
        case "__running" -> {
            return query(Step.Query.State.RUNNING);
        }
        case "__running_elsewhere" -> {
            return query(Step.Query.State.RUNNING_ELSEWHERE);
        }
        case "__dispose" -> dispose();
        case "__owner_of", "__cache_of" -> {
            int register = lane.register();
            lane.emit(new Step.Origin(register, value(0)));
            return Operand.of(new Expr.Register(register), CType.VOID_POINTER);
        }
        case "__may_sleep" -> lane.emit(new Step.MaySleep(text(0)));
        case "__trap" -> lane.emit(new Step.Trap(text(0)));
        case "__list_access" -> {
            Expr node = value(0);
            lane.emit(new Step.ListAccess(node, constant(1, 0, 1) != 0));
        }
        default -> lane.refuse(call, "the engine has no primitive " + name + "()");
        }
        return Operand.NOTHING;
    }

    private Expr value(int argument) {
        return lane.expressions.value(arguments.get(argument)).value();
    }

    /** An argument that must be known beforehand. */
    private long constant(int argument, long least, long most) {
        Operand operand = lane.expressions.value(arguments.get(argument));
        if (!operand.isConstant() || operand.constant() < least || operand.constant() > most) {
            if (lane.graph.open()) {
                lane.refuse(call, "'" + module.texts().text(arguments.get(argument)) + "' must be a constant from " + least + " to " + most);
            }
            return least;
        }
        return operand.constant();
    }

    private <T> T choice(int argument, T[] values) {
        return values[(int) constant(argument, 0, values.length - 1L)];
    }

    private Step.Mode mode(int argument) {
        return choice(argument, Step.Mode.values());
    }

    private String text(int argument) {
        Operand operand = lane.expressions.value(arguments.get(argument));
        String text = operand.isConstant() ? module.stringText(operand.constant()) : null;
        return text == null ? "" : text;
    }

    private Operand acquire() {
        Operand lock = lane.kept(lane.expressions.value(arguments.get(0)));
        Step.Mode mode = mode(1);
        boolean attempt = constant(2, 0, 1) != 0;
        Operand subclass = lane.expressions.value(arguments.get(3));
        Expr nest = value(4);
        Expr outer = nest.equals(Fold.ZERO) ? null : nest;
        int register = lane.register();
        if (subclass.isConstant()) {
            lane.emit(new Step.Acquire(register, lock.value(), mode, attempt, (int) subclass.constant(), outer));
        } else {
            // lockdep has eight subclasses.
            Operand kept = lane.kept(subclass);
            Graph.Label end = new Graph.Label();
            for (int i = 0; i < 8; i++) {
                Graph.Label other = new Graph.Label();
                lane.graph.branch(i == 7 ? Fold.ONE : Fold.binary(Expr.BinaryOp.EQ, kept.value(), Fold.constant(i)), other, lane.site());
                lane.emit(new Step.Acquire(register, lock.value(), mode, attempt, i, outer));
                lane.graph.jump(end, lane.site());
                lane.graph.place(other);
            }
            lane.graph.place(end);
        }
        return Operand.of(new Expr.Register(register), CType.BOOL);
    }

    private void require() {
        Expr lock = value(0);
        Step.Require.Hold hold = switch ((int) constant(1, 0, 3)) {
        case 0 -> Step.Require.Hold.EXCLUSIVE;
        case 3 -> Step.Require.Hold.NOT;
        default -> Step.Require.Hold.SHARED;
        };
        String what = text(2);
        if (!lane.exempt) {
            lane.emit(new Step.Require(lock, hold, what));
        }
    }

    private void defer() {
        Deferral kind = choice(0, Deferral.values());
        Operand function = lane.expressions.value(arguments.get(1));
        Expr[] rest = new Expr[4];
        for (int i = 0; i < 4; i++) {
            Operand operand = lane.expressions.value(arguments.get(2 + i));
            rest[i] = operand.value();
        }
        Expr target = function.value();
        if (target instanceof Expr.Const(long constant) && Value.isFunction(constant)) {
            target = Fold.constant(module.functions().defer(constant, lane.position()));
        } else {
            module.functions().defer(function.type());
        }
        lane.emit(new Step.Defer(kind, target, rest[0], rest[1], rest[2], rest[3]));
    }

    private Operand query(Step.Query.State state) {
        int register = lane.register();
        lane.emit(new Step.Query(register, value(0), state));
        return Operand.of(new Expr.Register(register), CType.BOOL);
    }

    /** Whether memory is recycled may depend on the cache. */
    private void dispose() {
        Expr object = lane.kept(lane.expressions.value(arguments.get(0))).value();
        Expr recycle = value(1);
        Graph.Label plain = new Graph.Label();
        Graph.Label end = new Graph.Label();
        lane.graph.branch(recycle, plain, lane.site());
        lane.emit(new Step.Free(object, true));
        lane.graph.jump(end, lane.site());
        lane.graph.place(plain);
        lane.emit(new Step.Free(object, false));
        lane.graph.place(end);
    }

    /** Names among the arguments, as {@code __uses()} has them. */
    static List<String> names(Module module, List<Expression> arguments) {
        List<String> names = new ArrayList<>();
        for (Expression argument : arguments) {
            if (Module.bare(argument) instanceof NameExpression name) {
                names.add(module.texts().name(name, HoldPackage.Literals.NAME_EXPRESSION__SYMBOL));
            }
        }
        return names;
    }
}
