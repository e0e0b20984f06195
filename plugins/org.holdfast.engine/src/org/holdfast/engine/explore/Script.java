package org.holdfast.engine.explore;

import java.util.Arrays;

/**
 * The answers to the choices met inside one transition. A transition is run once for each script; {@link #advance} goes to the next
 * as an odometer does, so alternatives need no copies of the state.
 */
final class Script {
    int[] choices = new int[8];
    private int[] arity = new int[8];
    int length;
    private int at;

    void clear() {
        length = 0;
        at = 0;
    }

    void rewind() {
        at = 0;
    }

    /** Answers a choice between {@code n} alternatives. */
    int choose(int n) {
        if (n <= 1) {
            return 0;
        }
        if (at == length) {
            if (length == choices.length) {
                choices = Arrays.copyOf(choices, length * 2);
                arity = Arrays.copyOf(arity, length * 2);
            }
            choices[length++] = 0;
        }
        arity[at] = n;
        return choices[at++];
    }

    /** The next script in order, or false if this was the last. */
    boolean advance() {
        length = at;
        while (length > 0 && choices[length - 1] + 1 >= arity[length - 1]) {
            length--;
        }
        if (length == 0) {
            return false;
        }
        choices[length - 1]++;
        at = 0;
        return true;
    }

    void set(int[] given) {
        clear();
        if (choices.length < given.length) {
            choices = new int[given.length];
            arity = new int[given.length];
        }
        System.arraycopy(given, 0, choices, 0, given.length);
        length = given.length;
    }

    int[] copy() {
        return Arrays.copyOf(choices, at);
    }
}
