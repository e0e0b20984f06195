package org.holdfast.lang.lower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Code.Node;
import org.holdfast.engine.program.Step;

/**
 * Finishes a control-flow graph: jumps are threaded, assignments nobody reads go, unreachable nodes go, registers are shared. Changes
 * nothing that can be seen from outside the execution.
 */
final class Tidy {
    private List<Node> nodes;
    private int registers;
    private final int arguments;

    private int first;

    Tidy(List<Node> nodes, int registers, int arguments, int entry) {
        this.first = entry;
        this.nodes = new ArrayList<>(nodes);
        this.registers = registers;
        this.arguments = arguments;
    }

    Code code(String name) {
        compact();
        while (dropDead()) {
            compact();
        }
        Registers sharing = new Registers(nodes, registers, arguments);
        nodes = new ArrayList<>(sharing.renamed());
        registers = sharing.count();
        compact();
        return new Code(name, registers, nodes);
    }

    /** Threads jumps, drops unreachable nodes, renumbers in the old order with the entry first. */
    private void compact() {
        int[] goal = new int[nodes.size()];
        for (int i = 0; i < goal.length; i++) {
            goal[i] = skipJumps(i);
        }
        BitSet reached = new BitSet();
        Deque<Integer> work = new ArrayDeque<>();
        int entry = goal[first];
        work.push(entry);
        while (!work.isEmpty()) {
            int i = work.pop();
            if (reached.get(i)) {
                continue;
            }
            reached.set(i);
            for (int next : successors(nodes.get(i))) {
                work.push(goal[next]);
            }
        }
        int[] number = new int[nodes.size()];
        int count = 1;
        for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
            number[i] = i == entry ? 0 : count++;
        }
        List<Node> kept = new ArrayList<>(count);
        kept.add(null);
        for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
            Node node = nodes.get(i);
            Step step = node.step() instanceof Step.Branch b ? new Step.Branch(b.condition(), number[goal[b.otherwise()]]) : node.step();
            int next = falls(step) ? number[goal[node.next()]] : number[i];
            Node renumbered = new Node(step, next, node.site());
            if (i == entry) {
                kept.set(0, renumbered);
            } else {
                kept.add(renumbered);
            }
        }
        nodes = kept;
        first = 0;
    }

    /** A jump to itself (an endless empty loop) stays a jump. */
    private int skipJumps(int start) {
        int i = start;
        for (int hops = 0; hops <= nodes.size() && passes(nodes.get(i)); hops++) {
            i = nodes.get(i).next();
            if (i == start) {
                return start;
            }
        }
        return i;
    }

    private static boolean passes(Node node) {
        return node.step() instanceof Step.Jump || node.step() instanceof Step.Branch b && b.otherwise() == node.next();
    }

    private boolean dropDead() {
        Liveness liveness = new Liveness(nodes, registers);
        boolean changed = false;
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            int target = Steps.target(node.step());
            if (target >= 0 && Steps.isPure(node.step()) && !liveness.after(i).get(target)) {
                nodes.set(i, new Node(new Step.Jump(), node.next(), node.site()));
                changed = true;
            }
        }
        return changed;
    }

    static boolean falls(Step step) {
        return !(step instanceof Step.End || step instanceof Step.Trap);
    }

    static int[] successors(Node node) {
        if (!falls(node.step())) {
            return new int[0];
        }
        return node.step() instanceof Step.Branch b ? new int[] { node.next(), b.otherwise() } : new int[] { node.next() };
    }
}
