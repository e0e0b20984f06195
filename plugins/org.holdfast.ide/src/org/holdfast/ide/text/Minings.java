package org.holdfast.ide.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.holdfast.engine.explore.Standing;
import org.holdfast.engine.program.Source;
import org.holdfast.engine.rule.Severity;
import org.holdfast.ide.Document;
import org.holdfast.ide.check.Diagnostics;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.hold.FunctionDeclaration;

/** Short texts that an editor shows between what the user has written. */
public final class Minings {
    private static final int MOST = 3;

    /** @param offset where it belongs; {@code above} its line, or else behind the offset in the line */
    public record Mining(int offset, boolean above, String text) {
    }

    private Minings() {
    }

    /** Context and lock set at the heads of functions, in text order. */
    public static List<Mining> of(Document document) {
        return of(document, Optional.empty());
    }

    /**
     * As {@link #of(Document)}, and once the document has been explored, whether expectations are met, and the verdict at each name of the
     * {@code revisions} header.
     *
     * @param diagnostics of this document; those of another version are not used
     */
    public static List<Mining> of(Document document, Optional<Diagnostics> diagnostics) {
        List<Mining> minings = new ArrayList<>(functions(document));
        diagnostics.filter(d -> d.version() == document.version() && d.phase() == Diagnostics.Phase.EXPLORED)
                .ifPresent(d -> verdicts(document, d.report(), minings));
        minings.sort(Comparator.comparingInt(Mining::offset));
        return List.copyOf(minings);
    }

    private static List<Mining> functions(Document document) {
        List<Mining> minings = new ArrayList<>();
        if (!document.file().scenario()) {
            return minings;
        }
        for (LoadedRevision revision : document.file().revisions()) {
            if (!hasHead(document, revision)) {
                continue; // newer ones have all of its functions
            }
            Flow.Facts facts = Flow.of(document, revision.name());
            if (facts.program() == null) {
                continue;
            }
            for (Source.Function function : facts.program().source().functions()) {
                boolean body = !function.name().startsWith("thread ") && !function.name().equals("init") && !function.name().equals("finally");
                boolean here = function.range().file().equals(document.name()) && document.revisionOf(document.line(function.range().offset())).equals(revision.name());
                if (body && here) {
                    text(facts, function).ifPresent(text -> minings.add(new Mining(function.range().offset(), true, text)));
                }
            }
        }
        return minings;
    }

    private static boolean hasHead(Document document, LoadedRevision revision) {
        return revision.model().getElements().stream().anyMatch(element -> element instanceof FunctionDeclaration f && f.getBody() != null && Nodes.of(f) != null
                && document.revisionOf(document.line(Nodes.of(f).getOffset())).equals(revision.name()));
    }

    /** What the callers of a function leave it with: where the first of its statements begins that some run gets to. */
    private static Optional<String> text(Flow.Facts facts, Source.Function function) {
        int first = facts.standings().stream().mapToInt(Standing::statement)
                .filter(s -> facts.program().source().statements().get(s).parent() == function.body()).min().orElse(-1);
        Set<String> states = new LinkedHashSet<>();
        facts.standings().stream().filter(s -> s.statement() == first).forEach(s -> states.add(state(s)));
        if (states.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(states.stream().limit(MOST).collect(Collectors.joining(" | ")) + (states.size() > MOST ? " | \u2026" : ""));
    }

    private static String state(Standing standing) {
        List<String> parts = new ArrayList<>(List.of(standing.kind().name().toLowerCase(Locale.ROOT)));
        parts.addAll(standing.contexts());
        parts.add(standing.held().isEmpty() ? "no lock held" : "holds " + String.join(", ", standing.held()));
        return String.join(", ", parts);
    }

    private static void verdicts(Document document, Report report, List<Mining> minings) {
        for (Report.Expectation e : report.expectations()) {
            if (e.range().file().equals(document.name())) {
                minings.add(new Mining(e.range().end(), false, e.met() ? "as expected" : e.why()));
            }
        }
        for (Outcome outcome : outcomes(report)) {
            for (Mention mention : Mentions.of(document).all()) {
                boolean header = mention.isDeclaration() && mention.symbols().contains(new Entity(document.name(), Entity.REVISION, outcome.revision));
                if (header) {
                    minings.add(new Mining(mention.end(), false, outcome.text));
                }
            }
        }
    }

    private record Outcome(String revision, String text) {
    }

    private static List<Outcome> outcomes(Report report) {
        return report.revisions().stream().map(r -> new Outcome(r.name(), switch (r.verdict()) {
            case CLEAN -> "clean";
            case INCOMPLETE -> "incomplete";
            case INVALID -> "cannot be checked";
            case FINDINGS -> r.findings().stream().filter(f -> f.finding().severity() == Severity.ERROR).map(f -> f.finding().rule()).distinct()
                    .collect(Collectors.joining(", "));
        })).toList();
    }
}
