package org.holdfast.engine.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Source;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;

/** Finds the way in a {@link Source}: parents, siblings, and the statements that a step is inlined through. */
public final class Outline {
    private final Source source;
    private final Map<Integer, List<Statement>> children = new HashMap<>();

    public Outline(Source source) {
        this.source = source;
        for (Statement s : source.statements()) {
            children.computeIfAbsent(s.parent(), k -> new ArrayList<>()).add(s);
        }
    }

    /** One level of inlining: a statement, and the call in it that leads on (null: the statement itself is the step). */
    public record Spot(Statement statement, Call call) {
        public Range range() {
            return call == null ? statement.range() : call.range();
        }

        /** What to call it in a sentence: the call's text where there is one. */
        public String text() {
            return call == null ? Outline.brief(statement) : call.function() + "(" + String.join(", ", call.arguments()) + ")";
        }
    }

    public Source source() {
        return source;
    }

    public List<Statement> statements() {
        return source.statements();
    }

    /** The statement of that number, or null. */
    public Statement statement(int number) {
        return number >= 0 && number < source.statements().size() ? source.statements().get(number) : null;
    }

    public List<Statement> children(Statement s) {
        return children.getOrDefault(s.number(), List.of());
    }

    public Statement parent(Statement s) {
        return statement(s.parent());
    }

    /** The statements of the block that {@code s} stands in, or {@code s} alone where it stands in none. */
    public List<Statement> siblings(Statement s) {
        Statement parent = parent(s);
        return parent == null ? List.of(s) : children(parent);
    }

    /** Those after {@code s} in its block, next first. A body without braces has none. */
    public List<Statement> after(Statement s) {
        if (!inBlock(s)) {
            return List.of();
        }
        List<Statement> all = siblings(s);
        return all.subList(all.indexOf(s) + 1, all.size());
    }

    /** Those before {@code s} in its block, nearest first. */
    public List<Statement> before(Statement s) {
        if (!inBlock(s)) {
            return List.of();
        }
        List<Statement> all = siblings(s);
        return all.subList(0, all.indexOf(s)).reversed();
    }

    /** Whether {@code s} stands among the statements of a block, so that others can be put beside it. */
    public boolean inBlock(Statement s) {
        Statement parent = parent(s);
        return parent != null && (parent.form() == Form.BLOCK || parent.form() == Form.SWITCH);
    }

    /** {@code s}, the statement it is nested in, and so on out to the body of the function. */
    public List<Statement> ancestors(Statement s) {
        List<Statement> out = new ArrayList<>();
        for (Statement x = s; x != null; x = parent(x)) {
            out.add(x);
        }
        return out;
    }

    public boolean isInside(Statement s, Statement outer) {
        return ancestors(s).contains(outer);
    }

    /** {@code s} and everything nested in it, in text order. */
    public List<Statement> tree(Statement s) {
        List<Statement> out = new ArrayList<>();
        collect(s, out);
        return out;
    }

    private void collect(Statement s, List<Statement> out) {
        out.add(s);
        children(s).forEach(c -> collect(c, out));
    }

    public boolean calls(Statement s, Predicate<Call> test) {
        return tree(s).stream().anyMatch(x -> x.calls().stream().anyMatch(test));
    }

    /** Every statement of the function, thread or block of that name. */
    public List<Statement> in(String function) {
        return source.statements().stream().filter(s -> s.function().equals(function)).toList();
    }

