package org.holdfast.lang.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Report.Diagnosed;
import org.holdfast.lang.check.Report.Expectation;
import org.holdfast.lang.check.Report.Revision;
import org.holdfast.lang.check.Report.Verdict;
import org.holdfast.lang.report.Ink.Tone;

/**
 * What a patch fixes, what it leaves and what it brings in: of one scenario findings down, of many the scenarios down; revisions across.
 *
 * @param revisions names of the columns
 */
public record VerdictMatrix(List<String> revisions, List<Row> rows) {
    public VerdictMatrix {
        revisions = List.copyOf(revisions);
        rows = List.copyOf(rows);
    }

    public enum Kind {
        FINDING, VERDICT, EXPECTATION, STATES, SCENARIO
    }

    /**
     * @param range where to look: the statement to blame, or an empty one at the beginning of a scenario; null where there is no one place
     * @param cells one for each revision
     */
    public record Row(Kind kind, String label, Range range, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * @param detail    the whole of it, in sentences: what a finding says, what a clean verdict explored and assumed
     * @param diagnosed the finding that the cell stands for, or null
     */
    public record Cell(Tone tone, String text, String detail, Diagnosed diagnosed) {
        static final Cell NONE = new Cell(Tone.FAINT, "", "", null);
    }

    /** Of one scenario. */
    public static VerdictMatrix of(Report report) {
        List<Row> rows = findings(report);
        rows.add(row(Kind.VERDICT, "verdict", report, VerdictMatrix::verdict));
        if (!report.expectations().isEmpty()) {
            rows.add(row(Kind.EXPECTATION, "expectation", report, r -> expectation(report, r)));
        }
        rows.add(row(Kind.STATES, "states explored", report,
                r -> r.verdict() == Verdict.INVALID ? Cell.NONE : new Cell(Tone.FAINT, String.format(Locale.ROOT, "%,d", r.states()), explored(r), null)));
        return new VerdictMatrix(report.revisions().stream().map(Revision::name).toList(), rows);
    }

    /** Of many scenarios, in the given order; one that has no revision of a name has an empty cell there. */
    public static VerdictMatrix of(List<Report> reports) {
        Set<String> names = new LinkedHashSet<>();
        reports.forEach(report -> report.revisions().forEach(r -> names.add(r.name())));
        List<Row> rows = reports.stream().filter(report -> !report.revisions().isEmpty()).map(report -> new Row(Kind.SCENARIO,
                report.title().isEmpty() ? report.path() : report.title(), new Range(report.path(), 0, 0, 1, 1, 1, 1),
                names.stream().map(name -> report.revisions().stream().filter(r -> r.name().equals(name)).findFirst().map(VerdictMatrix::verdict).orElse(Cell.NONE))
                        .toList())).toList();
        return new VerdictMatrix(List.copyOf(names), rows);
    }

    private static Row row(Kind kind, String label, Report report, Function<Revision, Cell> cell) {
        return new Row(kind, label, null, report.revisions().stream().map(cell).toList());
    }

    // ---- findings ----

    private record Place(String file, int line, String rule) {
        static Place of(Finding f) {
            return f.range() == null ? new Place("", 0, f.rule()) : new Place(f.range().file(), f.range().line(), f.rule());
        }
    }

    private static List<Row> findings(Report report) {
        Map<Place, Map<String, Diagnosed>> found = new LinkedHashMap<>();
        report.revisions().stream().flatMap(r -> r.findings().stream()).map(Diagnosed::finding).filter(f -> f.severity() != Severity.INFORMATION)
                .map(Place::of).sorted(Comparator.comparing(Place::file).thenComparing(Place::line).thenComparing(Place::rule))
                .forEach(p -> found.put(p, new LinkedHashMap<>()));
        for (Revision r : report.revisions()) {
            for (Diagnosed d : r.findings()) {
                Map<String, Diagnosed> row = found.get(Place.of(d.finding()));
                if (row != null) {
                    row.merge(r.name(), d, (a, b) -> a.expected() ? b : a);
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        found.forEach((place, row) -> rows.add(new Row(Kind.FINDING, place.rule() + ", line " + place.line(),
                row.values().stream().map(d -> d.finding().range()).reduce((older, newer) -> newer).orElse(null),
                report.revisions().stream().map(r -> finding(row.get(r.name()), place.rule(), r)).toList())));
        return rows;
    }

    private static Cell finding(Diagnosed d, String rule, Revision r) {
        if (d == null) {
            boolean known = r.verdict() == Verdict.CLEAN || r.verdict() == Verdict.FINDINGS;
            return new Cell(Tone.FAINT, known ? "-" : "?", known ? r.name() + " has no " + rule + " here." : r.name() + " is not known to have it: " + r.cut() + ".", null);
        }
        Finding f = d.finding();
        String detail = r.name() + ": " + f.message() + "." + (f.manifests().isEmpty() ? "" : "\nShows as " + String.join(", ", f.manifests()) + ".")
                + (d.expected() ? "\nExpected." : "");
        return d.expected() ? new Cell(Tone.EXPECTED, "expected", detail, d) : switch (f.severity()) {
            case ERROR -> new Cell(Tone.ERROR, "error", detail, d);
            case WARNING -> new Cell(Tone.WARNING, "warning", detail, d);
            case INFORMATION -> new Cell(Tone.INFORMATION, "information", detail, d);
        };
    }

    // ---- verdicts ----

    private static Cell verdict(Revision r) {
        Diagnosed worst = r.findings().stream().filter(d -> d.finding().severity() == Severity.ERROR)
                .min(Comparator.comparing(Diagnosed::expected)).orElse(null);
        Tone tone = switch (r.verdict()) {
            case CLEAN -> Tone.GOOD;
            case FINDINGS -> worst != null && !worst.expected() ? Tone.ERROR : Tone.EXPECTED;
            case INCOMPLETE, INVALID -> Tone.WARNING;
        };
        return new Cell(tone, r.verdict().name().toLowerCase(Locale.ROOT), explored(r), worst);
    }

    /** What was explored, and what that relies on. */
    private static String explored(Revision r) {
        if (r.verdict() == Verdict.INVALID) {
            return r.name() + " was not explored: " + r.cut() + ".";
        }
        StringBuilder text = new StringBuilder(r.name()).append(switch (r.verdict()) {
            case CLEAN -> " is clean.";
            case FINDINGS -> " has findings.";
            default -> " is incomplete: " + r.cut() + ".";
        });
        text.append(String.format(Locale.ROOT, "\n%s: %,d states, %,d transitions.", r.complete() ? "Every interleaving was explored" : "Explored", r.states(),
                r.transitions()));
        r.assumptions().forEach(a -> text.append("\nAssumed: ").append(a).append('.'));
        return text.toString();
    }

    private static Cell expectation(Report report, Revision r) {
        List<Expectation> own = report.expectations().stream().filter(e -> e.revision().equals(r.name())).toList();
        if (own.isEmpty()) {
            return new Cell(Tone.FAINT, "none", "Nothing is expected of " + r.name() + ".", null);
        }
        if (own.stream().allMatch(Expectation::met)) {
            return new Cell(Tone.GOOD, "met", r.name() + " is as expected.", null);
        }
        String why = r.name() + ": " + String.join("; ", own.stream().filter(e -> !e.met()).map(Expectation::why).toList()) + ".";
        boolean refuted = report.problems().stream().anyMatch(p -> p.id().equals("expectation-not-met") && p.revisions().contains(r.name()));
        return refuted ? new Cell(Tone.ERROR, "not met", why, null) : new Cell(Tone.WARNING, "unknown", why, null);
    }
}
