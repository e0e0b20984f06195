package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.eclipse.emf.common.util.TreeIterator;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Step;
import org.holdfast.lang.hold.Block;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.CaseLabel;
import org.holdfast.lang.hold.DefaultLabel;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.DefineParameter;
import org.holdfast.lang.hold.DoStatement;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.ExpressionStatement;
import org.holdfast.lang.hold.ForStatement;
import org.holdfast.lang.hold.IteratorStatement;
import org.holdfast.lang.hold.LoopHeader;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.Statement;
import org.holdfast.lang.hold.SwitchStatement;
import org.holdfast.lang.hold.WhileStatement;

/** Loops, iterators and switches, and the jumps out of them. */
final class Loops {
    /** What a break or continue leaves. {@code next} null: a switch; {@code depth}: cleanups that stay. */
    private record Target(Activation activation, Graph.Label end, Graph.Label next, int depth, Map<EObject, Graph.Label> cases) {
    }

    private final Lane lane;
    private final Module module;
    private final Statements statements;
    private final List<Target> targets = new ArrayList<>();

    Loops(Lane lane, Statements statements) {
        this.lane = lane;
        this.module = lane.module;
        this.statements = statements;
    }

    void lower(WhileStatement s) {
        loop(s.getCondition(), null, s.getBody(), () -> {
        });
    }

    void lower(DoStatement s) {
        repeat(s.getBody(), s.getCondition(), s);
    }

    void repeat(Statement body, Expression condition, EObject where) {
        Graph.Label begin = new Graph.Label();
        Graph.Label next = new Graph.Label();
        Graph.Label end = new Graph.Label();
        lane.graph.place(begin);
        inside(end, next, () -> statements.statement(body));
        lane.graph.place(next);
        if (lane.graph.open()) {
            lane.expressions.conditions().when(condition, begin);
        }
        lane.graph.place(end);
    }

    void lower(ForStatement s) {
        int depth = lane.cleanups.size();
        if (s.getDeclaration() != null) {
            statements.declare(s.getDeclaration());
        } else {
            lane.expressions.effect(s.getInitialization());
        }
        loop(s.getCondition(), s.getStep(), s.getBody(), () -> {
        });
        lane.cleanups.leave(depth);
    }

    /** @param turn runs before each step to the next round */
    private void loop(Expression condition, Expression step, Statement body, Runnable turn) {
        Graph.Label begin = new Graph.Label();
        Graph.Label next = new Graph.Label();
        Graph.Label end = new Graph.Label();
        lane.graph.place(begin);
        if (condition != null) {
            lane.expressions.conditions().unless(condition, end);
        }
        inside(end, next, () -> statements.statement(body));
        lane.graph.place(next);
        if (lane.graph.open()) {
            turn.run();
            lane.expressions.effect(step);
            lane.graph.jump(begin, lane.site());
        }
        lane.graph.place(end);
    }

    /** Lowers what break and continue may leave; in the kernel a scoped guard is one of these. */
    void inside(Graph.Label end, Graph.Label next, Runnable body) {
        targets.add(new Target(lane.activation, end, next, lane.cleanups.size(), Map.of()));
        body.run();
        targets.remove(targets.size() - 1);
    }

    /** {@code break} and {@code continue}. */
    void leave(Statement s, boolean again) {
        for (int i = targets.size() - 1; i >= 0; i--) {
            Target target = targets.get(i);
            if (target.activation() == lane.activation && (!again || target.next() != null)) {
                lane.cleanups.emit(target.depth());
                lane.graph.jump(again ? target.next() : target.end(), lane.site());
                return;
            }
        }
        module.refuse(s, "misplaced", (again ? "continue" : "break") + " stands in no loop" + (again ? "" : " and no switch"));
    }

    /** A walk over a list is noted as such: what is released in it may be what keeps the list in place. */
    void lower(IteratorStatement s) {
        lower(s, s.getCall(), s.getBody(), lane.activation);
    }

    /** A call by itself may be a walk, too: one with nothing to do at each entry. */
    void lower(ExpressionStatement s) {
        if (s.getExpression() instanceof CallExpression call && isIterator(iterator(call))) {
            lower(s, call, null, lane.activation);
        } else {
            lane.expressions.effect(s.getExpression());
        }
    }

    private boolean isIterator(Define define) {
        return define != null && (define.getBody() instanceof LoopHeader || define.getBody() instanceof CallExpression further && isIterator(iterator(further)));
    }

    private Define iterator(CallExpression call) {
        return call.getCallee() instanceof NameExpression name && module.symbol(name) instanceof Define d ? module.target(d) : null;
    }

