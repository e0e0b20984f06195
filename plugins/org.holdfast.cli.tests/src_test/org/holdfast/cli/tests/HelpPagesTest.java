package org.holdfast.cli.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rules.Rules;
import org.holdfast.lang.report.RulePage;
import org.junit.jupiter.api.Test;

/**
 * The pages of help that are made from something else are as new as that: one for each rule from its card, the language from its document.
 * {@code -Dholdfast.golden=write} makes them anew.
 */
class HelpPagesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Path DOC = ROOT.resolve("plugins/org.holdfast.doc");
    private static final boolean WRITE = "write".equals(System.getProperty("holdfast.golden"));
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"#:]*)(#[^\"]*)?\"");

    private static List<Card> cards() {
        return Rules.ALL.stream().map(Rule::card).toList();
    }

    private static String page(String title, String up, String body) {
        return "<!DOCTYPE html>\n<html><head><meta charset=\"UTF-8\"><title>" + title + "</title><link rel=\"stylesheet\" href=\"" + up
                + "holdfast.css\"></head><body>\n" + body + "</body></html>\n";
    }

    /** Everything that is made, by its path in the bundle. */
    private static Map<String, String> made() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        StringBuilder index = new StringBuilder("<h1>Rules</h1>\n");
        StringBuilder toc = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?NLS TYPE=\"org.eclipse.help.toc\"?>\n"
                + "<toc label=\"Rules\" link_to=\"toc.xml#rules\">\n");
        for (Card.Group group : Card.Group.values()) {
            List<Card> own = cards().stream().filter(c -> c.group() == group).toList();
            if (!own.isEmpty()) {
                String name = group.name().charAt(0) + group.name().substring(1).toLowerCase(Locale.ROOT);
                index.append("<h2>").append(name).append("</h2>\n<table>\n");
                toc.append("  <topic label=\"").append(name).append("\">\n");
                for (Card c : own) {
                    pages.put("html/rules/" + c.id() + ".html", page(c.id(), "../", RulePage.html(c)));
                    index.append("<tr><td><a href=\"").append(c.id()).append(".html\">").append(c.id()).append("</a></td><td>").append(Markdown.escaped(c.title()))
                            .append("</td></tr>\n");
                    toc.append("    <topic label=\"").append(c.id()).append("\" href=\"html/rules/").append(c.id()).append(".html\"/>\n");
                }
                index.append("</table>\n");
                toc.append("  </topic>\n");
            }
        }
        pages.put("html/rules/index.html", page("Rules", "../", index.toString()));
        pages.put("rules.xml", toc.append("</toc>\n").toString());
        pages.put("html/language.html", page("The scenario language", "", Markdown.html(Files.readString(ROOT.resolve("docs/language.md")))));
        return pages;
    }

    @Test
    void pagesAreAsNewAsWhatTheyAreMadeFrom() throws IOException {
        Map<String, String> made = made();
        if (WRITE) {
            try (Stream<Path> old = Files.list(DOC.resolve("html/rules"))) {
                for (Path p : old.toList()) {
                    Files.delete(p);
                }
            }
            for (Map.Entry<String, String> e : made.entrySet()) {
                Files.writeString(DOC.resolve(e.getKey()), e.getValue());
            }
        }
        for (Map.Entry<String, String> e : made.entrySet()) {
            Path file = DOC.resolve(e.getKey());
            assertEquals(e.getValue(), Files.exists(file) ? Files.readString(file) : "", file + " (made anew with -Dholdfast.golden=write)");
        }
        try (Stream<Path> rules = Files.list(DOC.resolve("html/rules"))) {
            List<String> surplus = rules.map(p -> "html/rules/" + p.getFileName()).filter(p -> !made.containsKey(p)).toList();
            assertEquals(List.of(), surplus, "pages of rules that are no more");
        }
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        try (Stream<Path> files = Files.walk(DOC)) {
            for (Path page : files.filter(p -> p.toString().matches(".*\\.(html|xml)") && !p.endsWith("pom.xml")).sorted().toList()) {
                Matcher link = LINK.matcher(Files.readString(page));
                while (link.find()) {
                    String to = link.group(1);
                    Path target = to.isEmpty() ? page : to.startsWith("/org.holdfast.doc/") ? DOC.resolve(to.substring("/org.holdfast.doc/".length()))
                            : page.getParent().resolve(to);
                    assertTrue(Files.exists(target), page + " leads to " + to);
                    if (link.group(2) != null && target.toString().endsWith(".html")) {
                        assertTrue(Files.readString(target).contains("id=\"" + link.group(2).substring(1) + "\""), page + " leads to " + to + link.group(2));
                    }
                }
            }
        }
    }

    /** What is said to be a view, command, perspective or wizard is one. */
    @Test
    void namesOfTheWorkbenchAreRight() throws Exception {
        String plugin = Files.readString(ROOT.resolve("plugins/org.holdfast.ui/plugin.xml"));
        for (String file : List.of("cheatsheets/nfsd.xml", "contexts.xml", "plugin.xml", "toc.xml", "rules.xml")) {
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(DOC.resolve(file).toFile());
            Matcher id = Pattern.compile("org\\.holdfast\\.ui\\.[\\w.]+").matcher(Files.readString(DOC.resolve(file)));
            while (id.find()) {
                assertTrue(plugin.contains("id=\"" + id.group() + "\""), file + " names " + id.group());
            }
        }
        Matcher context = Pattern.compile("context id=\"(\\w+)\"").matcher(Files.readString(DOC.resolve("contexts.xml")));
        while (context.find()) {
            assertTrue(plugin.contains("org.holdfast.ui.views." + context.group(1)), context.group(1));
        }
    }

    @Test
    void markdown() {
        assertEquals("""
                <h1>A</h1>
                <p>One <code>a &lt; b</code> and <b>two</b>, <a href="x.html">three</a>.</p>
                <pre>x
                 y</pre>
                <ul>
                <li>first more</li>
                <li>second</li>
                </ul>
                <table>
                <tr><th>a</th><th>b</th></tr>
                <tr><td><code>x|y</code></td><td>2</td></tr>
                </table>
                """, Markdown.html("""
                # A

                One `a < b` and **two**,
                [three](x.html).

                    x
                     y

                - first
                  more
                - second

                | a | b |
                | --- | --- |
                | `x|y` | 2 |
                """));
    }
}
