package org.holdfast.lang.lower;

import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Step;
import org.holdfast.lang.hold.AtomicStatement;
import org.holdfast.lang.hold.AwaitStatement;
import org.holdfast.lang.hold.Block;
import org.holdfast.lang.hold.BreakStatement;
import org.holdfast.lang.hold.CaseLabel;
import org.holdfast.lang.hold.CheckStatement;
import org.holdfast.lang.hold.ContinueStatement;
import org.holdfast.lang.hold.DefaultLabel;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.DoStatement;
import org.holdfast.lang.hold.EmptyStatement;
import org.holdfast.lang.hold.ExpressionStatement;
import org.holdfast.lang.hold.FallthroughStatement;
import org.holdfast.lang.hold.ForStatement;
import org.holdfast.lang.hold.GotoStatement;
import org.holdfast.lang.hold.GuardStatement;
import org.holdfast.lang.hold.IfStatement;
import org.holdfast.lang.hold.Include;
import org.holdfast.lang.hold.IteratorStatement;
import org.holdfast.lang.hold.Label;
import org.holdfast.lang.hold.ReturnStatement;
import org.holdfast.lang.hold.ScopedGuardStatement;
import org.holdfast.lang.hold.Statement;
import org.holdfast.lang.hold.StatementBody;
import org.holdfast.lang.hold.SwitchStatement;
import org.holdfast.lang.hold.SystemInclude;
import org.holdfast.lang.hold.TypedefDeclaration;
import org.holdfast.lang.hold.VariableDeclaration;
import org.holdfast.lang.hold.WhileStatement;

/** Statements, one graph fragment each, with every jump running the cleanups of the scopes it leaves. */
final class Statements {
    private final Lane lane;
    private final Module module;
    private final Loops loops;
    private final Locals locals;
    private final GuardScopes guards;

    Statements(Lane lane) {
        this.lane = lane;
        this.module = lane.module;
        this.loops = new Loops(lane, this);
        this.locals = new Locals(lane);
        this.guards = new GuardScopes(lane);
    }

    void statement(Statement statement) {
        if (statement == null || lane.graph.full()) {
            return;
        }
        if (!lane.graph.open() && !Scopes.hasLabels(statement)) {
            return;
        }
        Lane.Position outer = lane.position();
        position(statement);
        lower(statement);
        lane.position(outer);
    }

    private void lower(Statement statement) {
        switch (statement) {
        case Block s -> block(s);
        case VariableDeclaration s -> locals.declare(s);
        case ExpressionStatement s -> loops.lower(s);
        case IfStatement s -> branch(s);
        case WhileStatement s -> loops.lower(s);
        case DoStatement s -> loops.lower(s);
        case ForStatement s -> loops.lower(s);
        case IteratorStatement s -> loops.lower(s);
        case SwitchStatement s -> loops.lower(s);
        case CaseLabel s -> loops.place(s);
        case DefaultLabel s -> loops.place(s);
        case BreakStatement s -> loops.leave(s, false);
        case ContinueStatement s -> loops.leave(s, true);
        case Label s -> label(s);
        case GotoStatement s -> jump(s);
        case ReturnStatement s -> leave(s);
        case GuardStatement s -> guards.lower(s);
        case ScopedGuardStatement s -> guards.lower(s, loops);
        case AtomicStatement s -> atomic(s);
        case AwaitStatement s -> await(s);
        case CheckStatement s -> check(s);
        case EmptyStatement s -> {
        }
        case FallthroughStatement s -> {
        }
        case TypedefDeclaration s -> {
        }
        case Define s -> {
        }
        case SystemInclude s -> {
        }
        case Include s -> lane.refuse(s, "#include inside a body is not supported");
        default -> lane.refuse(statement, "this statement is not supported");
        }
    }

    /** Steps belong to the user's statement; a compound one lends its head. Text of the library keeps the position of the call. */
    void position(Statement statement) {
        if (module.isLibrary(statement) || statement instanceof Block) {
            return;
        }
        Range range = module.head(statement);
        lane.position(new Lane.Position(range, module.texts().text(statement, range), module.statementNumber(statement)));
    }

    /** What a guard does; belongs to the guard's statement wherever the guard is defined. */
    void action(Statement statement) {
        Lane.Position outer = lane.position();
        lower(statement);
        lane.position(outer);
    }

    void block(Block block) {
        int depth = lane.cleanups.size();
        locals.enter(block);
        all(block.getStatements());
        lane.cleanups.leave(depth);
    }

