package org.holdfast.engine.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Code.Node;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Program.Function;
import org.holdfast.engine.program.Program.Thread;
import org.holdfast.engine.program.Step;

/** Makes a program that shows something smaller while it still shows it: threads go, then steps become jumps and jumps lead on. */
public final class Shrinker {
    private final Predicate<Program> shows;
    private Program program;

    private Shrinker(Program program, Predicate<Program> shows) {
        this.program = program;
        this.shows = shows;
    }

    public static Program shrink(Program program, Predicate<Program> shows) {
        Shrinker shrinker = new Shrinker(program, shows);
        while (shrinker.round()) {
            // once more: what could not go may be able to go now
        }
        return shrinker.program;
    }

    private boolean round() {
        boolean smaller = attempt(Programs.withSetup(program, null, program.teardown())) | attempt(Programs.withSetup(program, program.init(), null));
        for (int i = program.threads().size() - 1; i >= 0; i--) {
            smaller |= dropThread(i) || single(i);
        }
        smaller |= code(program.init(), c -> Programs.withSetup(program, c, program.teardown()));
        smaller |= code(program.teardown(), c -> Programs.withSetup(program, program.init(), c));
        for (int i = 0; i < program.threads().size(); i++) {
            int at = i;
            smaller |= code(program.threads().get(i).code(), c -> withThread(at, c, program.threads().get(at).count()));
        }
        for (int i = 0; i < program.functions().size(); i++) {
            int at = i;
            smaller |= code(program.functions().get(i).code(), c -> withFunction(at, c));
        }
        return smaller;
    }

    private boolean attempt(Program candidate) {
        if (candidate.equals(program) || !shows.test(candidate)) {
            return false;
        }
        program = candidate;
        return true;
    }

    private boolean dropThread(int i) {
        List<Thread> threads = new ArrayList<>(program.threads());
        threads.remove(i);
        return attempt(Programs.with(program, threads));
    }

    private boolean single(int i) {
        return program.threads().get(i).count() > 1 && attempt(withThread(i, program.threads().get(i).code(), 1));
    }

    private Program withThread(int i, Code code, int count) {
        List<Thread> threads = new ArrayList<>(program.threads());
        Thread t = threads.get(i);
        threads.set(i, new Thread(t.name(), t.kind(), t.cpu(), count, code, t.range()));
        return Programs.with(program, threads);
    }

    private Program withFunction(int i, Code code) {
        List<Function> functions = new ArrayList<>(program.functions());
        functions.set(i, new Function(functions.get(i).name(), code));
        return Programs.withFunctions(program, functions);
    }

    private boolean code(Code code, UnaryOperatorToProgram with) {
        boolean smaller = false;
        Code now = code;
        for (int i = 0; now != null && i < now.nodes().size(); i++) {
            for (Node simpler : simpler(now.nodes().get(i))) {
                Code candidate = replaced(now, i, simpler);
                if (attempt(with.apply(candidate))) {
                    now = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        Code tidy = now == null ? null : tidied(now);
        if (tidy != null && !tidy.equals(now) && attempt(with.apply(tidy))) {
            smaller = true;
        }
        return smaller;
    }

    private interface UnaryOperatorToProgram {
        Program apply(Code code);
    }

    private static Code replaced(Code code, int at, Node node) {
        List<Node> nodes = new ArrayList<>(code.nodes());
        nodes.set(at, node);
        return new Code(code.name(), code.registers(), nodes);
    }

    private static List<Node> simpler(Node node) {
        return switch (node.step()) {
            case Step.End s -> List.of();
            case Step.Jump s -> List.of();
            case Step.Branch s -> List.of(new Node(new Step.Jump(), node.next(), node.site()), new Node(new Step.Jump(), s.otherwise(), node.site()));
            case Step.Choose s when s.values().size() > 1 -> List.of(new Node(new Step.Assign(s.target(), s.values().get(0)), node.next(), node.site()),
                    new Node(new Step.Assign(s.target(), s.values().get(1)), node.next(), node.site()));
            default -> List.of(new Node(new Step.Jump(), node.next(), node.site()));
        };
    }

    /** Without the jumps, where every node is reached without them. */
    private static Code tidied(Code code) {
        UnaryOperator<Integer> skip = start -> {
            int at = start;
            for (int n = 0; n < code.nodes().size() && at < code.nodes().size() && code.nodes().get(at).step() instanceof Step.Jump; n++) {
                at = code.nodes().get(at).next();
            }
            return at;
        };
        int entry = skip.apply(0);
        List<Integer> kept = new ArrayList<>();
        kept.add(entry);
        for (int k = 0; k < kept.size(); k++) {
            Node node = code.nodes().get(kept.get(k));
            if (!(node.step() instanceof Step.End)) {
                add(kept, skip.apply(node.next()));
            }
            if (node.step() instanceof Step.Branch branch) {
                add(kept, skip.apply(branch.otherwise()));
            }
        }
        List<Node> nodes = new ArrayList<>();
        for (int old : kept) {
            Node node = code.nodes().get(old);
            Step step = node.step() instanceof Step.Branch b ? new Step.Branch(b.condition(), kept.indexOf(skip.apply(b.otherwise()))) : node.step();
            nodes.add(new Node(step, step instanceof Step.End ? node.next() : kept.indexOf(skip.apply(node.next())), node.site()));
        }
        return new Code(code.name(), code.registers(), nodes);
    }

    private static void add(List<Integer> kept, int node) {
        if (!kept.contains(node)) {
            kept.add(node);
        }
    }
}
