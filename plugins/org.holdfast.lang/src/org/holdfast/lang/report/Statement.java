package org.holdfast.lang.report;

import java.util.regex.Pattern;

/** The text of a statement as a line of an interleaving shows it: one line, without what only the compiler needs. */
public final class Statement {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    /** A declaration's specifiers and stars, before {@code name = value}. */
    private static final Pattern DECLARATION = Pattern.compile(
            "^(?:(?:struct|union|enum) \\w+ |(?:const|static|volatile|unsigned|signed|__rcu|(?!return\\b|goto\\b|case\\b)[a-z]\\w*) )+\\**\\s*(?=\\w+ = )|"
                    + "^(?:struct \\w+|\\w+) \\*+\\s*(?=\\w+ = )");
    private static final Pattern HEADED = Pattern.compile("^(?:if|while|for|switch|scoped_guard|\\w*for_each\\w*) ?\\(");
    /** A patch mark at the beginning of a further line. */
    private static final Pattern MARK = Pattern.compile("\n[+-](?:\\[[^\\]\n]*\\])?");

    private Statement() {
    }

    public static String line(String source) {
        String text = Wrap.squeeze(MARK.matcher(COMMENT.matcher(source).replaceAll(" ")).replaceAll("\n "));
        text = header(text);
        text = DECLARATION.matcher(text).replaceFirst("");
        while (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1).stripTrailing();
        }
        return text;
    }

    /** Without the body, where there is one. */
    private static String header(String text) {
        if (!HEADED.matcher(text).find()) {
            return text;
        }
        int depth = 0;
        for (int i = text.indexOf('('); i >= 0 && i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return text.substring(0, i + 1);
            }
        }
        return text;
    }
}
