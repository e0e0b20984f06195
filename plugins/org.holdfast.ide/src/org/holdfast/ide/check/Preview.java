package org.holdfast.ide.check;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.report.VerdictMatrix;

/**
 * What a change comes to.
 *
 * @param diff  a unified diff of all files it touches
 * @param after the check of the document with it
 */
public record Preview(String diff, Report after) {

    /** The verdicts after it, in columns of text. */
    public String matrix() {
        VerdictMatrix matrix = VerdictMatrix.of(after);
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(matrix.revisions());
        rows.add(head);
        for (VerdictMatrix.Row row : matrix.rows()) {
            if (row.kind() != VerdictMatrix.Kind.STATES) {
                List<String> cells = new ArrayList<>(List.of(row.label()));
                row.cells().forEach(c -> cells.add(c.text()));
                rows.add(cells);
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0) + 2;
                line.append(row.get(i)).append(" ".repeat(width - row.get(i).length()));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        after.problems().stream().filter(p -> p.severity() == Severity.ERROR)
                .forEach(p -> out.append("line ").append(p.range().line()).append(": ").append(p.message()).append('\n'));
        return out.toString();
    }
}
