package org.holdfast.cli.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.holdfast.engine.explore.Trace;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Report.Problem;
import org.holdfast.lang.check.Report.Revision;
import org.holdfast.lang.report.Difference;
import org.holdfast.lang.report.Columns;
import org.holdfast.lang.report.Ending;
import org.holdfast.lang.report.Ink;
import org.holdfast.lang.report.Ink.Tone;
import org.holdfast.lang.report.Notes;
import org.holdfast.lang.report.Rows;
import org.holdfast.lang.report.Rows.Row;
import org.holdfast.lang.report.Sources;
import org.holdfast.lang.report.Statement;
import org.holdfast.lang.report.Wrap;

/**
 * A report as text: the verdict matrix, what the verdict rests on, problems of reading, then each finding with its source line, its cause, the
 * interleaving that shows it, and its fixes.
 */
public final class TextReport {
    /** Role of a {@link Violation.Related} that a thread had not come to when it went wrong: shown at the end of the interleaving. */
    private static final String LATER = "still to come";
    /** Role of further places at which the same finding shows. */
    private static final String SHOWS = "shows";
    /** Longest diff of a fix that is shown beside its title. */
    private static final int SHORT_DIFF = 24;

    private final Report report;
    private final Paths paths;
    private final Sources sources;
    private final Ink ink;
    private final StringBuilder out = new StringBuilder();

    /** How files are named to the reader. */
    public interface Paths {
        String shown(String file);
    }

    private TextReport(Report report, Paths paths, Sources sources, Ink ink) {
        this.report = report;
        this.paths = paths;
        this.sources = sources;
        this.ink = ink;
    }

    public static String of(Report report, Paths paths, Sources sources, Ink ink) {
        TextReport text = new TextReport(report, paths, sources, ink);
        text.head();
        text.report.problems().forEach(text::problem);
        text.groups().forEach(text::finding);
        return text.out.toString();
    }

    /** The fixes alone, numbered, with what they change. */
    public static String fixes(Report report, Paths paths, Sources sources, Ink ink) {
        TextReport text = new TextReport(report, paths, sources, ink);
        for (Offer o : Offer.of(report)) {
            text.place(o.finding().range());
            text.out.append(ink.dye(Tone.STRONG, o.finding().rule())).append(" in ").append(o.revision()).append('\n');
            text.fix(o, Integer.MAX_VALUE);
            text.out.append('\n');
        }
        return text.out.toString();
    }

    // ---- the verdict ----

    private void head() {
        out.append(ink.dye(Tone.STRONG, paths.shown(report.path()))).append('\n');
        if (!report.title().isEmpty()) {
            out.append(String.join("\n", Wrap.words(report.title(), Wrap.WIDTH))).append('\n');
        }
        out.append('\n');
        if (!report.revisions().isEmpty()) {
            out.append(Matrix.of(report, ink));
        }
        int length = out.length();
        report.revisions().stream().filter(r -> !r.cut().isEmpty() && r.verdict() != Report.Verdict.INVALID)
                .forEach(r -> out.append(Wrap.paragraph("  incomplete, " + r.name() + ": ", r.cut())));
        assumptions();
        out.append(out.length() > length ? "\n" : "");
    }

    /** What is taken for granted, once, with the revisions it holds for unless these are all. */
    private void assumptions() {
        Map<String, List<String>> assumed = new LinkedHashMap<>();
        for (Revision r : report.revisions()) {
            r.assumptions().forEach(a -> assumed.computeIfAbsent(a, x -> new ArrayList<>()).add(r.name()));
        }
        assumed.forEach((text, revisions) -> out.append(Wrap.paragraph("  assumed: ",
                text + (revisions.size() == report.revisions().size() ? "" : " (" + String.join(", ", revisions) + ")"))));
    }

    // ---- problems ----

    private void problem(Problem p) {
        place(p.range());
        out.append(severity(p.severity())).append(ink.dye(Tone.STRONG, p.id()));
        if (!p.revisions().isEmpty() && p.revisions().size() < report.revisions().size()) {
            out.append(" in ").append(String.join(", ", p.revisions()));
        }
        out.append('\n').append(Wrap.paragraph("  ", p.message()));
        out.append(excerpt(p.range(), p.severity(), false)).append('\n');
    }

    private void place(Range range) {
        if (range != null) {
            out.append(ink.dye(Tone.STRONG, paths.shown(range.file()) + ":" + range.line() + ":" + range.column() + ":")).append(' ');
        }
    }

    private static Tone tone(Severity severity, boolean expected) {
        return expected ? Tone.EXPECTED : switch (severity) {
            case ERROR -> Tone.ERROR;
            case WARNING -> Tone.WARNING;
            case INFORMATION -> Tone.INFORMATION;
        };
    }

