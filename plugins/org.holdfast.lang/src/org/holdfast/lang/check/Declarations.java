package org.holdfast.lang.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Change;

/**
 * Changes at the top level of a file, outside of any statement. What they concern is found by its text, as the revision reads it, since an outline has statements and
 * functions only.
 */
final class Declarations {
    private final Sheet sheet;

    Declarations(Sheet sheet) {
        this.sheet = sheet;
    }

    /** Before the function and the comment directly above it. */
    void define(Change.Define d) {
        int line = sheet.line(d.before().offset());
        while (line > 0 && sheet.content(line - 1).stripTrailing().endsWith("*/")) {
            int top = line - 1;
            while (top > 0 && !sheet.content(top).contains("/*")) {
                top--;
            }
            line = top;
        }
        List<String> lines = new ArrayList<>(d.text().lines().toList());
        lines.add("");
        sheet.insertBefore(line, lines);
    }

    /** @return whether this file has the structure */
    boolean member(Change.Member m) {
        return inStructure(m.structure(), new Structure() {
            @Override
            public void closes(int line, int column) {
                String content = sheet.content(line);
                if (content.substring(0, column).isBlank()) {
                    sheet.insertBefore(line, List.of(indentation(content) + "\t" + m.text()));
                } else {
                    sheet.replace(sheet.offset(line, column), 0, m.text() + " ");
                }
            }
        });
    }

    /** @return whether this file declares the lock */
    boolean sleepable(Change.Sleepable s) {
        int dot = s.lockClass().lastIndexOf('.');
        if (dot < 0) {
            return replaceAll("\\bDEFINE_(?:RAW_)?SPINLOCK(?=\\(\\s*" + Pattern.quote(s.lockClass()) + "\\s*\\))", "DEFINE_MUTEX")
                    | replaceAll("\\b(?:raw_)?spinlock_t(?=\\s+" + Pattern.quote(s.lockClass()) + "\\s*;)", "struct mutex");
        }
        boolean[] found = {false};
        Pattern field = Pattern.compile("\\b(?:raw_)?spinlock_t(?=\\s+" + Pattern.quote(s.lockClass().substring(dot + 1)) + "\\s*;)");
        inStructure(s.lockClass().substring(0, dot), new Structure() {
            @Override
            public void has(int line) {
                found[0] |= replace(line, field, "struct mutex");
            }
        });
        return found[0];
    }

    private boolean replaceAll(String pattern, String replacement) {
        boolean found = false;
        for (int line = 0; line < sheet.lines(); line++) {
            found |= sheet.has(line) && replace(line, Pattern.compile(pattern), replacement);
        }
        return found;
    }

    private boolean replace(int line, Pattern pattern, String replacement) {
        Matcher m = pattern.matcher(sheet.content(line));
        if (!m.find()) {
            return false;
        }
        sheet.replace(sheet.offset(line, m.start()), m.end() - m.start(), replacement);
        return true;
    }

    /** Hears of the lines of a structure, and of where it ends. */
    private interface Structure {
        default void has(int line) {
        }

        default void closes(int line, int column) {
        }
    }

    private boolean inStructure(String name, Structure visitor) {
        Pattern head = Pattern.compile("^\\s*(?:typedef\\s+)?struct\\s+" + Pattern.quote(name) + "\\s*\\{");
        int depth = 0;
        for (int line = 0; line < sheet.lines(); line++) {
            if (!sheet.has(line)) {
                continue;
            }
            String content = sheet.content(line).replaceFirst("//.*", "");
            if (depth == 0 && !head.matcher(content).find()) {
                continue;
            }
            visitor.has(line);
            for (int i = 0; i < content.length(); i++) {
                depth += content.charAt(i) == '{' ? 1 : content.charAt(i) == '}' ? -1 : 0;
                if (content.charAt(i) == '}' && depth == 0) {
                    visitor.closes(line, i);
                    return true;
                }
            }
        }
        return false;
    }

    private static String indentation(String content) {
        return content.substring(0, content.length() - content.stripLeading().length());
    }
}
