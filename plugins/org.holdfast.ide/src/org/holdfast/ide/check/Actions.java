package org.holdfast.ide.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Fix;
import org.holdfast.engine.rule.Severity;
import org.holdfast.ide.Document;
import org.holdfast.ide.Documents;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Settings;
import org.holdfast.lang.report.Difference;

/** What can be done about a diagnostic. The mends were found and verified by the check that found it, so the list is there at once. */
public final class Actions {
    private final Documents documents;

    public Actions(Documents documents) {
        this.documents = documents;
    }

    /**
     * In the order to offer them: verified mends first.
     *
     * @param document    of the version that the diagnostics are about
     * @param diagnostics of the whole document, {@code d} among them
     */
    public List<Action> of(Document document, Diagnostics diagnostics, Diagnostic d) {
        List<Action> out = new ArrayList<>(mends(d));
        switch (d.rule()) {
        case "unmodelled-call" -> {
            out.addAll(new Prototype(document).declare(d));
            out.addAll(new Suppress(document).offer(d, "Ignore this call, which does not matter here", "it does not matter here"));
        }
        case "missing-expectation" -> out.addAll(new Expected(document, diagnostics.report()).addMissing());
        case "expectation-not-met" -> out.addAll(new Expected(document, diagnostics.report()).update(d.revisions()));
        default -> {
            if (!d.findings().isEmpty()) {
                out.addAll(new ObservedOrder(document).declare(d));
                if (!d.expected() && d.severity() == Severity.ERROR) {
                    out.addAll(new Expected(document, diagnostics.report()).expect(d.revisions()));
                }
            }
            if (!d.findings().isEmpty() || d.severity() != Severity.ERROR) {
                out.addAll(new Suppress(document).offer(d, "Allow " + d.rule() + " on this line, with a reason", ""));
            }
        }
        }
        if (!d.findings().isEmpty() || d.severity() != Severity.ERROR) {
            for (Severity severity : Severity.values()) {
                if (severity != d.severity() && !d.expected()) {
                    out.add(new Action.SetSeverity("Report " + d.rule() + " as " + (severity == Severity.WARNING ? "a " : severity == Severity.ERROR ? "an " : "")
                            + severity.name().toLowerCase(Locale.ROOT) + " in this project", d.rule(), severity));
                }
            }
        }
        return out;
    }

    /** The engine's. One revision's mend leaves the others as they are, so each revision has its own; the newest stands first. */
    private static List<Action> mends(Diagnostic d) {
        List<Action.Change> out = new ArrayList<>();
        Set<List<Edit>> seen = new HashSet<>();
        for (Diagnostic.Found found : d.findings().reversed()) {
            for (Fix fix : found.finding().fixes()) {
                if (!fix.edits().isEmpty() && seen.add(fix.edits())) {
                    String title = fix.title() + (d.findings().size() > 1 ? " in " + found.revision() : "") + (fix.verified() ? "" : " (not verified)");
                    out.add(new Action.Change(Action.Kind.MEND, title, fix.verified(), fix.remark(), fix.edits(), -1));
                }
            }
        }
        out.sort(Comparator.comparing((Action.Change c) -> !c.verified()));
        return List.copyOf(out);
    }

    /** Takes as long as a check: not for a thread that paints. */
    public Preview preview(Document document, Action.Change change, Settings settings) {
        Map<Path, String> after = new TreeMap<>();
        StringBuilder diff = new StringBuilder();
        for (String name : change.edits().stream().map(Edit::file).distinct().toList()) {
            Document file = name.equals(document.name()) ? document : documents.named(name).orElseThrow();
            String text = applied(file.text(), change.edits().stream().filter(e -> e.file().equals(name)).toList());
            after.put(file.path(), text);
            diff.append(Difference.unified(file.path().getFileName().toString(), file.text(), text));
        }
        after.putIfAbsent(document.path(), document.text());
        Report report = documents.checker(document.path()).check(after, document.path(), settings);
        return new Preview(diff.toString(), report);
    }

    /** The text with the edits of one file. */
    public static String applied(String text, List<Edit> edits) {
        StringBuilder out = new StringBuilder(text);
        edits.stream().sorted(Comparator.comparingInt(Edit::offset).reversed()).forEach(e -> out.replace(e.offset(), e.offset() + e.length(), e.text()));
        return out.toString();
    }
}
