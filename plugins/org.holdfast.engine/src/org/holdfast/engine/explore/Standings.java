package org.holdfast.engine.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Source;

/**
 * Takes down what is held at each visible step of a flow exploration, and tells it of the statements: local steps change nothing of it, so that
 * a statement begins with what the first visible steps after its beginning find.
 */
final class Standings implements Observer {
    private final Image image;
    /** By unique node number. */
    private final Map<Integer, Set<Here>> seen = new HashMap<>();
    private final Map<Site, List<Integer>> chains = new HashMap<>();

    private record Here(String thread, Kind kind, List<String> held, List<String> contexts) {
    }

    Standings(Image image) {
        this.image = image;
    }

    @Override
    public void before(Machine m, Routine r, int node) {
        Names names = new Names(m);
        boolean callback = m.slot > m.shape.solo;
        seen.computeIfAbsent(r.base + node, key -> new LinkedHashSet<>()).add(new Here(callback ? r.code.name() : names.thread(m.slot),
                Image.KINDS.get(m.kind(m.slot)), names.held(m.slot), names.contexts(m.slot)));
    }

    @Override
    public void observed(String rule, Machine m, Routine r, int node, long address) {
        // not what is asked
    }

    @Override
    public void acquiring(Machine m, Routine r, int node, long lock, int kind, int mode, boolean attempt, int subclass, long nest) {
        // not what is asked
    }

    /** By statement and thread; each once. */
    List<Standing> all() {
        Set<Standing> all = new LinkedHashSet<>();
        for (Routine r : image.routines) {
            List<List<Integer>> before = predecessors(r);
            for (int n = 0; n < r.size; n++) {
                List<Integer> chain = chain(r, n);
                for (int level = 0; level < chain.size(); level++) {
                    int at = level;
                    int node = n;
                    if (chain.get(at) >= 0 && (before.get(n).isEmpty() || before.get(n).stream().anyMatch(p -> !isInside(r, p, node, at)))) {
                        from(r, n, new LinkedHashSet<>()).forEach(h -> all.add(new Standing(chain.get(at), h.thread, h.kind, h.held, h.contexts)));
                    }
                }
            }
        }
        return all.stream().sorted(Comparator.comparingInt(Standing::statement).thenComparing(Standing::thread)).collect(Collectors.toList());
    }

    private static List<List<Integer>> predecessors(Routine r) {
        List<List<Integer>> before = new ArrayList<>();
        for (int n = 0; n < r.size; n++) {
            before.add(new ArrayList<>());
        }
        for (int n = 0; n < r.size; n++) {
            for (int next : successors(r, n)) {
                before.get(next).add(n);
            }
        }
        return before;
    }

    private static List<Integer> successors(Routine r, int n) {
        List<Integer> next = new ArrayList<>(2);
        if (r.op[n] != Op.END && r.next[n] >= 0 && r.next[n] < r.size) {
            next.add(r.next[n]);
        }
        if (r.op[n] == Op.BRANCH && r.a[n] >= 0 && r.a[n] < r.size) {
            next.add(r.a[n]);
        }
        return next;
    }

    /** The statements a node is inlined through, outermost first, and its own. */
    private List<Integer> chain(Routine r, int n) {
        Code.Node node = r.code.nodes().get(n);
        return chains.computeIfAbsent(node.site(), site -> {
            List<Integer> chain = new ArrayList<>();
            for (Site.Frame frame : site.frames()) {
                if (frame.library()) {
                    break;
                }
                chain.add(frame.call() == null ? -1 : statement(frame.call()));
            }
            chain.add(site.statement());
            return chain;
        });
    }

    /** The innermost statement that a call stands in, or -1. */
    private int statement(Range call) {
        Source.Statement found = null;
        for (Source.Statement s : image.program.source().statements()) {
            if (s.range().contains(call) && (found == null || s.range().length() <= found.range().length())) {
                found = s;
            }
        }
        return found == null ? -1 : found.number();
    }

    private boolean isWithin(int statement, int outer) {
        int at = statement;
        while (at >= 0 && at != outer) {
            at = image.program.source().statements().get(at).parent();
        }
        return at == outer;
    }

    /** Whether a node belongs to the same execution of the statement that another one is inlined through at that level. */
    private boolean isInside(Routine r, int predecessor, int node, int level) {
        List<Integer> theirs = chain(r, predecessor);
        if (theirs.size() <= level) {
            return false;
        }
        List<Site.Frame> a = r.code.nodes().get(predecessor).site().frames();
        List<Site.Frame> b = r.code.nodes().get(node).site().frames();
        return isWithin(theirs.get(level), chain(r, node).get(level)) && a.size() >= level && b.size() >= level && a.subList(0, level).equals(b.subList(0, level));
    }

    private Set<Here> from(Routine r, int n, Set<Integer> visited) {
        Set<Here> found = new LinkedHashSet<>();
        if (!visited.add(n)) {
            return found;
        }
        Set<Here> here = seen.get(r.base + n);
        if (here != null) {
            found.addAll(here);
        } else if (r.op[n] < Op.VISIBLE || r.op[n] == Op.ATOMIC_BEGIN) {
            successors(r, n).forEach(next -> found.addAll(from(r, next, visited)));
        }
        return found;
    }
}