    private String severity(Severity severity) {
        String word = switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFORMATION -> "info";
        };
        return ink.dye(tone(severity, false), word) + ": ";
    }

    private String excerpt(Range range, Severity severity, boolean expected) {
        return range == null ? "" : Excerpt.of(range, sources, tone(severity, expected), ink);
    }

    // ---- findings ----

    /** One finding and the revisions in which it is the same. */
    private record Group(Finding finding, List<String> expected, List<String> unexpected) {
    }

    private record Same(String rule, Range range, String message) {
    }

    private List<Group> groups() {
        Map<Same, Group> groups = new LinkedHashMap<>();
        for (Revision r : report.revisions()) {
            for (Report.Diagnosed d : r.findings()) {
                Finding f = d.finding();
                Group g = groups.computeIfAbsent(new Same(f.rule(), f.range(), f.message()), k -> new Group(f, new ArrayList<>(), new ArrayList<>()));
                (d.expected() ? g.expected : g.unexpected).add(r.name());
            }
        }
        return groups.values().stream().sorted(Comparator.comparing((Group g) -> g.finding.severity() == Severity.INFORMATION)
                .thenComparing(g -> g.finding.range() == null ? 0 : g.finding.range().line())).toList();
    }

    private void finding(Group g) {
        Finding f = g.finding;
        boolean expected = g.unexpected.isEmpty();
        place(f.range());
        if (expected) {
            out.append(ink.dye(Tone.EXPECTED, "info")).append(": ").append(ink.dye(Tone.STRONG, f.rule())).append(" in ")
                    .append(String.join(", ", g.expected)).append(", as expected\n");
        } else {
            out.append(severity(f.severity())).append(ink.dye(Tone.STRONG, f.rule())).append(" in ").append(String.join(", ", g.unexpected))
                    .append(g.expected.isEmpty() ? "" : ", as expected in " + String.join(", ", g.expected)).append('\n');
        }
        out.append(Wrap.paragraph("  ", f.message()));
        out.append(excerpt(f.range(), f.severity(), expected));
        if (!f.manifests().isEmpty()) {
            out.append(Wrap.paragraph("  shows as ", String.join(", ", f.manifests())));
        }
        if (f.trace() != null && f.severity() != Severity.INFORMATION) {
            out.append('\n').append(interleaving(f));
        }
        int length = out.length();
        f.related().stream().filter(r -> !r.role().equals(LATER) && !r.role().equals(SHOWS)).map(this::related).distinct().forEach(out::append);
        alsoShows(f);
        // Revisions that share the finding may share the edit too: then once is enough.
        List<List<Edit>> shown = new ArrayList<>();
        for (Offer o : Offer.of(report)) {
            if (same(o, g) && !shown.contains(o.fix().edits())) {
                shown.add(o.fix().edits());
                fix(o, SHORT_DIFF);
            }
        }
        if (f.trace() != null && out.length() > length) {
            out.insert(length, '\n');
        }
        out.append('\n');
    }

    /** The same finding of another revision: its fixes differ in marks. */
    private static boolean same(Offer o, Group g) {
        Finding f = g.finding;
        return o.finding().rule().equals(f.rule()) && o.finding().message().equals(f.message()) && Objects.equals(o.finding().range(), f.range());
    }

    private void alsoShows(Finding f) {
        List<String> places = f.related().stream().filter(r -> r.role().equals(SHOWS) && r.site().range() != null).map(r -> r.site().range())
                .sorted(Comparator.comparing(Range::file).thenComparing(Range::line)).map(r -> r.file().equals(report.path()) ? String.valueOf(r.line()) : paths.shown(r.file()) + ":" + r.line()).distinct().toList();
        if (!places.isEmpty()) {
            out.append(Wrap.paragraph("  ", (places.size() == 1 ? "shows at line " : "shows at lines ") + String.join(", ", places)));
        }
    }

    private String related(Violation.Related r) {
        Range range = r.site().range();
        String place = range == null ? "" : range.file().equals(report.path()) ? "line " + range.line() + ": " : paths.shown(range.file()) + ":" + range.line() + ": ";
        return Wrap.paragraph("  ", place + r.role() + (r.thread().isEmpty() ? "" : " in " + r.thread()) + ": " + Statement.line(r.site().text()));
    }

    private String interleaving(Finding f) {
        Trace trace = f.trace();
        List<Row> later = f.related().stream().filter(r -> r.role().equals(LATER) && trace.threads().contains(r.thread()))
                .map(r -> Rows.later(trace.threads().indexOf(r.thread()), r.site())).toList();
        Ending ending = Ending.of(f);
        List<String> names = trace.threads().stream().map(Notes::withoutClone).toList();
        return Columns.render(names, Rows.withCalls(trace, sources), ending.text(), ending.column(), later, ink);
    }

    private void fix(Offer o, int longest) {
        out.append(Wrap.paragraph("  fix " + o.number() + ", ", (o.fix().verified() ? "verified: " : "not verified: ") + o.fix().title()));
        if (!o.fix().remark().isEmpty()) {
            out.append(Wrap.paragraph("      ", o.fix().remark()));
        }
        o.edits().forEach((file, edits) -> sources.text(file).ifPresent(before -> {
            List<String> lines = Difference.of(before, Offer.apply(before, edits));
            if (lines.size() <= longest) {
                lines.forEach(l -> out.append(("      " + switch (l.charAt(0)) {
                    case '-' -> ink.dye(Tone.ERROR, l);
                    case '+' -> ink.dye(Tone.GOOD, l);
                    case '@' -> ink.dye(Tone.FAINT, l);
                    default -> l;
                }).stripTrailing()).append('\n'));
            }
        }));
    }
}
