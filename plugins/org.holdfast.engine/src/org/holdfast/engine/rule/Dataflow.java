package org.holdfast.engine.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.explore.Result;
import org.holdfast.engine.program.Source.Statement;

/**
 * Keeps moves honest: a statement that runs before what it reads is set, or that is not reached any more, does no harm and mends nothing. Explorations cannot
 * tell, since nothing goes wrong in them.
 */
final class Dataflow {
    private final Outline outline;

    Dataflow(Outline outline) {
        this.outline = outline;
    }

    /** Whether no move takes a statement past another that sets what it uses, or uses what it sets. */
    boolean isKept(List<Change> changes) {
        return changes.stream().allMatch(c -> !(c instanceof Change.Move m) || isKept(m));
    }

    private boolean isKept(Change.Move move) {
        Statement moved = outline.statement(move.statement());
        Statement anchor = outline.statement(move.anchor());
        if (moved == null || anchor == null || moved.parent() != anchor.parent() || !outline.inBlock(moved)) {
            return true; // between blocks or functions names mean other things; what is wrong there does not parse, or shows
        }
        List<Statement> block = outline.siblings(moved);
        int from = block.indexOf(moved);
        int to = block.indexOf(anchor);
        List<Statement> crossed = from < to ? block.subList(from + 1, move.after() ? to + 1 : to) : block.subList(move.after() ? to + 1 : to, from);
        Set<String> reads = names(moved, false);
        Set<String> writes = names(moved, true);
        return crossed.stream().noneMatch(s -> meet(names(s, true), reads) || meet(names(s, false), writes) || meet(names(s, true), writes));
    }

    private Set<String> names(Statement s, boolean written) {
        Set<String> out = new HashSet<>();
        outline.tree(s).forEach(x -> out.addAll(written ? x.writes() : x.reads()));
        return out;
    }

    private static boolean meet(Set<String> a, Set<String> b) {
        return a.stream().anyMatch(b::contains);
    }

    /** Whether a part of what is moved was reached before and, by its text, is not now. */
    boolean isLost(List<Change> changes, Result before, Case after) {
        Set<String> was = unreached(before, outline);
        Set<String> is = unreached(after.result(), after.outline());
        for (Change change : changes) {
            if (change instanceof Change.Move m && outline.statement(m.statement()) != null) {
                if (outline.tree(outline.statement(m.statement())).stream().map(Dataflow::key).anyMatch(k -> is.contains(k) && !was.contains(k))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Set<String> unreached(Result result, Outline outline) {
        Set<String> out = new HashSet<>();
        result.unreached().forEach(site -> {
            Statement s = outline.statement(site.statement());
            if (s != null) {
                out.add(key(s));
            }
        });
        return out;
    }

    private static String key(Statement s) {
        return s.function() + " | " + Outline.brief(s);
    }
}
