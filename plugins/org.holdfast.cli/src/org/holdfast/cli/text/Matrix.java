package org.holdfast.cli.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Report.Diagnosed;
import org.holdfast.lang.check.Report.Expectation;
import org.holdfast.lang.check.Report.Revision;
import org.holdfast.lang.check.Report.Verdict;
import org.holdfast.lang.report.Ink;
import org.holdfast.lang.report.Ink.Tone;
import org.holdfast.lang.report.Wrap;

/** What the patch fixes, what it leaves and what it brings in: diagnostics down, revisions across. */
final class Matrix {
    private static final int INDENT = 2;
    private static final int GAP = 2;

    private final Report report;
    private final Ink ink;
    private final List<Line> lines = new ArrayList<>();

    private record Cell(Tone tone, String text) {
    }

    /** {@code cells}: one for each revision. */
    private record Line(String label, List<Cell> cells) {
    }

    private Matrix(Report report, Ink ink) {
        this.report = report;
        this.ink = ink;
        findings();
        add("verdict", Matrix::verdict);
        if (!report.expectations().isEmpty()) {
            add("expectation", this::expectation);
        }
        add("states explored", r -> new Cell(Tone.FAINT, r.verdict() == Verdict.INVALID ? "" : "%,d".formatted(r.states())));
    }

    static String of(Report report, Ink ink) {
        return new Matrix(report, ink).text();
    }

    // ---- what it says ----

    private record Place(String file, int line, String rule) {
    }

    private void findings() {
        Map<Place, Map<String, Diagnosed>> rows = new LinkedHashMap<>();
        report.revisions().stream().flatMap(r -> r.findings().stream()).map(Diagnosed::finding).filter(f -> f.severity() != Severity.INFORMATION)
                .map(f -> place(f.rule(), f.range())).sorted(Comparator.comparing(Place::file).thenComparing(Place::line).thenComparing(Place::rule))
                .forEach(p -> rows.put(p, new LinkedHashMap<>()));
        for (Revision r : report.revisions()) {
            for (Diagnosed d : r.findings()) {
                Map<String, Diagnosed> row = rows.get(place(d.finding().rule(), d.finding().range()));
                if (row != null) {
                    row.merge(r.name(), d, (a, b) -> a.expected() ? b : a);
                }
            }
        }
        rows.forEach((place, found) -> add(place.rule() + ", line " + place.line(), r -> cell(found.get(r.name()), r)));
    }

    private static Place place(String rule, Range range) {
        return range == null ? new Place("", 0, rule) : new Place(range.file(), range.line(), rule);
    }

    private static Cell cell(Diagnosed d, Revision r) {
        if (d == null) {
            boolean known = r.verdict() == Verdict.CLEAN || r.verdict() == Verdict.FINDINGS;
            return new Cell(Tone.FAINT, known ? "-" : "?");
        }
        if (d.expected()) {
            return new Cell(Tone.EXPECTED, "expected");
        }
        return switch (d.finding().severity()) {
            case ERROR -> new Cell(Tone.ERROR, "error");
            case WARNING -> new Cell(Tone.WARNING, "warning");
            case INFORMATION -> new Cell(Tone.INFORMATION, "information");
        };
    }

    private static Cell verdict(Revision r) {
        Tone tone = switch (r.verdict()) {
            case CLEAN -> Tone.GOOD;
            case FINDINGS -> r.findings().stream().anyMatch(d -> !d.expected() && d.finding().severity() == Severity.ERROR) ? Tone.ERROR : Tone.EXPECTED;
            case INCOMPLETE, INVALID -> Tone.WARNING;
        };
        return new Cell(tone, r.verdict().name().toLowerCase(Locale.ROOT));
    }

    private Cell expectation(Revision r) {
        List<Expectation> own = report.expectations().stream().filter(e -> e.revision().equals(r.name())).toList();
        if (own.isEmpty()) {
            return new Cell(Tone.FAINT, "none");
        }
        if (own.stream().allMatch(Expectation::met)) {
            return new Cell(Tone.GOOD, "met");
        }
        boolean refuted = report.problems().stream().anyMatch(p -> p.id().equals("expectation-not-met") && p.revisions().contains(r.name()));
        return refuted ? new Cell(Tone.ERROR, "not met") : new Cell(Tone.WARNING, "unknown");
    }

    private void add(String label, Function<Revision, Cell> cell) {
        lines.add(new Line(label, report.revisions().stream().map(cell).toList()));
    }

    // ---- how it looks ----

    private String text() {
        int labels = lines.stream().mapToInt(l -> l.label().length()).max().orElse(0) + GAP;
        int[] widths = new int[report.revisions().size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = GAP + Math.max(report.revisions().get(i).name().length(), lines.stream().mapToInt(l -> l.cells().get(column).text().length()).max().orElse(0));
        }
        StringBuilder out = new StringBuilder();
        // As many revisions beside each other as the width holds; the others below.
        for (int from = 0; from < widths.length;) {
            int to = from;
            for (int used = INDENT + labels; to < widths.length && (to == from || used + widths[to] - GAP <= Wrap.WIDTH); to++) {
                used += widths[to];
            }
            block(from, to, labels, widths, out);
            from = to;
        }
        return out.toString();
    }

    private void block(int from, int to, int labels, int[] widths, StringBuilder out) {
        List<Cell> names = report.revisions().stream().map(r -> new Cell(Tone.STRONG, r.name())).toList();
        line(new Line("", names), from, to, labels, widths, out);
        for (Line l : lines) {
            line(l, from, to, labels, widths, out);
        }
        out.append('\n');
    }

    private void line(Line l, int from, int to, int labels, int[] widths, StringBuilder out) {
        StringBuilder line = new StringBuilder(" ".repeat(INDENT)).append(l.label());
        int at = INDENT + l.label().length();
        int column = INDENT + labels;
        for (int i = from; i < to; i++) {
            Cell c = l.cells().get(i);
            if (!c.text().isEmpty()) {
                line.append(" ".repeat(column - at)).append(ink.dye(c.tone(), c.text()));
                at = column + c.text().length();
            }
            column += widths[i];
        }
        out.append(line).append('\n');
    }
}
