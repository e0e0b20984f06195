package org.holdfast.lang.report;

/** Colours, or none. */
public enum Ink {
    PLAIN, COLOUR;

    /** What a piece of text is; what it looks like is decided here and nowhere else. */
    public enum Tone {
        ERROR("31;1"), WARNING("35;1"), INFORMATION("36"), EXPECTED("33"), GOOD("32"), STRONG("1"), FAINT("2");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    public String dye(Tone tone, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + tone.code + "m" + text + "\u001b[0m";
    }
}
