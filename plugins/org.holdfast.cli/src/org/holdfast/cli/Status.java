package org.holdfast.cli;

/** How a run ended, as the shell sees it. Of several files the one that is first in this list of precedence decides: 2, 1, 3, 0. */
public enum Status {
    AS_EXPECTED(0), FINDINGS(1),
    /** A file could not be read or understood, or the command line could not. */
    UNREADABLE(2),
    /** Nothing was found, but not everything was explored. */
    INCOMPLETE(3);

    private final int code;

    Status(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public Status and(Status other) {
        return rank() >= other.rank() ? this : other;
    }

    private int rank() {
        return switch (this) {
            case AS_EXPECTED -> 0;
            case INCOMPLETE -> 1;
            case FINDINGS -> 2;
            case UNREADABLE -> 3;
        };
    }
}
