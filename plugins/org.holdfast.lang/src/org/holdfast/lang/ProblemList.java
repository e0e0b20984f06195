package org.holdfast.lang;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.revision.MarkedText;
import org.holdfast.lang.revision.Revisions;
import org.holdfast.lang.validation.Found;
import org.holdfast.lang.validation.Suggestions;

/** Gathers what is wrong in each revision: what is the same in several is one problem. */
final class ProblemList {
    /** Nobody reads more; the last one says that there were more. */
    private static final int LIMIT = 200;

    private final String path;
    private final MarkedText text;
    private final Revisions revisions;
    private final Map<Found, Set<String>> problems = new LinkedHashMap<>();
    /** A problem as it is shown, by the problem without its suggestion: revisions may suggest different things. */
    private final Map<Found, Found> shown = new HashMap<>();

    ProblemList(String path, MarkedText text, Revisions revisions) {
        this.path = path;
        this.text = text;
        this.revisions = revisions;
    }

    void add(Found problem, Collection<String> in) {
        Found plain = new Found(problem.id(), problem.severity(), Suggestions.strip(problem.message()), problem.offset(), problem.length());
        problems.computeIfAbsent(shown.computeIfAbsent(plain, p -> problem), p -> new LinkedHashSet<>()).addAll(in);
    }

    /** A problem of the text as such. */
    void add(Found problem) {
        add(problem, revisions.names());
    }

    List<Problem> sorted() {
        List<Map.Entry<Found, Set<String>>> entries = new ArrayList<>(problems.entrySet());
        entries.sort(Comparator.comparing(Map.Entry::getKey, Comparator.comparingInt(Found::offset).thenComparing(Found::severity)));
        List<Problem> result = new ArrayList<>();
        for (var entry : entries) {
            if (result.size() == LIMIT) {
                result.add(problem(new Found("too-many-problems", Severity.ERROR, (entries.size() - LIMIT) + " more problems are not shown",
                        entry.getKey().offset(), 0), Set.copyOf(revisions.names())));
                break;
            }
            result.add(problem(entry.getKey(), entry.getValue()));
        }
        return result;
    }

    private Problem problem(Found found, Set<String> in) {
        return new Problem(found.id(), found.severity(), found.message(), Ranges.of(path, text, found.offset(), found.length()),
                revisions.names().stream().filter(in::contains).toList());
    }
}
