package org.holdfast.engine.explore;

import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Step;

/**
 * A {@link Code} as parallel arrays, one entry a node. {@code a}, {@code b} hold the step's small numbers and {@code x}, {@code y},
 * {@code z} its expressions, as {@link #compile} says; {@code node} numbers are unique over all routines from {@code base} on.
 */
final class Routine {
    final int id;
    final int base;
    final Code code;
    final int size;
    final int registers;
    final int[] op;
    final int[] next;
    final int[] a;
    final int[] b;
    final Formula[] x;
    final Formula[] y;
    final Formula[] z;
    final Formula[][] more;
    /** Registers kept for walks of lists. */
    final int[] walks;
    /** The {@link Step.Watch} nodes that open one, and the {@link Step.Judge} nodes that are labels, each different one once. */
    final int[] watches;
    /** Registers that tell at which label of a claim the execution stands. */
    final int[] labels;
    /** Registers to store at each node: those that may be read again, or all. Set by {@link Liveness}. */
    int[][] live;

    Routine(int id, int base, Code code) {
        this.id = id;
        this.base = base;
        this.code = code;
        this.registers = code.registers();
        size = code.nodes().size();
        op = new int[size];
        next = new int[size];
        a = new int[size];
        b = new int[size];
        x = new Formula[size];
        y = new Formula[size];
        z = new Formula[size];
        more = new Formula[size][];
        for (int n = 0; n < size; n++) {
            Code.Node node = code.nodes().get(n);
            op[n] = Op.of(node.step());
            next[n] = node.next();
            compile(n, node.step());
        }
        walks = java.util.stream.IntStream.range(0, size).filter(n -> op[n] == Op.WALK).map(n -> a[n]).distinct().sorted().toArray();
        watches = watchNodes();
        labels = java.util.Arrays.stream(watches).filter(n -> op[n] == Op.JUDGE).map(n -> a[n]).distinct().toArray();
    }

    private int[] watchNodes() {
        java.util.LinkedHashMap<Step, Integer> first = new java.util.LinkedHashMap<>();
        for (int n = 0; n < size; n++) {
            if (step(n) instanceof Step.Watch w && w.open() || step(n) instanceof Step.Judge j && j.slot() >= 0) {
                first.putIfAbsent(step(n), n);
            }
        }
        return first.values().stream().mapToInt(Integer::intValue).toArray();
    }

    Step step(int n) {
        return code.nodes().get(n).step();
    }

    private void compile(int n, Step step) {
        switch (step) {
            case Step.Assign s -> set(n, s.target(), 0, Formula.of(s.value()), null, null);
            case Step.Branch s -> set(n, s.otherwise(), 0, Formula.of(s.condition()), null, null);
            case Step.Choose s -> {
                a[n] = s.target();
                more[n] = s.values().stream().map(Formula::of).toArray(Formula[]::new);
            }
            case Step.Check s -> set(n, 0, 0, Formula.of(s.condition()), null, null);
            case Step.Reference s -> set(n, s.taken() ? 1 : 0, 0, Formula.of(s.object()), null, null);
            case Step.Walk s -> set(n, s.slot(), s.phase().ordinal(), Formula.of(s.head()), null, null);
            case Step.Require s -> set(n, s.hold().ordinal(), s.leaving() ? 1 : 0, Formula.of(s.lock()), null, null);
            case Step.Boundary s -> set(n, s.leaving() ? 1 : 0, 0, null, null, null);
            case Step.Await s -> set(n, s.waiting().ordinal(), 0, Formula.of(s.condition()), null, null);
            case Step.SetContext s -> set(n, s.field().ordinal(), 0, Formula.of(s.value()), null, null);
            case Step.Load s -> set(n, s.target(), s.access().member(), Formula.of(s.address()), null, null);
            case Step.Store s -> set(n, 0, s.access().member(), Formula.of(s.address()), Formula.of(s.value()), null);
            case Step.ListAccess s -> set(n, s.write() ? 1 : 0, 0, Formula.of(s.address()), null, null);
            case Step.Allocate s -> set(n, s.target(), s.layout(), s.reuse() == null ? null : Formula.of(s.reuse()), null, null);
            case Step.Free s -> set(n, s.recycle() ? 1 : 0, 0, Formula.of(s.address()), null, null);
            case Step.Acquire s -> set(n, s.target(), s.mode().ordinal() | (s.attempt() ? 4 : 0) | s.subclass() << 3, Formula.of(s.lock()),
                    s.nest() == null ? null : Formula.of(s.nest()), null);
            case Step.Release s -> set(n, 0, s.mode().ordinal(), Formula.of(s.lock()), null, null);
            case Step.HandOver s -> set(n, s.take() ? 1 : 0, s.mode().ordinal(), Formula.of(s.lock()), null, null);
            case Step.Origin s -> set(n, s.target(), 0, Formula.of(s.object()), null, null);
            case Step.InitLock s -> set(n, 0, 0, Formula.of(s.lock()), null, null);
            case Step.ReadLock s -> set(n, 0, 0, Formula.of(s.domain()), null, null);
            case Step.ReadUnlock s -> set(n, 0, 0, Formula.of(s.domain()), null, null);
            case Step.Barrier s -> set(n, s.what().ordinal(), 0, Formula.of(s.subject()), null, null);
            case Step.Defer s -> {
                a[n] = s.deferral().ordinal();
                more[n] = new Formula[] {Formula.of(s.function()), Formula.of(s.item()), Formula.of(s.argument()), Formula.of(s.queue()),
                        Formula.of(s.limit())};
            }
            case Step.Cancel s -> set(n, s.target(), 0, Formula.of(s.item()), null, null);
            case Step.Query s -> set(n, s.target(), s.state().ordinal(), Formula.of(s.item()), null, null);
            case Step.Judge s -> set(n, s.slot(), s.claim(), Formula.of(s.condition()), null, null);
            case Step.Watch s -> set(n, s.slot(), s.claim(), Formula.of(s.condition()), null, null);
            case Step.Jump s -> {
            }
            case Step.Trap s -> {
            }
            case Step.MaySleep s -> {
            }
            case Step.AtomicBegin s -> {
            }
            case Step.AtomicEnd s -> {
            }
            case Step.End s -> {
            }
        }
    }

    private void set(int n, int number, int second, Formula first, Formula other, Formula third) {
        a[n] = number;
        b[n] = second;
        x[n] = first;
        y[n] = other;
        z[n] = third;
    }
}
