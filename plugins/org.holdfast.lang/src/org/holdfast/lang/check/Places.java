package org.holdfast.lang.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Source;
import org.holdfast.engine.rule.Outline;

/** The places of a program's text by number: the same program with other comments and layout has the same numbers, and other ranges behind them. */
final class Places {
    private final Map<Range, Integer> numbers = new HashMap<>();
    private final List<Range> ranges = new ArrayList<>();

    Places(Program program) {
        Source source = program.source();
        source.functions().forEach(f -> add(f.range()));
        for (Source.Statement s : source.statements()) {
            add(s.range());
            add(Outline.headRange(s));
            s.calls().forEach(c -> add(c.range()));
        }
        program.orders().forEach(o -> add(o.range()));
        program.claims().forEach(c -> add(c.range()));
        program.functions().forEach(f -> add(f.code()));
        add(program.init());
        for (Program.Thread t : program.threads()) {
            add(t.range());
            add(t.code());
        }
        add(program.teardown());
    }

    private void add(Code code) {
        if (code != null) {
            for (Code.Node node : code.nodes()) {
                add(node.site());
            }
        }
    }

    private void add(Site site) {
        if (site != null) {
            add(site.range());
            site.frames().forEach(frame -> add(frame.call()));
        }
    }

    private void add(Range range) {
        if (range != null) {
            // two places that happen to coincide here need not do so with another layout, so each has a number of its own
            numbers.putIfAbsent(range, ranges.size());
            ranges.add(range);
        }
    }

    /** -1 for a range that is none of the program's places. */
    int number(Range range) {
        return numbers.getOrDefault(range, -1);
    }

    /** @throws IndexOutOfBoundsException for a number that is none of the program's */
    Range range(int number) {
        return ranges.get(number);
    }
}
