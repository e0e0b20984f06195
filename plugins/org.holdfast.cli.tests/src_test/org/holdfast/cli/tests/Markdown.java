package org.holdfast.cli.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of Markdown as our documents use: headings, paragraphs, code, lists, tables, and in a line code, strong words and links. */
final class Markdown {
    private static final Pattern INLINE = Pattern.compile("`([^`]+)`|\\*\\*(.+?)\\*\\*|\\[([^\\]]+)\\]\\(([^)]+)\\)");

    private final List<String> lines;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private Markdown(List<String> lines) {
        this.lines = lines;
    }

    static String html(String text) {
        Markdown markdown = new Markdown(text.lines().toList());
        while (markdown.at < markdown.lines.size()) {
            markdown.block();
        }
        return markdown.out.toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void block() {
        String line = lines.get(at);
        if (line.isBlank()) {
            at++;
        } else if (line.startsWith("#")) {
            int level = line.indexOf(' ');
            out.append("<h").append(level).append('>').append(inline(line.substring(level + 1))).append("</h").append(level).append(">\n");
            at++;
        } else if (line.startsWith("```")) {
            at++;
            List<String> code = take(l -> !l.startsWith("```"));
            at++;
            code(code);
        } else if (line.startsWith("    ")) {
            List<String> code = take(l -> l.startsWith("    ") || l.isBlank());
            while (code.getLast().isBlank()) {
                code.removeLast();
            }
            code(code.stream().map(l -> l.isBlank() ? "" : l.substring(4)).toList());
        } else if (line.startsWith("- ")) {
            list(take(l -> l.startsWith("- ") || l.startsWith("  ")));
        } else if (line.startsWith("|")) {
            table(take(l -> l.startsWith("|")));
        } else {
            List<String> paragraph = take(l -> !l.isBlank() && !l.startsWith("```") && !l.startsWith("- ") && !l.startsWith("|"));
            out.append("<p>").append(inline(String.join(" ", paragraph))).append("</p>\n");
        }
    }

    private interface Condition {
        boolean holds(String line);
    }

    private List<String> take(Condition condition) {
        List<String> taken = new ArrayList<>();
        while (at < lines.size() && condition.holds(lines.get(at))) {
            taken.add(lines.get(at++));
        }
        return taken;
    }

    private void code(List<String> code) {
        out.append("<pre>").append(escaped(String.join("\n", code))).append("</pre>\n");
    }

    private void list(List<String> list) {
        List<String> items = new ArrayList<>();
        for (String l : list) {
            if (l.startsWith("- ")) {
                items.add(l.substring(2));
            } else {
                items.add(items.removeLast() + " " + l.strip());
            }
        }
        out.append("<ul>\n");
        items.forEach(i -> out.append("<li>").append(inline(i)).append("</li>\n"));
        out.append("</ul>\n");
    }

    private void table(List<String> rows) {
        out.append("<table>\n");
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).matches("[|\\s:-]+")) {
                String cell = i == 0 ? "th" : "td";
                out.append("<tr>");
                cells(rows.get(i)).forEach(c -> out.append('<').append(cell).append('>').append(inline(c)).append("</").append(cell).append('>'));
                out.append("</tr>\n");
            }
        }
        out.append("</table>\n");
    }

    /** A bar inside of code parts no cells. */
    private static List<String> cells(String row) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean code = false;
        for (char c : row.strip().substring(1).toCharArray()) {
            code ^= c == '`';
            if (c == '|' && !code) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        return cells;
    }

    private static String inline(String text) {
        Matcher m = INLINE.matcher(text);
        StringBuilder html = new StringBuilder();
        int from = 0;
        while (m.find()) {
            html.append(escaped(text.substring(from, m.start())));
            if (m.group(1) != null) {
                html.append("<code>").append(escaped(m.group(1))).append("</code>");
            } else if (m.group(2) != null) {
                html.append("<b>").append(inline(m.group(2))).append("</b>");
            } else {
                html.append("<a href=\"").append(m.group(4)).append("\">").append(inline(m.group(3))).append("</a>");
            }
            from = m.end();
        }
        return html.append(escaped(text.substring(from))).toString();
    }
}
