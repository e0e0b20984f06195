package org.holdfast.lang.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;

/** Comments of the form {@code holdfast: allow RULE - reason} on the line of a finding: it is still shown, as information. */
final class Suppressions {
    private static final Pattern COMMENT = Pattern.compile("/\\*\\s*holdfast:\\s*allow\\s+([\\w-]+)\\s*(?:[-\u2013\u2014:]+\\s*(.*?))?\\s*\\*/");

    private final Map<Integer, List<Allowed>> lines = new TreeMap<>();

    /** One comment; {@code line} counts from 1. */
    static final class Allowed {
        final String rule;
        final String reason;
        final int line;
        final int offset;
        final int length;
        private boolean used;

        private Allowed(String rule, String reason, int line, Matcher at) {
            this.rule = rule;
            this.reason = reason;
            this.line = line;
            this.offset = at.start();
            this.length = at.end() - at.start();
        }

        boolean isUsed() {
            return used;
        }
    }

    /** @param text of the scenario file itself; comments in libraries concern whoever checks them */
    Suppressions(String text) {
        Matcher m = COMMENT.matcher(text);
        int line = 1;
        int from = 0;
        while (m.find()) {
            for (int i = from; i < m.start(); i++) {
                line += text.charAt(i) == '\n' ? 1 : 0;
            }
            from = m.start();
            lines.computeIfAbsent(line, k -> new ArrayList<>()).add(new Allowed(m.group(1), m.group(2) == null ? "" : m.group(2), line, m));
        }
    }

    List<Allowed> all() {
        return lines.values().stream().flatMap(List::stream).toList();
    }

    /** The finding as it is to be shown. A comment without a reason allows nothing. */
    Finding apply(String path, Finding f) {
        if (f.range() == null || !f.range().file().equals(path)) {
            return f;
        }
        for (Allowed a : lines.getOrDefault(f.range().line(), List.of())) {
            if (f.isCoveredBy(a.rule)) {
                a.used = true;
                if (!a.reason.isEmpty()) {
                    return new Finding(f.rule(), f.manifests(), Severity.INFORMATION, f.message() + " (allowed: " + a.reason + ")", f.range(), f.related(), f.trace(),
                            f.fixes(), f.witness());
                }
            }
        }
        return f;
    }
}