    public Optional<Source.Function> function(String name) {
        return source.functions().stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /** The innermost statement that the range lies in, or null (library text). */
    public Statement at(Range range) {
        Statement found = null;
        for (Statement s : source.statements()) {
            if (s.range().contains(range) && (found == null || s.range().length() <= found.range().length())) {
                found = s;
            }
        }
        return found;
    }

    /** The calls that lead to the level of {@code spot} on the way to the site. */
    public List<Site.Frame> framesTo(Site site, Spot spot) {
        List<Site.Frame> out = new ArrayList<>();
        for (Site.Frame frame : site.frames()) {
            Statement s = frame.call() == null ? null : at(frame.call());
            if (s == spot.statement()) {
                break;
            }
            out.add(frame);
        }
        return out;
    }

    /** The levels of inlining that lead to the site, outermost first. Empty for a step of no statement. */
    public List<Spot> path(Site site) {
        List<Spot> out = new ArrayList<>();
        for (Site.Frame frame : site.frames()) {
            Statement s = frame.call() == null ? null : at(frame.call());
            if (s != null) {
                add(out, new Spot(s, callAt(s, frame.call())));
            }
        }
        Statement last = statement(site.statement());
        if (last != null && (out.isEmpty() || out.getLast().statement() != last)) {
            add(out, new Spot(last, callAt(last, site.range())));
        }
        return out;
    }

    /**
     * The innermost spot of the path that is worth blaming: not the only statement of a function that merely wraps a call ({@code rtnl_lock()}), but the
     * call of that function. Null for an empty path.
     */
    public Spot telling(List<Spot> path) {
        for (int i = path.size() - 1; i > 0; i--) {
            Source.Function f = function(path.get(i).statement().function()).orElse(null);
            Statement body = f == null ? null : statement(f.body());
            if (body == null || children(body).size() != 1) {
                return path.get(i);
            }
        }
        return path.isEmpty() ? null : path.getFirst();
    }

    private static void add(List<Spot> out, Spot spot) {
        if (out.isEmpty() || !out.getLast().equals(spot)) {
            out.add(spot);
        }
    }

    private static Call callAt(Statement s, Range range) {
        Call found = null;
        for (Call c : s.calls()) {
            if (c.range().contains(range) && (found == null || found.range().contains(c.range()))) {
                found = c;
            }
        }
        return found;
    }

    /** Two statements of one block, in text order or not. */
    public record Pair(Statement first, Statement second) {
    }

    /** Where two paths part: the statements of one block that lead to the one and to the other; empty if they part inside one statement. */
    public Optional<Pair> parting(List<Spot> a, List<Spot> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            if (!a.get(i).equals(b.get(i))) {
                return beside(a.get(i).statement(), b.get(i).statement());
            }
        }
        return Optional.empty();
    }

    /** The ancestors of the two that stand in one block. */
    public Optional<Pair> beside(Statement a, Statement b) {
        List<Statement> up = ancestors(a);
        for (Statement y : ancestors(b)) {
            for (Statement x : up) {
                if (x != y && x.parent() == y.parent() && inBlock(x)) {
                    return Optional.of(new Pair(x, y));
                }
            }
        }
        return Optional.empty();
    }

    /** What stands before the statements nested in it: the whole text of a simple statement, {@code if (condition)} of a branch. */
    public static String head(Statement s) {
        return switch (s.form()) {
            case IF, LOOP, SWITCH -> s.text().substring(0, closing(s.text()));
            default -> s.text();
        };
    }

    /** The range of the head, so that a long branch is not underlined from end to end. */
    public static Range headRange(Statement s) {
        String head = head(s);
        Range r = s.range();
        return head.length() == s.text().length() || head.contains("\n") ? r
                : new Range(r.file(), r.offset(), head.length(), r.line(), r.column(), r.line(), r.column() + head.length());
    }

    /** Behind the parenthesis that closes the first one; the whole text if there is none ({@code do}). */
    private static int closing(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            if (ch == '{' && depth == 0) {
                return text.length();
            }
            depth += ch == '(' ? 1 : ch == ')' ? -1 : 0;
            if (ch == ')' && depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    /** The statement as it can be written elsewhere, with its semicolon. */
    public static String code(Statement s) {
        String text = s.text().strip();
        return text.endsWith(";") || text.endsWith("}") ? text : text + ";";
    }

    /** The statement's first line without the semicolon or the opening brace, short enough for a sentence. */
    public static String brief(Statement s) {
        return brief(s.text());
    }

    public static String brief(String text) {
        String line = text.strip().lines().findFirst().orElse("").strip();
        line = line.replaceAll("\\s*[;{]\\s*$", "").replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }
}
