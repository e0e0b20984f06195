package org.holdfast.lang.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.check.Report.Problem;

/** Comments of the form {@code holdfast: allow RULE - reason} on the line of a finding or a warning: it is still shown, as information. */
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
        String reason = reason(path, f.range(), f::isCoveredBy);
        return reason.isEmpty() ? f : new Finding(f.rule(), f.manifests(), Severity.INFORMATION, allowed(f.message(), reason), f.range(), f.related(), f.trace(), f.fixes(),
                f.witness());
    }

    /** The problem as it is to be shown. What is no text of the language cannot be allowed, so errors stay. */
    Problem apply(String path, Problem p) {
        String reason = p.severity() == Severity.ERROR ? "" : reason(path, p.range(), p.id()::equals);
        return reason.isEmpty() ? p : new Problem(p.id(), Severity.INFORMATION, allowed(p.message(), reason), p.range(), p.revisions());
    }

    private static String allowed(String message, String reason) {
        return message + " (allowed: " + reason + ")";
    }

    /** Why what is reported at the range is allowed; empty where it is not. */
    private String reason(String path, Range range, Predicate<String> covers) {
        if (range == null || !range.file().equals(path)) {
            return "";
        }
        for (Allowed a : lines.getOrDefault(range.line(), List.of())) {
            if (covers.test(a.rule)) {
                a.used = true;
                if (!a.reason.isEmpty()) {
                    return a.reason;
                }
            }
        }
        return "";
    }
}