    /** Opens the scope of a block without lowering its statements; the caller leaves it. */
    void enter(Block block) {
        locals.enter(block);
    }

    void declare(VariableDeclaration declaration) {
        locals.allocate(declaration);
        locals.declare(declaration);
    }

    void all(List<Statement> statements) {
        for (Statement statement : statements) {
            statement(statement);
        }
    }

    /** {@code do { … } while (0)} as the body of a macro. */
    void body(StatementBody body) {
        loops.repeat(body.getBody(), body.getCondition(), body);
    }

    private void branch(IfStatement s) {
        Graph.Label otherwise = new Graph.Label();
        Graph.Label end = new Graph.Label();
        lane.expressions.conditions().unless(s.getCondition(), otherwise);
        statement(s.getThen());
        if (s.getOtherwise() == null) {
            lane.graph.place(otherwise);
            return;
        }
        lane.graph.jump(end, lane.site());
        lane.graph.place(otherwise);
        statement(s.getOtherwise());
        lane.graph.place(end);
    }

    private Graph.Label graphLabel(EObject label) {
        return lane.activation.labels.computeIfAbsent(label, l -> new Graph.Label());
    }

    private void label(Label label) {
        lane.graph.place(graphLabel(label), module.isTarget(label));
        lane.claims.label(label);
    }

    private void jump(GotoStatement s) {
        Label label = s.getLabel();
        if (label == null || label.eIsProxy()) {
            module.refuse(s, "unknown-name", "there is no such label");
            return;
        }
        int depth = lane.cleanups.common(module.scopes().at(label, lane.activation));
        if (depth < 0) {
            lane.refuse(s, "goto " + label.getName() + " jumps into the scope of a guard or of an object past its declaration");
            return;
        }
        lane.cleanups.emit(depth);
        lane.graph.jump(graphLabel(label), lane.site());
    }

    private void leave(ReturnStatement s) {
        Activation activation = lane.activation;
        if (activation.exit == null) {
            lane.refuse(s, "return is not possible here");
            return;
        }
        if (s.getValue() != null) {
            CType type = activation.resultType;
            if (type instanceof CType.Void) {
                lane.expressions.effect(s.getValue());
            } else {
                Operand value = Arithmetic.convert(lane.expressions.value(s.getValue(), lane.wanted(type)), type);
                if (activation.result >= 0) {
                    lane.emit(new Step.Assign(activation.result, value.value()));
                } else if (lane.cleanups.size() > activation.cleanups) {
                    activation.direct = lane.kept(value);
                } else {
                    activation.direct = value;
                }
            }
        }
        lane.cleanups.emit(activation.cleanups);
        if (activation.promises != null) {
            activation.promises.kept();
        }
        lane.graph.jump(activation.exit, lane.site());
    }

    private void atomic(AtomicStatement s) {
        int depth = lane.cleanups.size();
        lane.emit(new Step.AtomicBegin());
        lane.cleanups.push(s, () -> lane.emit(new Step.AtomicEnd()));
        block(s.getBody());
        lane.cleanups.leave(depth);
    }

    private void check(CheckStatement s) {
        if (Conditions.isLogical(s.getCondition())) {
            Graph.Label holds = new Graph.Label();
            lane.expressions.conditions().when(s.getCondition(), holds);
            lane.emit(new Step.Check(Fold.ZERO, Initializers.unquoted(s.getRule()), Initializers.unquoted(s.getMessage())));
            lane.graph.place(holds);
            return;
        }
        Expr condition = lane.expressions.value(s.getCondition()).value();
        if (!(condition instanceof Expr.Const(long value)) || value == 0) {
            lane.emit(new Step.Check(condition, Initializers.unquoted(s.getRule()), Initializers.unquoted(s.getMessage())));
        }
    }

    private void await(AwaitStatement s) {
        Step.Waiting waiting = Step.Waiting.OTHER;
        if (s.getKind() != null) {
            try {
                String kind = s.getKind().startsWith("__") ? s.getKind().substring(2) : s.getKind();
                waiting = Step.Waiting.valueOf(kind);
            } catch (IllegalArgumentException e) {
                lane.refuse(s, "there is no kind of waiting called " + s.getKind());
            }
        }
        lane.emit(new Step.AtomicBegin());
        Expr condition = Fold.truth(lane.expressions.value(s.getCondition()).value());
        lane.emit(new Step.Await(condition, waiting));
        lane.emit(new Step.AtomicEnd());
    }
}
