package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Code.Node;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Step;

/**
 * A control-flow graph while it grows. Nodes are emitted in order and fall through to the next; labels may be used before they
 * are placed.
 */
final class Graph {
    /** Most nodes of one code before its size is a problem of its own. */
    static final int LIMIT = 20_000;

    /** A place in the graph. */
    static final class Label {
        private int node = -1;
        private boolean used;

        /** Whether something goes there. */
        boolean used() {
            return used;
        }

        boolean placed() {
            return node >= 0;
        }
    }

    private record Entry(Step step, Label next, Label otherwise, Site site) {
    }

    private final List<Entry> drafts = new ArrayList<>();
    private int registers;
    private boolean open = true;

    /** A register nothing else uses. */
    int register() {
        return registers++;
    }

    /** The steps so far, those that nothing leads to among them. */
    Stream<Step> steps() {
        return drafts.stream().map(Entry::step);
    }

    /** The step is none after all; control falls through it. */
    void withdraw(int index) {
        if (index < drafts.size()) {
            drafts.set(index, new Entry(new Step.Jump(), null, null, drafts.get(index).site()));
        }
    }

    int size() {
        return drafts.size();
    }

    boolean full() {
        return drafts.size() >= LIMIT;
    }

    /** Whether control may fall through to what is emitted next (jumps to labels not placed yet are another matter). */
    boolean open() {
        return open;
    }

    void emit(Step step, Site site) {
        if (!open) {
            return;
        }
        add(new Entry(step, null, null, site));
        open = !(step instanceof Step.End || step instanceof Step.Trap);
    }

    /** Goes on if the condition holds, else to the label. Nothing is emitted for a constant condition that holds. */
    void branch(Expr condition, Label otherwise, Site site) {
        if (!open) {
            return;
        }
        if (condition instanceof Expr.Const(long value)) {
            if (value == 0) {
                jump(otherwise, site);
            }
            return;
        }
        otherwise.used = true;
        add(new Entry(new Step.Branch(condition, 0), null, otherwise, site));
    }

    void jump(Label target, Site site) {
        if (!open) {
            return;
        }
        target.used = true;
        add(new Entry(new Step.Jump(), target, null, site));
        open = false;
    }

    /** The label is here. What follows is reachable if something went there before, or {@code later} may. */
    void place(Label label, boolean later) {
        label.node = drafts.size();
        open |= label.used || later;
    }

    void place(Label label) {
        place(label, false);
    }

    private void add(Entry draft) {
        if (!full()) {
            drafts.add(draft);
        }
    }

    /**
     * The finished code, ends with a jump-free tail.
     *
     * @param arguments number of registers, from 0, that hold arguments at the start
     * @param entry     where it begins
     */
    Code finish(String name, int arguments, Label entry) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Entry draft = drafts.get(i);
            Step step = draft.step() instanceof Step.Branch b ? new Step.Branch(b.condition(), target(draft.otherwise())) : draft.step();
            boolean last = step instanceof Step.End || step instanceof Step.Trap;
            nodes.add(new Node(step, last ? i : draft.next() == null ? i + 1 : target(draft.next()), draft.site()));
        }
        return new Tidy(nodes, registers, arguments, target(entry)).code(name);
    }

    private int target(Label label) {
        if (!label.placed()) {
            throw new IllegalStateException("label used but never placed");
        }
        return label.node;
    }
}
