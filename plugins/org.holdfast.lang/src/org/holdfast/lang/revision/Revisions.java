package org.holdfast.lang.revision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The revisions of a scenario in their order; the first is the base. */
public record Revisions(List<String> names) {
    public static final Revisions DEFAULT = new Revisions(List.of("base", "patch"));

    /** @throws IllegalArgumentException without any name, or with one twice */
    public Revisions {
        names = List.copyOf(names);
        if (names.isEmpty() || new LinkedHashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("revisions " + names);
        }
    }

    public String base() {
        return names.get(0);
    }

    /** The revisions that have a line with the given mark; {@code null} is no mark. */
    public Set<String> having(Mark mark) {
        Set<String> result = new LinkedHashSet<>();
        for (String name : names) {
            if (mark == null || mark.includes(name, base())) {
                result.add(name);
            }
        }
        return result;
    }

    /**
     * The shortest mark of a line that exactly these revisions have: none for all, {@code +} for all but the base, {@code -} for the base,
     * else the shorter of {@code +[…]} and {@code -[…]}. There is none for no revision at all, which is an error.
     */
    public String mark(Collection<String> revisions) {
        List<String> in = new ArrayList<>();
        List<String> out = new ArrayList<>();
        for (String name : names) {
            (revisions.contains(name) ? in : out).add(name);
        }
        if (in.isEmpty()) {
            throw new IllegalArgumentException("a line of no revision: " + revisions);
        }
        if (out.isEmpty()) {
            return "";
        }
        if (out.equals(List.of(base()))) {
            return "+";
        }
        if (in.equals(List.of(base()))) {
            return "-";
        }
        return in.size() <= out.size() ? "+[" + String.join(", ", in) + "]" : "-[" + String.join(", ", out) + "]";
    }
}
