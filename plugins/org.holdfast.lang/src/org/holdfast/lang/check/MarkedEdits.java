package org.holdfast.lang.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Outline;
import org.holdfast.lang.revision.MarkedText;
import org.holdfast.lang.revision.Revisions;

/**
 * Turns changes of one revision into edits of the shared text that leave the other revisions as they are: what the revision loses is marked as the others', what it
 * gains as its own. Layout and comments stay; a statement that has a line to itself moves with its comment.
 */
final class MarkedEdits {
    private final Function<String, MarkedText> texts;
    private final Revisions revisions;
    private final String revision;
    private final Outline outline;
    private final Map<String, Sheet> sheets = new TreeMap<>();
    private final Set<Statement> braced = new HashSet<>();

    /** @param texts the shared text of each file */
    MarkedEdits(Function<String, MarkedText> texts, Revisions revisions, String revision, Outline outline) {
        this.texts = texts;
        this.revisions = revisions;
        this.revision = revision;
        this.outline = outline;
    }

    /** A change that cannot be written down; the message says why. */
    static final class Impossible extends RuntimeException {
        private static final long serialVersionUID = 1;

        Impossible(String message) {
            super(message);
        }
    }

    /** @throws Impossible where the text has no good place for one of them */
    List<Edit> edits(List<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case Change.Move m -> {
                    Statement s = statement(m.statement());
                    List<String> lines = linesOf(s);
                    insert(statement(m.anchor()), m.after(), lines);
                    remove(s);
                }
                case Change.Insert i -> insert(statement(i.anchor()), i.after(), i.text().lines().toList());
                case Change.Delete d -> remove(statement(d.statement()));
                case Change.Replace r -> replace(r.range(), r.text());
                case Change.Define d -> new Declarations(sheet(d.before())).define(d);
                case Change.Member m -> declared(m.structure(), f -> f.member(m));
                case Change.Sleepable l -> declared(l.lockClass(), f -> f.sleepable(l));
            }
        }
        List<Edit> out = new ArrayList<>();
        sheets.values().forEach(s -> out.addAll(s.edits()));
        out.sort(Comparator.comparing(Edit::file).thenComparing(Comparator.comparingInt(Edit::offset).reversed()));
        return out;
    }

    /** In the file that has the declaration. */
    private void declared(String name, Predicate<Declarations> change) {
        if (outline.source().functions().stream().map(f -> sheet(f.range())).distinct().noneMatch(s -> change.test(new Declarations(s)))) {
            throw new Impossible("`" + name + "` is declared elsewhere");
        }
    }

    private Statement statement(int number) {
        Statement s = outline.statement(number);
        if (s == null) {
            throw new Impossible("there is no statement " + number);
        }
        return s;
    }

    private Sheet sheet(Range range) {
        return sheets.computeIfAbsent(range.file(), f -> new Sheet(f, texts.apply(f), revisions, revision));
    }

    /** Whether nothing but a comment shares the statement's lines. */
    private boolean ownsLines(Statement s) {
        Sheet sheet = sheet(s.range());
        return sheet.prefix(s.range().offset()).isBlank() && isTrailer(sheet.suffix(s.range().end()));
    }

    private static boolean isTrailer(String text) {
        return text.strip().matches("|//.*|/\\*.*\\*/");
    }

    /** Whether it is the body of a branch or loop without braces. */
    private boolean isBareBody(Statement s) {
        Statement parent = outline.parent(s);
        return parent != null && (parent.form() == Form.IF || parent.form() == Form.LOOP) && s.form() != Form.BLOCK;
    }

    /** The statement's lines as the revision reads them, without the indentation of the first. */
    private List<String> linesOf(Statement s) {
        Sheet sheet = sheet(s.range());
        if (!ownsLines(s)) {
            return Outline.code(s).lines().toList();
        }
        int first = sheet.line(s.range().offset());
        String indentation = sheet.indentation(first);
        List<String> out = new ArrayList<>();
        for (int line = first; line <= lastLine(s); line++) {
            if (sheet.has(line)) {
                String content = sheet.content(line);
                out.add(content.startsWith(indentation) ? content.substring(indentation.length()) : content.stripLeading());
            }
        }
        return out;
    }

    private int lastLine(Statement s) {
        return sheet(s.range()).line(Math.max(s.range().offset(), s.range().end() - 1));
    }

    private void remove(Statement s) {
        if (isBareBody(s)) {
            throw new Impossible("`" + Outline.brief(s) + "` is the whole body of a branch");
        }
        Sheet sheet = sheet(s.range());
        if (ownsLines(s)) {
            for (int line = sheet.line(s.range().offset()); line <= lastLine(s); line++) {
                if (sheet.has(line)) {
                    sheet.remove(line);
                }
            }
        } else if (sheet.line(s.range().offset()) == lastLine(s)) {
            boolean blankBehind = sheet.suffix(s.range().end()).startsWith(" ");
            sheet.replace(s.range().offset(), s.range().length() + (blankBehind ? 1 : 0), "");
        } else {
            throw new Impossible("`" + Outline.brief(s) + "` shares its lines with others");
        }
    }

    private void insert(Statement anchor, boolean after, List<String> lines) {
        Sheet sheet = sheet(anchor.range());
        int start = anchor.range().offset();
        int end = anchor.range().end();
        int first = sheet.line(start);
        boolean bare = isBareBody(anchor);
        boolean inline = after ? !isTrailer(sheet.suffix(end)) || bare && !sheet.prefix(start).isBlank() : !sheet.prefix(start).isBlank();
        if (inline) {
            if (lines.size() > 1) {
                throw new Impossible("there is no room beside `" + Outline.brief(anchor) + "`");
            }
            if (bare && braced.add(anchor)) {
                sheet.replace(start, 0, "{ ");
                sheet.replace(end, 0, after ? " " + lines.getFirst() + " }" : " }");
                if (!after) {
                    sheet.replace(start, 0, lines.getFirst() + " ");
                }
            } else {
                sheet.replace(after ? end : start, 0, after ? " " + lines.getFirst() : lines.getFirst() + " ");
            }
            return;
        }
        String indentation = sheet.indentation(first);
        List<String> indented = lines.stream().map(l -> l.isBlank() ? "" : l.matches("\\w+:") ? l : indentation + l).toList(); // labels stand out
        if (bare && braced.add(anchor)) {
            brace(anchor, sheet, first);
            if (after) {
                sheet.insertAfter(lastLine(anchor), indented);
            }
            close(anchor, sheet);
            if (!after) {
                sheet.insertBefore(first, indented);
            }
        } else if (after) {
            sheet.insertAfter(lastLine(anchor), indented);
        } else {
            sheet.insertBefore(first, indented);
        }
    }

    /** Opens a block at the end of the head that {@code anchor} is the bare body of. */
    private void brace(Statement anchor, Sheet sheet, int first) {
        for (int line = first - 1; line >= 0; line--) {
            if (sheet.has(line) && !sheet.content(line).isBlank()) {
                Range r = outline.parent(anchor).range();
                MarkedText text = texts.apply(r.file());
                String code = sheet.content(line).stripTrailing();
                int comment = code.endsWith("*/") ? code.lastIndexOf("/*") : code.indexOf("//");
                int behind = comment < 0 ? code.length() : code.substring(0, comment).stripTrailing().length();
                sheet.replace(text.end(line) - (sheet.content(line).length() - behind), 0, " {");
                return;
            }
        }
    }

    private void close(Statement anchor, Sheet sheet) {
        MarkedText text = texts.apply(anchor.range().file());
        int last = lastLine(anchor);
        for (int line = last + 1; line < text.lines(); line++) {
            if (sheet.has(line) && !sheet.content(line).isBlank()) {
                String content = sheet.content(line).stripLeading();
                if (content.startsWith("else")) {
                    sheet.replace(text.end(line) - content.length(), 0, "} ");
                    return;
                }
                break;
            }
        }
        sheet.insertAfter(last, List.of(sheet.indentation(sheet.line(outline.parent(anchor).range().offset())) + "}"));
    }

    private void replace(Range range, String replacement) {
        Sheet sheet = sheet(range);
        int first = sheet.line(range.offset());
        int last = sheet.line(Math.max(range.offset(), range.end() - 1));
        if (first == last && !replacement.contains("\n")) {
            sheet.replace(range.offset(), range.length(), replacement);
            return;
        }
        String indentation = sheet.indentation(first);
        List<String> lines = new ArrayList<>(replacement.lines().toList());
        for (int i = 1; i < lines.size(); i++) {
            lines.set(i, indentation + lines.get(i));
        }
        lines.set(0, (sheet.prefix(range.offset()).isBlank() ? indentation : sheet.content(first).substring(0,
                sheet.content(first).length() - sheet.suffix(range.offset()).length())) + lines.getFirst());
        lines.set(lines.size() - 1, lines.getLast() + sheet.suffix(range.end()));
        for (int line = first; line <= last; line++) {
            if (sheet.has(line)) {
                sheet.remove(line);
            }
        }
        sheet.insertBefore(first, lines);
    }
}
