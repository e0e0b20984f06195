package org.holdfast.lang.lower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.holdfast.engine.program.Code.Node;
import org.holdfast.engine.program.Step;

/**
 * Which registers are read again after each node, by the usual backward data flow. Registers a claim's condition reads, and those the
 * engine keeps for a step, count as read everywhere.
 */
final class Liveness {
    private final List<BitSet> before = new ArrayList<>();
    private final List<BitSet> after = new ArrayList<>();
    private final BitSet always = new BitSet();

    Liveness(List<Node> nodes, int registers) {
        List<BitSet> uses = new ArrayList<>();
        List<List<Integer>> predecessors = new ArrayList<>();
        for (Node node : nodes) {
            BitSet used = uses(node);
            uses.add(used);
            predecessors.add(new ArrayList<>());
            if (Steps.kept(node.step()) >= 0) {
                always.set(Steps.kept(node.step()));
                if (!(node.step() instanceof Step.Walk)) {
                    always.or(used);
                }
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            before.add(new BitSet(registers));
            after.add(new BitSet(registers));
            for (int next : Tidy.successors(nodes.get(i))) {
                predecessors.get(next).add(i);
            }
        }
        Deque<Integer> work = new ArrayDeque<>();
        BitSet queued = new BitSet();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            work.add(i);
            queued.set(i);
        }
        while (!work.isEmpty()) {
            int i = work.poll();
            queued.clear(i);
            for (int next : Tidy.successors(nodes.get(i))) {
                after.get(i).or(before.get(next));
            }
            BitSet live = (BitSet) after.get(i).clone();
            int target = Steps.target(nodes.get(i).step());
            if (target >= 0) {
                live.clear(target);
            }
            live.or(uses.get(i));
            if (!live.equals(before.get(i))) {
                before.set(i, live);
                for (int p : predecessors.get(i)) {
                    if (!queued.get(p)) {
                        queued.set(p);
                        work.add(p);
                    }
                }
            }
        }
        for (BitSet set : after) {
            set.or(always);
        }
        for (BitSet set : before) {
            set.or(always);
        }
    }

    static BitSet uses(Node node) {
        BitSet used = new BitSet();
        Steps.map(node.step(), r -> r, r -> {
            used.set(r.index());
            return r;
        });
        int kept = Steps.kept(node.step());
        if (kept >= 0) {
            used.set(kept);
        }
        return used;
    }

    BitSet before(int node) {
        return before.get(node);
    }

    BitSet after(int node) {
        return after.get(node);
    }

    /** Registers that must keep their value from the first node to the last. */
    BitSet always() {
        return always;
    }
}
