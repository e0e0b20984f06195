package org.holdfast.ide.check;

import java.util.List;
import org.holdfast.ide.Document;

/** Writes the comment that allows what a line is reported for. */
final class Suppress {
    private final Document document;

    Suppress(Document document) {
        this.document = document;
    }

    /** @param reason where it is empty, the caret goes to where it is to be written */
    List<Action> offer(Diagnostic d, String title, String reason) {
        if (!d.range().file().equals(document.name()) || d.expected()) {
            return List.of(); // only comments of the scenario itself count
        }
        int line = document.line(d.range().offset());
        int at = end(document.text().substring(document.lines().start(line), document.lines().end(line)));
        if (at < 0) {
            return List.of();
        }
        int offset = document.lines().start(line) + at;
        String before = " /* holdfast: allow " + d.rule() + " - " + reason;
        String behind = document.text().startsWith("\\", offset) ? " " : "";
        return List.of(new Action.Change(Action.Kind.ALLOW, title, false, "", List.of(document.edit(offset, 0, before + " */" + behind)), reason.isEmpty() ? offset + before.length() : -1));
    }

    /** Where a comment can stand behind the code of a line: before one that goes on in the next line, and before a backslash. -1 for nowhere. */
    private static int end(String line) {
        int open = line.lastIndexOf("/*");
        int limit = open >= 0 && line.indexOf("*/", open) < 0 ? open : line.length();
        String code = line.substring(0, limit).stripTrailing();
        while (code.endsWith("\\")) {
            code = code.substring(0, code.length() - 1).stripTrailing();
        }
        return code.isEmpty() ? -1 : code.length();
    }
}
