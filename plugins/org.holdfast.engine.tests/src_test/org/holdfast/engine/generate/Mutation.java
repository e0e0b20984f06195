package org.holdfast.engine.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Code.Node;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Step;

/** One mistake in a program: a step left out, or two neighbours turned round. */
final class Mutation {
    private Mutation() {
    }

    static Program of(Program program, SplittableRandom dice) {
        List<Program.Thread> threads = new ArrayList<>(program.threads());
        int which = dice.nextInt(threads.size());
        Program.Thread old = threads.get(which);
        threads.set(which, new Program.Thread(old.name(), old.kind(), old.cpu(), old.count(), mutated(old.code(), dice), old.range()));
        return Programs.with(program, threads);
    }

    private static Code mutated(Code code, SplittableRandom dice) {
        if (code.nodes().size() == 1) {
            return code;
        }
        List<Node> nodes = new ArrayList<>(code.nodes());
        int at = dice.nextInt(nodes.size() - 1);
        Node node = nodes.get(at);
        Node after = nodes.get(at + 1);
        if (dice.nextBoolean() && plain(node) && plain(after) && node.next() == at + 1) {
            nodes.set(at, new Node(after.step(), at + 1, node.site()));
            nodes.set(at + 1, new Node(node.step(), after.next(), after.site()));
        } else if (plain(node)) {
            nodes.set(at, new Node(new Step.Jump(), node.next(), node.site()));
        }
        return new Code(code.name(), code.registers(), nodes);
    }

    /** Steps that can go or move without making nonsense of the control flow. */
    private static boolean plain(Node node) {
        return switch (node.step()) {
            case Step.Branch s -> false;
            case Step.Jump s -> false;
            case Step.AtomicBegin s -> false;
            case Step.AtomicEnd s -> false;
            case Step.End s -> false;
            case Step.Await s -> false;
            case Step.Watch s -> false;
            case Step.Walk s -> false;
            case Step.Barrier s -> false;
            default -> true;
        };
    }
}
