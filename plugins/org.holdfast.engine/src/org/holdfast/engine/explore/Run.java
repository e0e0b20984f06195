package org.holdfast.engine.explore;

import java.util.Arrays;
import java.util.StringJoiner;

/** A run from the beginning of the program: the units that move, in order, and how each answers the choices it meets. */
record Run(int[] units, int[][] choices) {
    static final Run EMPTY = new Run(new int[0], new int[0][]);

    /** The answers where nothing is asked. */
    static int[] noChoice() {
        return EMPTY.units;
    }

    int length() {
        return units.length;
    }

    Run plus(int unit, int[] choice) {
        int n = units.length;
        int[] u = Arrays.copyOf(units, n + 1);
        int[][] c = Arrays.copyOf(choices, n + 1);
        u[n] = unit;
        c[n] = choice;
        return new Run(u, c);
    }

    Run without(int i) {
        int n = units.length;
        int[] u = new int[n - 1];
        int[][] c = new int[n - 1][];
        System.arraycopy(units, 0, u, 0, i);
        System.arraycopy(choices, 0, c, 0, i);
        System.arraycopy(units, i + 1, u, i, n - 1 - i);
        System.arraycopy(choices, i + 1, c, i, n - 1 - i);
        return new Run(u, c);
    }

    /** Its form in a {@link Trace}: {@code 0 0 64:1,0 3}. */
    String text() {
        StringJoiner text = new StringJoiner(" ");
        for (int i = 0; i < units.length; i++) {
            StringBuilder answers = new StringBuilder();
            for (int c : choices[i]) {
                answers.append(answers.isEmpty() ? ":" : ",").append(c);
            }
            text.add(units[i] + answers.toString());
        }
        return text.toString();
    }

    static Run parse(String text) {
        String[] moves = text.split(" ");
        int[] units = new int[moves.length];
        int[][] choices = new int[moves.length][];
        for (int i = 0; i < moves.length; i++) {
            String[] parts = moves[i].split("[:,]");
            units[i] = Integer.parseInt(parts[0]);
            choices[i] = Arrays.stream(parts).skip(1).mapToInt(Integer::parseInt).toArray();
        }
        return new Run(units, choices);
    }
}
