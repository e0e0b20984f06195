package org.holdfast.lang.lower;

import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Step;

/** What a step reads and writes among the registers, and how to rename them. */
final class Steps {
    private Steps() {
    }

    /** The register the step writes, or -1. */
    static int target(Step step) {
        return switch (step) {
        case Step.Assign s -> s.target();
        case Step.Choose s -> s.target();
        case Step.Load s -> s.target();
        case Step.Allocate s -> s.target();
        case Step.Acquire s -> s.target();
        case Step.Cancel s -> s.target();
        case Step.Query s -> s.target();
        case Step.Origin s -> s.target();
        default -> -1;
        };
    }

    /** Register the engine keeps for the step from one run of it to the next, or -1. Such registers are shared with nothing. */
    static int kept(Step step) {
        return switch (step) {
        case Step.Walk s -> s.slot();
        case Step.Watch s -> s.slot();
        case Step.Judge s -> s.slot();
        default -> -1;
        };
    }

    /** Renames targets and kept registers by {@code name}, reads by {@code use}. */
    static Step map(Step step, IntUnaryOperator name, UnaryOperator<Expr.Register> use) {
        return switch (step) {
        case Step.Assign s -> new Step.Assign(name.applyAsInt(s.target()), Fold.map(s.value(), use));
        case Step.Jump s -> s;
        case Step.Branch s -> new Step.Branch(Fold.map(s.condition(), use), s.otherwise());
        case Step.Choose s -> new Step.Choose(name.applyAsInt(s.target()), s.values().stream().map(v -> Fold.map(v, use)).toList());
        case Step.Check s -> new Step.Check(Fold.map(s.condition(), use), s.rule(), s.message());
        case Step.Trap s -> s;
        case Step.MaySleep s -> s;
        case Step.Reference s -> new Step.Reference(Fold.map(s.object(), use), s.taken());
        case Step.Walk s -> new Step.Walk(name.applyAsInt(s.slot()), s.phase(), Fold.map(s.head(), use));
        case Step.Require s -> new Step.Require(Fold.map(s.lock(), use), s.hold(), s.what(), s.leaving());
        case Step.Boundary s -> s;
        case Step.SetContext s -> new Step.SetContext(s.field(), Fold.map(s.value(), use));
        case Step.Load s -> new Step.Load(name.applyAsInt(s.target()), Fold.map(s.address(), use), s.access());
        case Step.Store s -> new Step.Store(Fold.map(s.address(), use), Fold.map(s.value(), use), s.access());
        case Step.ListAccess s -> new Step.ListAccess(Fold.map(s.address(), use), s.write());
        case Step.Allocate s -> new Step.Allocate(name.applyAsInt(s.target()), s.layout(), s.stack(), Fold.map(s.reuse(), use));
        case Step.Origin s -> new Step.Origin(name.applyAsInt(s.target()), Fold.map(s.object(), use));
        case Step.Free s -> new Step.Free(Fold.map(s.address(), use), s.recycle());
        case Step.AtomicBegin s -> s;
        case Step.AtomicEnd s -> s;
        case Step.Await s -> new Step.Await(Fold.map(s.condition(), use), s.waiting());
        case Step.Acquire s -> new Step.Acquire(s.target() < 0 ? -1 : name.applyAsInt(s.target()), Fold.map(s.lock(), use), s.mode(), s.attempt(),
                s.subclass(), Fold.map(s.nest(), use));
        case Step.Release s -> new Step.Release(Fold.map(s.lock(), use), s.mode());
        case Step.HandOver s -> new Step.HandOver(Fold.map(s.lock(), use), s.mode(), s.take());
        case Step.InitLock s -> new Step.InitLock(Fold.map(s.lock(), use));
        case Step.ReadLock s -> new Step.ReadLock(Fold.map(s.domain(), use));
        case Step.ReadUnlock s -> new Step.ReadUnlock(Fold.map(s.domain(), use));
        case Step.Barrier s -> new Step.Barrier(s.what(), s.end(), Fold.map(s.subject(), use));
        case Step.Defer s -> new Step.Defer(s.deferral(), Fold.map(s.function(), use), Fold.map(s.item(), use), Fold.map(s.argument(), use),
                Fold.map(s.queue(), use), Fold.map(s.limit(), use));
        case Step.Cancel s -> new Step.Cancel(s.target() < 0 ? -1 : name.applyAsInt(s.target()), Fold.map(s.item(), use));
        case Step.Query s -> new Step.Query(name.applyAsInt(s.target()), Fold.map(s.item(), use), s.state());
        case Step.Judge s -> new Step.Judge(s.claim(), s.slot() < 0 ? -1 : name.applyAsInt(s.slot()), Fold.map(s.condition(), use));
        case Step.Watch s -> new Step.Watch(s.claim(), name.applyAsInt(s.slot()), s.open(), Fold.map(s.condition(), use));
        case Step.End s -> s;
        };
    }

    /** Whether the step may be left out where nobody reads what it writes: it does nothing else and cannot trap. */
    static boolean isPure(Step step) {
        return step instanceof Step.Assign(int target, Expr value) && !mayTrap(value) || step instanceof Step.Query;
    }

    private static boolean mayTrap(Expr expr) {
        return switch (expr) {
        case Expr.Const e -> false;
        case Expr.Register e -> false;
        case Expr.Unary e -> e.op() != Expr.UnaryOp.NOT || mayTrap(e.operand());
        case Expr.Binary e -> switch (e.op()) {
        case EQ, NE, LT, LE, GT, GE, ULT, ULE, UGT, UGE -> mayTrap(e.left()) || mayTrap(e.right());
        default -> true;
        };
        case Expr.Conditional e -> mayTrap(e.condition()) || mayTrap(e.ifTrue()) || mayTrap(e.ifFalse());
        case Expr.Convert e -> mayTrap(e.operand());
        case Expr.Offset e -> mayTrap(e.base());
        case Expr.Index e -> true;
        case Expr.Context e -> false;
        case Expr.Instance e -> false;
        case Expr.Peek e -> mayTrap(e.address());
        case Expr.Freed e -> mayTrap(e.address());
        case Expr.Held e -> mayTrap(e.lock());
        };
    }
}
