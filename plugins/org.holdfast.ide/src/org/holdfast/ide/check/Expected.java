package org.holdfast.ide.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;
import org.holdfast.ide.Document;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Report.Diagnosed;
import org.holdfast.lang.check.Report.Verdict;
import org.holdfast.lang.hold.Expectation;
import org.holdfast.lang.hold.ExpectationItem;
import org.holdfast.lang.hold.HoldPackage;

/** Writes {@code expect} lines that say what the check found. Nothing is written of a revision that is not explored to its end. */
final class Expected {
    private final Document document;
    private final Report report;

    Expected(Document document, Report report) {
        this.document = document;
        this.report = report;
    }

    /** An {@code expect} for every revision that has none. */
    List<Action> addMissing() {
        List<String> lines = report.revisions().stream().filter(r -> isKnown(r) && of(r.name()).isEmpty()).map(r -> "expect " + r.name() + " " + verdict(r) + ";").toList();
        return lines.isEmpty() ? List.of() : List.of(new Action.Change(Action.Kind.EXPECT, "Add " + (lines.size() == 1 ? "`" + lines.getFirst() + "`" : "what to expect of each revision"), List.of(add(lines))));
    }

    /** What is said of the revisions becomes what was found. */
    List<Action> update(Collection<String> revisions) {
        List<Action> out = new ArrayList<>();
        for (Report.Revision r : report.revisions()) {
            if (revisions.contains(r.name()) && isKnown(r)) {
                of(r.name()).flatMap(e -> updated(e, r)).ifPresent(edit -> out.add(new Action.Change(Action.Kind.EXPECT, "Expect " + edit.text().strip() + " of " + r.name(), List.of(edit))));
            }
        }
        return out;
    }

    /** For a finding: what is said of its revisions is mended or begun. */
    List<Action> expect(Collection<String> revisions) {
        return report.expectations().isEmpty() ? addMissing() : update(revisions);
    }

    private Edit add(List<String> lines) {
        boolean any = report.expectations().isEmpty();
        Placement placement = new Placement(document);
        return any ? placement.atEnd(lines) : placement.behind(Expectation.class::isInstance, lines);
    }

    private static boolean isKnown(Report.Revision r) {
        return r.verdict() != Verdict.INVALID && r.complete();
    }

    private Optional<Expectation> of(String revision) {
        return document.file().revision(revision).stream().flatMap(r -> r.model().getElements().stream()).filter(Expectation.class::isInstance)
                .map(Expectation.class::cast).filter(e -> revision.equals(e.getRevision())).findFirst();
    }

    private static List<Finding> errors(Report.Revision r) {
        return r.findings().stream().map(Diagnosed::finding).filter(f -> f.severity() == Severity.ERROR).toList();
    }

    private static String verdict(Report.Revision r) {
        Set<String> rules = new LinkedHashSet<>();
        errors(r).forEach(f -> rules.add(f.rule()));
        return rules.isEmpty() ? "clean" : String.join(", ", rules);
    }

    /** Keeps the items that cover something, and those that need not. */
    private Optional<Edit> updated(Expectation e, Report.Revision r) {
        List<String> items = new ArrayList<>();
        List<Finding> uncovered = new ArrayList<>(errors(r));
        for (ExpectationItem item : e.getItems()) {
            boolean covers = r.findings().stream().anyMatch(d -> covers(item, d.finding()));
            if (covers || item.isOptional()) {
                items.add(NodeModelUtils.getTokenText(NodeModelUtils.findActualNodeFor(item)));
            }
            uncovered.removeIf(f -> covers(item, f));
        }
        Set<String> more = new LinkedHashSet<>();
        uncovered.forEach(f -> more.add(f.rule()));
        items.addAll(more);
        String text = items.isEmpty() ? "clean" : String.join(", ", items);
        INode revision = NodeModelUtils.findNodesForFeature(e, HoldPackage.Literals.EXPECTATION__REVISION).getFirst();
        int start = revision.getOffset() + revision.getLength();
        int end = Placement.node(e).getOffset() + Placement.node(e).getLength() - 1;
        String old = document.text().substring(start, end);
        String blanks = old.substring(0, old.length() - old.stripLeading().length());
        return old.strip().equals(text) ? Optional.empty() : Optional.of(document.edit(start, end - start, (blanks.isEmpty() ? " " : blanks) + text));
    }

    private static boolean covers(ExpectationItem item, Finding f) {
        return item.getRules().stream().anyMatch(f::isCoveredBy);
    }
}
