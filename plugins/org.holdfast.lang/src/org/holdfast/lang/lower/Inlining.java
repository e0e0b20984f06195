package org.holdfast.lang.lower;

import java.util.List;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Step;
import org.holdfast.lang.hold.Block;
import org.holdfast.lang.hold.BuiltinType;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.MemberParameter;
import org.holdfast.lang.hold.Parameter;
import org.holdfast.lang.hold.ReturnStatement;
import org.holdfast.lang.hold.Statement;
import org.holdfast.lang.hold.TypeParameter;
import org.holdfast.lang.hold.ValueParameter;
import org.holdfast.lang.hold.VarargsParameter;

/** Puts a function's body in the place of its call. */
final class Inlining {
    private static final int DEPTH = 100;

    private final Lane lane;
    private final Module module;

    Inlining(Lane lane) {
        this.lane = lane;
        this.module = lane.module;
    }

    /** Evaluates the arguments of a call by name; null if their number is wrong, which is then a problem. */
    Activation bind(FunctionDeclaration function, CallExpression call) {
        List<Parameter> parameters = parameters(function);
        List<Expression> arguments = call.getArguments();
        boolean varargs = !parameters.isEmpty() && parameters.get(parameters.size() - 1) instanceof VarargsParameter;
        int named = varargs ? parameters.size() - 1 : parameters.size();
        if (arguments.size() < named && !module.isLibrary(function) || arguments.size() > named && !varargs) {
            module.refuse(call, Problem.TYPE, function.getName() + "() takes " + named + " argument" + (named == 1 ? "" : "s") + ", not " + arguments.size());
            return null;
        }
        Activation activation = new Activation(function);
        Activation caller = lane.activation;
        boolean byName = parameters.stream().anyMatch(p -> p instanceof ValueParameter v && v.isByName());
        for (int i = 0; i < named; i++) {
            Expression argument = i < arguments.size() ? arguments.get(i) : null;
            switch (parameters.get(i)) {
            case TypeParameter p -> activation.bind(p, new Binding.TypeArgument(argument == null ? CType.INT : module.typer().typeOf(argument, caller)));
            case MemberParameter p -> activation.bind(p, new Binding.MemberArgument(argument == null ? "" : module.memberName(argument, caller)));
            case ValueParameter p when argument == null -> bindValue(function, activation, p, Operand.ZERO);
            case ValueParameter p when p.isByName() -> activation.bind(p, new Binding.ByName(argument, caller));
            case ValueParameter p -> {
                CType type = module.types().of(p, activation);
                Operand given = lane.expressions.value(argument, type);
                module.functions().convert(given, type);
                Operand value = Arithmetic.convert(given, type);
                boolean later = arguments.stream().skip(i + 1L).anyMatch(Expressions::hasEffect);
                bindValue(function, activation, p, byName || later ? lane.kept(value) : value);
            }
            default -> {
            }
            }
        }
        for (int i = named; i < arguments.size(); i++) {
            lane.expressions.effect(arguments.get(i));
        }
        return activation;
    }

