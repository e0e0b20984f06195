package org.holdfast.cli.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Fix;
import org.holdfast.lang.check.Report;

/**
 * A fix of a report under the number by which it is applied.
 *
 * @param number from 1, over all revisions in order
 */
public record Offer(int number, String revision, Finding finding, Fix fix) {

    public static List<Offer> of(Report report) {
        List<Offer> offers = new ArrayList<>();
        for (Report.Revision r : report.revisions()) {
            for (Report.Diagnosed d : r.findings()) {
                for (Fix f : d.finding().fixes()) {
                    offers.add(new Offer(offers.size() + 1, r.name(), d.finding(), f));
                }
            }
        }
        return offers;
    }

    /** The files it edits, each with its edits from the end of the text to its beginning. */
    public Map<String, List<Edit>> edits() {
        Map<String, List<Edit>> byFile = new LinkedHashMap<>();
        fix.edits().stream().sorted(Comparator.comparing(Edit::file).thenComparing(Edit::offset, Comparator.reverseOrder()))
                .forEach(e -> byFile.computeIfAbsent(e.file(), f -> new ArrayList<>()).add(e));
        return byFile;
    }

    public static String apply(String text, List<Edit> descending) {
        StringBuilder out = new StringBuilder(text);
        for (Edit e : descending) {
            out.replace(e.offset(), e.offset() + e.length(), e.text());
        }
        return out.toString();
    }
}