    private void lower(Statement s, CallExpression call, Statement body, Activation scope) {
        Activation outer = lane.activation;
        Define define = iterator(call);
        Activation macro = define == null || !define.isFunction() ? null : Activation.ofDefine(module, define, call, scope, lane);
        if (macro == null) {
            if (define == null) {
                module.refuse(call, "unknown-name", "'" + module.texts().text(call) + "' is no iterator: missing ';'");
            }
            return;
        }
        if (define.getBody() instanceof CallExpression further) {
            lower(s, further, body, macro);
            return;
        }
        if (!(define.getBody() instanceof LoopHeader header)) {
            module.refuse(call, Problem.NOT_SUPPORTED, define.getName() + "() is no iterator: missing ';'");
            return;
        }
        List<Site.Frame> frames = lane.frames();
        lane.enter(new Site.Frame(define.getName(), module.isLibrary(define), lane.position().range()));
        List<Site.Frame> inner = lane.frames();
        int depth = lane.cleanups.size();
        int slot = walks(define) ? lane.register() : -1;
        if (slot >= 0) {
            Expr head = head(define, macro);
            lane.emit(new Step.Walk(slot, Step.Walk.Phase.BEGIN, head));
            lane.cleanups.push(s, () -> lane.emit(new Step.Walk(slot, Step.Walk.Phase.END, head)));
        }
        lane.activation = macro;
        lane.expressions.effect(header.getInitialization());
        Graph.Label begin = new Graph.Label();
        Graph.Label next = new Graph.Label();
        Graph.Label end = new Graph.Label();
        lane.graph.place(begin);
        if (header.getCondition() != null) {
            lane.expressions.conditions().unless(header.getCondition(), end);
        }
        lane.activation = outer;
        lane.frames(frames);
        inside(end, next, () -> {
            if (body != null) {
                statements.statement(body);
            }
        });
        lane.activation = macro;
        lane.frames(inner);
        lane.graph.place(next);
        if (lane.graph.open()) {
            if (slot >= 0) {
                lane.emit(new Step.Walk(slot, Step.Walk.Phase.NEXT, head(define, macro)));
            }
            lane.expressions.effect(header.getStep());
            lane.graph.jump(begin, lane.site());
        }
        lane.graph.place(end);
        lane.cleanups.leave(depth);
        lane.activation = outer;
        lane.frames(frames);
    }

    /** Iterators over lists have a parameter for the list's head. */
    static boolean walks(Define define) {
        return define.getParameters().stream().anyMatch(p -> "head".equals(p.getName()));
    }

    /** The head's address where finding it costs no step, else 0. */
    private Expr head(Define define, Activation macro) {
        for (DefineParameter parameter : define.getParameters()) {
            if ("head".equals(parameter.getName()) && macro.binding(parameter) instanceof Binding.ByName(Expression argument, Activation outer)) {
                Operand constant = module.constants().operand(argument, outer);
                return constant == null ? Fold.ZERO : constant.value();
            }
        }
        return Fold.ZERO;
    }

    void lower(SwitchStatement s) {
        Operand value = lane.kept(lane.expressions.value(s.getValue()));
        Graph.Label end = new Graph.Label();
        int depth = lane.cleanups.size();
        if (s.getBody() instanceof Block block) {
            statements.enter(block);
        }
        Map<EObject, Graph.Label> cases = new IdentityHashMap<>();
        EObject other = null;
        for (EObject label : labels(s.getBody(), new ArrayList<>())) {
            cases.put(label, new Graph.Label());
            if (label instanceof DefaultLabel) {
                other = label;
            }
            if (lane.cleanups.common(module.scopes().at(label, lane.activation)) != lane.cleanups.size()) {
                lane.refuse(label, "this case jumps into the scope of a guard or of an object past its declaration");
            }
            if (label instanceof CaseLabel c) {
                dispatch(value, c, cases.get(label));
            }
        }
        targets.add(new Target(lane.activation, end, null, depth, cases));
        if (other != null) {
            lane.graph.jump(cases.get(other), lane.site());
        } else if (lane.graph.open()) {
            leave(s, false);
        }
        if (s.getBody() instanceof Block block) {
            statements.all(block.getStatements());
        } else {
            statements.statement(s.getBody());
        }
        targets.remove(targets.size() - 1);
        lane.cleanups.leave(depth);
        lane.graph.place(end);
    }

    private void dispatch(Operand value, CaseLabel label, Graph.Label target) {
        Long from = module.constants().value(label.getValue(), lane.activation);
        Long to = label.getTo() == null ? from : module.constants().value(label.getTo(), lane.activation);
        if (from == null || to == null) {
            lane.refuse(label, "the value of a case must be a constant");
            return;
        }
        Operand low = Operand.of(Fold.constant(from), CType.LONG);
        Operand match = label.getTo() == null ? Arithmetic.binary(module, "==", value, low)
                : Operand.of(Fold.conditional(Arithmetic.binary(module, "<=", low, value).value(),
                        Arithmetic.binary(module, "<=", value, Operand.of(Fold.constant(to), CType.LONG)).value(), Fold.ZERO), CType.INT);
        lane.graph.branch(Fold.not(match.value()), target, lane.site());
    }

    /** The cases of a switch, those of inner switches left out. */
    private static List<EObject> labels(EObject body, List<EObject> found) {
        for (Iterator<EObject> i = EcoreUtil.getAllContents(List.of(body)); i.hasNext();) {
            EObject element = i.next();
            if (element instanceof SwitchStatement && element != body) {
                ((TreeIterator<EObject>) i).prune();
            } else if (element instanceof CaseLabel || element instanceof DefaultLabel) {
                found.add(element);
            }
        }
        return found;
    }

    void place(Statement label) {
        for (int i = targets.size() - 1; i >= 0; i--) {
            Graph.Label place = targets.get(i).cases().get(label);
            if (place != null) {
                lane.graph.place(place);
                return;
            }
        }
        module.refuse(label, "misplaced", "a case stands in no switch");
    }
}
