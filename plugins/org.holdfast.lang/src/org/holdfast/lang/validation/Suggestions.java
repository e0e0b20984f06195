package org.holdfast.lang.validation;

import java.util.Collection;

/** "Did you mean": the nearest of the names there are. */
public final class Suggestions {
    private static final int LONGEST = 64;

    private Suggestions() {
    }

    /** {@code " (did you mean x?)"}, or nothing. */
    public static String of(String name, Collection<String> candidates) {
        String nearest = nearest(name, candidates);
        return nearest == null ? "" : " (did you mean " + nearest + "?)";
    }

    /** A message without its suggestion. */
    public static String strip(String message) {
        int start = message.indexOf(" (did you mean ");
        int end = start < 0 ? -1 : message.indexOf("?)", start);
        return end < 0 ? message : message.substring(0, start) + message.substring(end + 2);
    }

    /** The candidate that differs least, the first of several; null if none is near. */
    public static String nearest(String name, Collection<String> candidates) {
        if (name.length() < 2 || name.length() > LONGEST) {
            return null;
        }
        int best = Math.max(1, name.length() / 3) + 1;
        String nearest = null;
        for (String candidate : candidates) {
            if (Math.abs(candidate.length() - name.length()) < best && candidate.length() <= LONGEST && !candidate.equals(name)
                    && Character.toLowerCase(candidate.charAt(0)) == Character.toLowerCase(name.charAt(0))) {
                int distance = distance(name, candidate, best);
                if (distance < best) {
                    best = distance;
                    nearest = candidate;
                }
            }
        }
        return nearest;
    }

    /** Insertions, deletions, replacements and swaps of neighbours that make one of the other (optimal string alignment). */
    static int distance(String a, String b, int limit) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int least = Integer.MAX_VALUE;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
                least = Math.min(least, d[i][j]);
            }
            if (least > limit) {
                return least;
            }
        }
        return d[a.length()][b.length()];
    }
}
