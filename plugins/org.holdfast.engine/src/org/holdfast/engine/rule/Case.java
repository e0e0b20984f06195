package org.holdfast.engine.rule;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.engine.explore.Result;
import org.holdfast.engine.explore.Trace;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Outline.Spot;

/** One revision, lowered and explored: what rules look at. */
public final class Case {
    private final Program program;
    private final Result result;
    private final Outline outline;

    public Case(Program program, Result result) {
        this.program = program;
        this.result = result;
        this.outline = new Outline(program.source());
    }

    public Program program() {
        return program;
    }

    public Result result() {
        return result;
    }

    public Outline outline() {
        return outline;
    }

    /** The violations of one id, in order. */
    public List<Violation> violations(String rule) {
        return result.violations().stream().filter(v -> v.rule().equals(rule)).toList();
    }

    /** A symptom that says what the exploration said, with {@code advice} (may be empty) behind it. */
    public Symptom symptom(Violation v, Severity severity, String advice, boolean cause) {
        String said = said(v);
        String message = advice.isEmpty() ? said : said + "; " + advice;
        Finding finding = new Finding(v.rule(), List.of(), severity, message, v.site().range(), v.related(), v.trace(), List.of(), v);
        return new Symptom(finding, v, place(v.site()), text(v.site()), cause);
    }

    /** The violation's words with the one who did it in front, and who freed the object behind. */
    public static String said(Violation v) {
        boolean verb = v.message().matches("(reads|writes|takes|releases|uses|dereferences|follows|frees|initialises|enables|leaves)\\b.*");
        String freed = v.rule().equals("use-after-free") ? v.related().stream().filter(r -> r.role().equals("freed")).findFirst()
                .map(r -> r.thread().equals(v.thread()) ? " by itself" : " by " + r.thread()).orElse("") : "";
        String said = (verb ? v.thread() + " " : "") + v.message() + freed;
        return said.contains(v.thread()) || v.thread().equals("end") ? said : said + " (" + v.thread() + ")";
    }

    /** The function, thread or block a site is in. */
    public String place(Site site) {
        Statement s = outline.statement(site.statement());
        return s == null ? site.function() : s.function();
    }

    private String text(Site site) {
        Statement s = outline.statement(site.statement());
        return s == null ? site.text() : s.text();
    }

    public List<Spot> path(Site site) {
        return outline.path(site);
    }

    /** The innermost statement or call of the user that the site stands for, or null. */
    public Spot spot(Site site) {
        List<Spot> path = outline.path(site);
        return path.isEmpty() ? null : path.getLast();
    }

    /** Whether some run reaches the statement on some way, as far as was seen. A function that nobody calls has no code at all. */
    public boolean isReached(Statement s) {
        Set<Site> ways = sites().filter(site -> site.statement() == s.number()).collect(Collectors.toSet());
        Set<Site> told = ways.stream().filter(site -> site.frames().isEmpty() || !site.frames().getLast().library()).collect(Collectors.toSet());
        return told.isEmpty() ? !ways.isEmpty() : !result.unreached().containsAll(told);
    }

    /** Where a compound statement's own text stands, without what is nested in it; empty where none of it is code. */
    public Optional<Range> writtenHead(Statement s) {
        return sites().filter(site -> site.statement() == s.number()).map(Site::range)
                .filter(r -> r.offset() == s.range().offset() && r.length() < s.range().length()).max(Comparator.comparingInt(Range::length));
    }

    private Stream<Site> sites() {
        Stream<Code> all = Stream.concat(Stream.of(program.init(), program.teardown()),
                Stream.concat(program.threads().stream().map(Program.Thread::code), program.functions().stream().map(Program.Function::code)));
        return all.filter(Objects::nonNull).flatMap(code -> code.nodes().stream()).map(Code.Node::site);
    }

    /** Who meets what whom frees: symptoms of one thread and one freeing place are faces of one race. Empty for what is none. */
    Optional<String> race(Symptom s) {
        Violation v = s.violation();
        if (v == null || v.trace() == null) {
            return Optional.empty();
        }
        if (v.rule().equals("held-lock-freed")) {
            return v.related().stream().filter(r -> r.role().equals("acquired") && !r.thread().equals(v.thread())).findFirst()
                    .map(holder -> base(holder.thread()) + " | " + place(v.site()));
        }
        return !v.rule().equals("use-after-free") ? Optional.empty() : v.related().stream().filter(r -> r.role().equals("freed")).findFirst()
                .map(freed -> base(v.thread()) + " | " + place(freed.site()));
    }

    /** Instances of one thread are alike. */
    private static String base(String thread) {
        return thread.replaceFirst("#\\d+$", "");
    }

    /** What the user wrote at the site, for a sentence. */
    public String say(Site site) {
        return "`" + Outline.brief(site.text().isEmpty() ? text(site) : site.text()) + "`";
    }

    /** The kind of the locks of a class ({@code struct.field}, or a global, perhaps with a subclass behind a slash), or null. */
    public LockKind kind(String lockClass) {
        int location = program.locations().indexOf(withoutSubclass(lockClass));
        for (Layout layout : program.layouts()) {
            for (Layout.Cell cell : layout.cells()) {
                if (cell.lock() != null && cell.location() == location) {
                    return cell.lock();
                }
            }
        }
        return null;
    }

    public static String withoutSubclass(String lockClass) {
        int slash = lockClass.indexOf('/');
        return slash < 0 ? lockClass : lockClass.substring(0, slash);
    }

    /** Number of the column of {@code thread} in the trace, or -1. */
    public static int column(Trace trace, String thread) {
        return trace.threads().indexOf(thread);
    }

    /** The last step of the trace that {@code thread} made, or null. */
    public static Trace.Event last(Trace trace, String thread) {
        int column = column(trace, thread);
        return trace.steps().stream().filter(e -> e.thread() == column).reduce((a, b) -> b).orElse(null);
    }

    /** Where the scenario as a whole is blamed: its first thread's header. */
    public Range header() {
        return program.threads().isEmpty() ? null : program.threads().getFirst().range();
    }
}
