package org.holdfast.lang.report;

import java.util.Arrays;
import java.util.Locale;
import org.holdfast.engine.rule.Card;

/** What a rule says of itself, as a page to read. */
public final class RulePage {
    private RulePage() {
    }

    /** In lines as wide as everything we write. */
    public static String text(Card c) {
        StringBuilder out = new StringBuilder();
        out.append(c.id()).append(": ").append(c.title()).append('\n');
        out.append("(").append(kind(c)).append(")\n\n");
        out.append(Wrap.paragraphs(c.why())).append("\nFails:\n\n").append(Wrap.indent(c.failing(), 4));
        if (!c.passing().isEmpty()) {
            out.append('\n').append(Wrap.paragraphs(mended(c))).append('\n').append(Wrap.indent(c.passing(), 4));
        }
        return out.toString();
    }

    /** As the body of a page of help: what stands between {@code <body>} and {@code </body>}. */
    public static String html(Card c) {
        StringBuilder out = new StringBuilder();
        out.append("<h1>").append(escaped(c.id())).append("</h1>\n<p><b>").append(sentence(c.title())).append("</b></p>\n<p class=\"kind\">").append(sentence(kind(c)))
                .append("</p>\n");
        Arrays.stream(c.why().strip().split("\\n\\s*\\n")).forEach(p -> out.append("<p>").append(escaped(Wrap.squeeze(p))).append("</p>\n"));
        out.append("<h2>Fails</h2>\n<pre>").append(escaped(c.failing().stripTrailing())).append("</pre>\n");
        if (!c.passing().isEmpty()) {
            out.append("<h2>").append(escaped(mended(c).replace(":", ""))).append("</h2>\n<pre>").append(escaped(c.passing().stripTrailing())).append("</pre>\n");
        }
        return out.toString();
    }

    private static String mended(Card c) {
        return c.fixTitle().isEmpty() ? "Mended:" : "Mended (" + c.fixTitle() + "):";
    }

    private static String kind(Card c) {
        return c.group().name().toLowerCase(Locale.ROOT) + ", " + c.severity().name().toLowerCase(Locale.ROOT) + ", " + switch (c.evidence()) {
            case FLOW -> "from each thread's control flow alone";
            case EXPLORE -> "from the exploration of all interleavings";
            case BOTH -> "from control flow, and from the exploration of all interleavings";
        };
    }

    private static String sentence(String text) {
        return escaped(Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : "."));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
