package org.holdfast.ide.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.explore.Standing;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Source;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rules.Rules;
import org.holdfast.ide.Document;
import org.holdfast.ide.check.Diagnostic;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.NamedElement;
import org.holdfast.lang.revision.Mark;
import org.holdfast.lang.types.Typing;

/** What there is to say about a place of a text. */
public final class Hover {
    /** @param range what the text is about */
    public record Shown(Range range, Doc doc) {
    }

    private Hover() {
    }

    /** About the name at an offset, or else the statement; empty on blanks and in comments. */
    public static Optional<Shown> at(Document document, int offset) {
        Mark mark = document.lines().mark(document.line(offset));
        Tokens.Token token = token(document, offset);
        if (token == null || token.kind() == Tokens.Kind.COMMENT) {
            return Optional.empty();
        }
        if (mark != null && (token.kind() == Tokens.Kind.MARK_ADDED || token.kind() == Tokens.Kind.MARK_REMOVED)) {
            return Optional.of(new Shown(document.range(token.offset(), token.length()), mark(document, mark)));
        }
        if (token.kind() == Tokens.Kind.RULE) {
            return rule(document.text().substring(token.offset(), token.end())).map(doc -> new Shown(document.range(token.offset(), token.length()), doc));
        }
        LoadedRevision revision = document.revisionAt(offset);
        Mention mention = Mentions.of(document).startingAt(token.offset());
        List<Doc.Block> blocks = new ArrayList<>();
        Flow.Facts facts = Flow.of(document, revision.name());
        if (mention != null && mention.target() instanceof NamedElement target) {
            blocks.addAll(new Docs(document, revision).of(target, call(mention.holder())).blocks());
            String lock = Symbols.kind(target, new Typing(revision.scope())) == Tokens.Kind.LOCK ? Locks.className(target) : null;
            if (lock != null) {
                blocks.addAll(Locks.describe(lock, facts.program(), Flow.locks(document, revision.name())));
            }
        } else if (mention != null && token.kind() == Tokens.Kind.REVISION) {
            blocks.add(revision(document, mention.name()));
        }
        Source.Statement statement = facts.statement(document.name(), offset);
        if (statement != null) {
            blocks.addAll(here(facts.at(document.name(), offset)));
        }
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Shown(document.range(token.offset(), token.length()), new Doc(blocks)));
    }

    private static Tokens.Token token(Document document, int offset) {
        for (Tokens.Token each : Tokens.of(document)) {
            if (each.offset() <= offset && offset < each.end()) {
                return each;
            }
        }
        return null;
    }

    private static CallExpression call(EObject name) {
        return name != null && name.eContainer() instanceof CallExpression call && call.getCallee() == name ? call : null;
    }

    /** The revisions that have a line. */
    private static Doc mark(Document document, Mark mark) {
        Set<String> having = document.lines().revisions().having(mark);
        Set<String> lacking = new LinkedHashSet<>(document.lines().revisions().names());
        lacking.removeAll(having);
        return new Doc(List.of(sentence(having.isEmpty() ? "No revision has this line" : "In " + String.join(", ", having)
                + (lacking.isEmpty() ? "" : "; not in " + String.join(", ", lacking)))));
    }

    private static Doc.Block revision(Document document, String name) {
        List<String> names = document.lines().revisions().names();
        long own = document.lines().marks().stream().filter(m -> document.lines().revisions().having(m).contains(name)).count();
        String place = names.indexOf(name) == 0 ? "the base" : name.equals(names.getLast()) ? "the newest" : "after " + names.get(Math.max(0, names.indexOf(name) - 1));
        return sentence("Revision " + name + ", " + place + "; it has " + own + " of the " + document.lines().marks().size() + " marked lines");
    }

    private static Doc.Paragraph sentence(String text) {
        return new Doc.Paragraph(List.of(new Doc.Plain(text)));
    }

    /** What a rule is about; empty if there is none of that id. */
    public static Optional<Doc> rule(String id) {
        return card(id).map(card -> {
            List<Doc.Block> blocks = new ArrayList<>();
            blocks.add(new Doc.Paragraph(List.of(new Doc.Strong(card.id()), new Doc.Plain(": " + card.title()))));
            for (String paragraph : card.why().split("\n\\s*\n")) {
                blocks.add(sentence(paragraph.replaceAll("\\s+", " ").strip()));
            }
            return new Doc(blocks);
        });
    }

    private static Optional<Card> card(String id) {
        return Rules.ALL.stream().map(rule -> rule.card()).filter(card -> card.id().equals(id)).findFirst();
    }

    /** About a finding: what it is, where else to look, why it matters, and what can be done about it. */
    public static Doc of(Diagnostic diagnostic) {
        List<Doc.Block> blocks = new ArrayList<>();
        blocks.add(new Doc.Paragraph(List.of(new Doc.Strong(diagnostic.rule()), new Doc.Plain(": " + diagnostic.message()))));
        if (!diagnostic.manifests().isEmpty()) {
            blocks.add(sentence("Shows as " + String.join(", ", diagnostic.manifests())));
        }
        List<Doc.Paragraph> places = diagnostic.related().stream().map(r -> new Doc.Paragraph(List.of(new Doc.Plain(r.text() + ": "),
                new Doc.Link("line " + r.range().line(), r.range())))).toList();
        if (!places.isEmpty()) {
            blocks.add(new Doc.Bullets(places));
        }
        rule(diagnostic.rule()).ifPresent(doc -> blocks.addAll(doc.blocks().subList(1, doc.blocks().size())));
        List<Doc.Paragraph> fixes = diagnostic.findings().stream().flatMap(f -> f.finding().fixes().stream())
                .map(fix -> fix.title() + (fix.verified() ? " (verified)" : "")).distinct().map(Hover::sentence).toList();
        if (!fixes.isEmpty()) {
            blocks.add(sentence("Fixes:"));
            blocks.add(new Doc.Bullets(fixes));
        }
        return new Doc(blocks);
    }

    /** Who gets to a statement, holding what, in which context. */
    static List<Doc.Block> here(List<Standing> standings) {
        Map<String, Set<String>> threads = new LinkedHashMap<>();
        for (Standing s : standings) {
            threads.computeIfAbsent(state(s), key -> new LinkedHashSet<>()).add(Locks.thread(s.thread()));
        }
        List<Doc.Paragraph> items = new ArrayList<>();
        threads.forEach((state, who) -> items.add(new Doc.Paragraph(List.of(new Doc.Strong(String.join(", ", who)), new Doc.Plain(" " + state)))));
        return items.isEmpty() ? List.of() : List.of(sentence("Here:"), new Doc.Bullets(items));
    }

    /** {@code holds a, b; interrupts off}. */
    static String state(Standing standing) {
        String held = standing.held().isEmpty() ? "holds no lock" : "holds " + String.join(", ", standing.held());
        String kind = switch (standing.kind()) {
            case PROCESS -> "";
            case SOFTIRQ -> "; in softirq";
            case HARDIRQ -> "; in hardirq";
            case NMI -> "; in nmi";
        };
        return held + kind + (standing.contexts().isEmpty() ? "" : "; " + String.join(", ", standing.contexts()));
    }
}