    /** The same for arguments that are evaluated already. */
    Activation bind(FunctionDeclaration function, List<Operand> arguments) {
        Activation activation = new Activation(function);
        List<Parameter> parameters = parameters(function);
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i) instanceof ValueParameter p && p.getSpecifiers() != null) {
                Operand argument = i < arguments.size() ? arguments.get(i) : Operand.ZERO;
                bindValue(function, activation, p, Arithmetic.convert(argument, module.types().of(p, activation)));
            }
        }
        return activation;
    }

    /** {@code f(void)} has none. */
    static List<Parameter> parameters(FunctionDeclaration function) {
        List<Parameter> parameters = function.getParameters();
        boolean none = parameters.size() == 1 && parameters.get(0) instanceof ValueParameter v && v.getName() == null && v.getPointers().isEmpty()
                && !v.isFunctionPointer() && v.getSpecifiers() != null && v.getSpecifiers().getType() instanceof BuiltinType b
                && b.getWords().contains("void");
        return none ? List.of() : parameters;
    }

    private void bindValue(FunctionDeclaration function, Activation activation, ValueParameter parameter, Operand value) {
        Facts facts = module.facts(function);
        boolean addressed = facts != null && facts.isAddressed(parameter);
        if (addressed || facts != null && facts.isAssigned(parameter)) {
            Operand own = lane.kept(value);
            int register = own.value() instanceof Expr.Register(int r) ? r : assigned(own);
            activation.bind(parameter, new Binding.InRegister(register, own.type(), null));
        } else {
            activation.bind(parameter, new Binding.Bound(value));
        }
    }

    private int assigned(Operand value) {
        int register = lane.register();
        lane.emit(new Step.Assign(register, value.value()));
        return register;
    }

    /**
     * The body of a function whose parameters are bound.
     *
     * @param pointer called through a pointer: recursion is met only when the program runs
     */
    Operand run(FunctionDeclaration function, Activation activation, CType wanted, boolean used, boolean pointer) {
        if (!lane.graph.open()) {
            return Operand.ZERO;
        }
        if (lane.inlining.contains(function)) {
            return recursion(function, pointer);
        }
        if (lane.inlining.size() >= DEPTH) {
            module.refuse(lane.position().range(), Problem.TOO_LARGE, "calls are nested too deeply: more than " + DEPTH);
            return Operand.ZERO;
        }
        boolean fromUser = !lane.inLibrary();
        List<Site.Frame> frames = lane.frames();
        Contracts contracts = new Contracts(lane, function, activation);
        lane.enter(new Site.Frame(function.getName(), module.isLibrary(function), lane.position().range()));
        lane.inlining.add(function);
        lane.claims.before(function);
        Operand result = lane.within(activation, () -> {
            contracts.entry(fromUser);
            if (function.getBody() == null) {
                return contracts.effect(wanted, used);
            }
            lane.claims.enter(function);
            Promises promises = module.isLibrary(function) || lane.exempt ? null : new Promises(lane, contracts, function, activation);
            Operand value = body(function, activation, wanted);
            if (promises != null) {
                promises.end();
            }
            lane.claims.leaveLabels(function);
            lane.claims.leave(function);
            return value;
        });
        lane.inlining.remove(function);
        lane.frames(frames);
        if (fromUser) {
            Operand value = result;
            lane.within(activation, () -> {
                contracts.exit(value);
                return null;
            });
        }
        lane.claims.after(function);
        return result;
    }

    private Operand recursion(FunctionDeclaration function, boolean pointer) {
        String message = function.getName() + "() calls itself" + (pointer ? " through a pointer" : "") + ": recursion is not supported";
        if (pointer) {
            lane.emit(new Step.Trap(message));
        } else {
            module.refuse(lane.position().range(), "recursion", message);
        }
        return Operand.ZERO;
    }

    private Operand body(FunctionDeclaration function, Activation activation, CType wanted) {
        CType type = module.types().result(function, activation);
        Graph.Label exit = new Graph.Label();
        int depth = lane.cleanups.size();
        activation.exit = exit;
        activation.resultType = type;
        activation.wanted = wanted;
        activation.cleanups = depth;
        activation.scopes = depth;
        boolean direct = returnsAtEnd(function);
        if (!(type instanceof CType.Void) && !direct) {
            activation.result = lane.register();
        }
        parameterObjects(function, activation);
        lane.statements.block(function.getBody());
        lane.cleanups.leave(depth);
        if (activation.promises != null && lane.graph.open()) {
            Lane.Position last = lane.position();
            lane.position(new Lane.Position(module.texts().end(function), "end of " + function.getName() + "()", -1));
            activation.promises.kept();
            lane.position(last);
        }
        lane.graph.place(exit);
        if (type instanceof CType.Void) {
            return Operand.NOTHING;
        }
        return direct ? activation.direct == null ? Operand.of(Fold.ZERO, type) : activation.direct : Operand.of(new Expr.Register(activation.result), type);
    }

    private boolean returnsAtEnd(FunctionDeclaration function) {
        List<ReturnStatement> returns = module.facts(function).returns();
        Block body = function.getBody();
        List<Statement> statements = body.getStatements();
        return returns.size() == 1 && !statements.isEmpty() && statements.get(statements.size() - 1) == returns.get(0);
    }

    /** Parameters whose address is taken become objects; those end with the call. */
    private void parameterObjects(FunctionDeclaration function, Activation activation) {
        Facts facts = module.facts(function);
        for (Parameter parameter : function.getParameters()) {
            if (parameter instanceof ValueParameter p && facts.isAddressed(p) && activation.binding(p) instanceof Binding.InRegister(int value, CType type, Region r)) {
                int object = Locals.object(lane, p, p.getName(), type, List.of());
                lane.places.store(lane.places.of(activation.binding(p)), Operand.of(new Expr.Register(value), type), p);
                lane.cleanups.push(p, () -> lane.emit(new Step.Free(new Expr.Register(object), false)));
            }
        }
        activation.scopes = lane.cleanups.size();
    }
}
