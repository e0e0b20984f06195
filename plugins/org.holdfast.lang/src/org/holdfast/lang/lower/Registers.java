package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.holdfast.engine.program.Code.Node;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Step;

/**
 * Lets registers that are never needed at the same time share one number: greedy colouring of the interference graph in order of
 * number, copies first (Chaitin 1982). Keeps states small, since inlining makes a register for every local of every call.
 */
final class Registers {
    private final List<Node> nodes;
    private final int registers;
    private final int arguments;
    private final List<BitSet> conflicts = new ArrayList<>();
    private final int[] colour;
    private int count;

    Registers(List<Node> nodes, int registers, int arguments) {
        this.nodes = nodes;
        this.registers = registers;
        this.arguments = arguments;
        this.colour = new int[registers];
        interfere();
        assign();
    }

    private void interfere() {
        for (int i = 0; i < registers; i++) {
            conflicts.add(new BitSet());
        }
        Liveness liveness = new Liveness(nodes, registers);
        BitSet atEntry = (BitSet) liveness.before(0).clone();
        atEntry.set(0, arguments);
        clique(atEntry);
        for (int i = liveness.always().nextSetBit(0); i >= 0; i = liveness.always().nextSetBit(i + 1)) {
            for (int j = 0; j < registers; j++) {
                conflict(i, j);
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            Step step = nodes.get(i).step();
            int target = Steps.target(step);
            if (target < 0) {
                continue;
            }
            int source = copied(step);
            BitSet live = liveness.after(i);
            for (int j = live.nextSetBit(0); j >= 0; j = live.nextSetBit(j + 1)) {
                if (j != source) {
                    conflict(target, j);
                }
            }
        }
    }

    private void clique(BitSet set) {
        for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
            for (int j = set.nextSetBit(0); j >= 0; j = set.nextSetBit(j + 1)) {
                conflict(i, j);
            }
        }
    }

    private void conflict(int a, int b) {
        if (a != b) {
            conflicts.get(a).set(b);
            conflicts.get(b).set(a);
        }
    }

    private static int copied(Step step) {
        return step instanceof Step.Assign(int target, Expr.Register(int source)) ? source : -1;
    }

    private void assign() {
        BitSet named = new BitSet();
        named.set(0, arguments);
        for (Node node : nodes) {
            named.or(Liveness.uses(node));
            int target = Steps.target(node.step());
            if (target >= 0) {
                named.set(target);
            }
        }
        int[] partner = partners();
        for (int i = 0; i < registers; i++) {
            colour[i] = -1;
        }
        for (int i = named.nextSetBit(0); i >= 0; i = named.nextSetBit(i + 1)) {
            BitSet taken = new BitSet();
            BitSet others = conflicts.get(i);
            for (int j = others.nextSetBit(0); j >= 0; j = others.nextSetBit(j + 1)) {
                if (colour[j] >= 0) {
                    taken.set(colour[j]);
                }
            }
            int wish = partner[i] >= 0 ? colour[partner[i]] : -1;
            colour[i] = i < arguments ? i : wish >= 0 && !taken.get(wish) ? wish : taken.nextClearBit(0);
            count = Math.max(count, colour[i] + 1);
        }
    }

    /** For each register one that it is copied from or to, and that has a lower number. */
    private int[] partners() {
        int[] partner = new int[registers];
        Arrays.fill(partner, -1);
        for (Node node : nodes) {
            int source = copied(node.step());
            if (source >= 0) {
                int target = Steps.target(node.step());
                partner[Math.max(source, target)] = Math.min(source, target);
            }
        }
        return partner;
    }

    /** The nodes with shared registers; copies that became nothing are jumps. */
    List<Node> renamed() {
        List<Node> result = new ArrayList<>();
        for (Node node : nodes) {
            Step step = Steps.map(node.step(), r -> colour[r], r -> new Expr.Register(colour[r.index()]));
            boolean nothing = step instanceof Step.Assign(int target, Expr.Register(int source)) && target == source;
            result.add(new Node(nothing ? new Step.Jump() : step, node.next(), node.site()));
        }
        return result;
    }

    int count() {
        return count;
    }
}
