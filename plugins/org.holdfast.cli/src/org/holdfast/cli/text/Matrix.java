package org.holdfast.cli.text;

import java.util.List;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.report.Ink;
import org.holdfast.lang.report.Ink.Tone;
import org.holdfast.lang.report.VerdictMatrix;
import org.holdfast.lang.report.VerdictMatrix.Cell;
import org.holdfast.lang.report.Wrap;

/** What the patch fixes, what it leaves and what it brings in: diagnostics down, revisions across. */
final class Matrix {
    private static final int INDENT = 2;
    private static final int GAP = 2;

    private final VerdictMatrix matrix;
    private final Ink ink;

    private Matrix(VerdictMatrix matrix, Ink ink) {
        this.matrix = matrix;
        this.ink = ink;
    }

    static String of(Report report, Ink ink) {
        return new Matrix(VerdictMatrix.of(report), ink).text();
    }

    private String text() {
        int labels = matrix.rows().stream().mapToInt(l -> l.label().length()).max().orElse(0) + GAP;
        int[] widths = new int[matrix.revisions().size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = GAP + Math.max(matrix.revisions().get(i).length(), matrix.rows().stream().mapToInt(l -> l.cells().get(column).text().length()).max().orElse(0));
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
        line("", matrix.revisions().stream().map(name -> new Cell(Tone.STRONG, name, "", null)).toList(), from, to, labels, widths, out);
        for (VerdictMatrix.Row row : matrix.rows()) {
            line(row.label(), row.cells(), from, to, labels, widths, out);
        }
        out.append('\n');
    }

    private void line(String label, List<Cell> cells, int from, int to, int labels, int[] widths, StringBuilder out) {
        StringBuilder line = new StringBuilder(" ".repeat(INDENT)).append(label);
        int at = INDENT + label.length();
        int column = INDENT + labels;
        for (int i = from; i < to; i++) {
            Cell c = cells.get(i);
            if (!c.text().isEmpty()) {
                line.append(" ".repeat(column - at)).append(ink.dye(c.tone(), c.text()));
                at = column + c.text().length();
            }
            column += widths[i];
        }
        out.append(line).append('\n');
    }
}
