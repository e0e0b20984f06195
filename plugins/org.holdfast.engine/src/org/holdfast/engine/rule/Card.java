package org.holdfast.engine.rule;

/**
 * What a rule says of itself; its tests, {@code holdfast explain} and its help page are made from this.
 *
 * @param id       public name, as in RULES: lower case with hyphens
 * @param title    one line: what it reports
 * @param why      a paragraph or two: why it matters and how to think about it
 * @param failing  a complete scenario with exactly this finding in its newest revision; the statement to blame is underlined by a comment line
 *                 {@code // ^^^^ rule-id: message part} below it
 * @param fixTitle title of the fix that turns {@code failing} into {@code passing}, or empty where the rule offers none
 * @param passing  the scenario mended, to the byte what the fix makes of {@code failing} (without the underline comment)
 */
public record Card(String id, Group group, Severity severity, Evidence evidence, String title, String why, String failing, String fixTitle,
        String passing) {
    public enum Group {
        LOCKING, LIFETIME, PROTOCOL, SCENARIO
    }

    /** Whether a single thread's control flow suffices to see it, or interleavings are needed. */
    public enum Evidence {
        FLOW, EXPLORE, BOTH
    }
}
