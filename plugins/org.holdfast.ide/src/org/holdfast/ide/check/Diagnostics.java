package org.holdfast.ide.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rules.Rules;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Report.Diagnosed;

/**
 * What is wrong with one text.
 *
 * @param version of the document
 * @param phase   how far the check has come
 * @param report  what they were made from
 * @param all     in the order of their places
 */
public record Diagnostics(long version, Phase phase, Report report, List<Diagnostic> all) {
    public Diagnostics {
        all = List.copyOf(all);
    }

    public enum Phase {
        /** Read, and each thread looked at on its own; the rest is on its way. */
        FLOW,
        /** As far as the settings let it go. */
        EXPLORED
    }

    public static Diagnostics of(long version, Phase phase, Report report, Severities severities) {
        return new Diagnostics(version, phase, report, diagnostics(report, severities));
    }

    /** What a report says, for whoever has no use for versions and phases. */
    public static List<Diagnostic> of(Report report, Severities severities) {
        return diagnostics(report, severities);
    }

    /** Those that stand in a file, by its name. */
    public List<Diagnostic> in(String file) {
        return all.stream().filter(d -> d.range().file().equals(file)).toList();
    }

    private static List<Diagnostic> diagnostics(Report report, Severities severities) {
        List<Diagnostic> out = new ArrayList<>();
        for (Report.Problem p : report.problems()) {
            severities.of(p.id(), p.severity()).ifPresent(severity -> out.add(new Diagnostic(severity, p.id(), p.revisions(), List.of(), group(p.id(), Card.Group.SCENARIO),
                    named(p.message(), p.revisions(), report), p.range(), List.of(), false, List.of())));
        }
        for (Map<String, Diagnosed> same : merged(report)) {
            diagnostic(same, report, severities).ifPresent(out::add);
        }
        out.sort(Comparator.comparing(Diagnostic::range, Comparator.comparing(Range::file).thenComparingInt(Range::offset)).thenComparing(Diagnostic::severity));
        return out;
    }

    /** What makes findings of several revisions one. */
    private record Identity(String rule, Range range) {
    }

    private static List<Map<String, Diagnosed>> merged(Report report) {
        Map<Identity, Map<String, Diagnosed>> out = new LinkedHashMap<>();
        for (Report.Revision r : report.revisions()) {
            for (Diagnosed d : r.findings()) {
                out.computeIfAbsent(new Identity(d.finding().rule(), place(d.finding(), report)), k -> new LinkedHashMap<>())
                        .merge(r.name(), d, (a, b) -> a.expected() ? b : a);
            }
        }
        return List.copyOf(out.values());
    }

    private static Range place(Finding f, Report report) {
        return f.range() == null ? new Range(report.path(), 0, 0, 1, 1, 1, 1) : f.range();
    }

    private static Optional<Diagnostic> diagnostic(Map<String, Diagnosed> same, Report report, Severities severities) {
        Finding newest = same.values().stream().reduce((older, newer) -> newer).orElseThrow().finding();
        List<String> expected = same.entrySet().stream().filter(e -> e.getValue().expected()).map(Map.Entry::getKey).toList();
        List<String> others = same.keySet().stream().filter(r -> !expected.contains(r)).toList();
        Severity reported = same.values().stream().filter(d -> !d.expected()).map(d -> d.finding().severity()).min(Comparator.naturalOrder()).orElse(Severity.INFORMATION);
        Set<String> manifests = new LinkedHashSet<>();
        same.values().forEach(d -> manifests.addAll(d.finding().manifests()));
        return severities.of(newest.rule(), reported).map(severity -> new Diagnostic(others.isEmpty() ? Severity.INFORMATION : severity, newest.rule(),
                List.copyOf(same.keySet()), List.copyOf(manifests), group(newest.rule(), Card.Group.PROTOCOL), newest.message() + where(others, expected),
                place(newest, report), related(newest), others.isEmpty(), same.entrySet().stream().map(e -> new Diagnostic.Found(e.getKey(), e.getValue().finding())).toList()));
    }

    private static String where(List<String> unexpected, List<String> expected) {
        List<String> parts = new ArrayList<>();
        if (!unexpected.isEmpty()) {
            parts.add("in " + String.join(", ", unexpected));
        }
        if (!expected.isEmpty()) {
            parts.add("expected in " + String.join(", ", expected));
        }
        return " (" + String.join("; ", parts) + ")";
    }

    /** Most problems are of all revisions, and then there is nothing to say; some name theirs themselves. */
    private static String named(String message, List<String> revisions, Report report) {
        boolean all = revisions.isEmpty() || report.revisions().isEmpty() || report.revisions().stream().allMatch(r -> revisions.contains(r.name()));
        return all || message.startsWith("revision ") ? message : message + " (in " + String.join(", ", revisions) + ")";
    }

    private static Card.Group group(String id, Card.Group otherwise) {
        return Rules.ALL.stream().map(Rule::card).filter(c -> c.id().equals(id)).map(Card::group).findFirst().orElse(otherwise);
    }

    private static List<Diagnostic.Related> related(Finding f) {
        Set<Diagnostic.Related> out = new LinkedHashSet<>();
        for (Violation.Related r : f.related()) {
            Range range = r.site().range();
            if (range != null && !range.file().isEmpty() && !range.equals(f.range())) {
                out.add(new Diagnostic.Related(r.role() + (r.thread().isEmpty() ? "" : " by " + r.thread()), range));
            }
        }
        return List.copyOf(out);
    }
}
