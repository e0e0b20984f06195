package org.holdfast.lang.check;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rules.Rules;
import org.holdfast.lang.validation.RuleIds;

/**
 * How much rules count for, where that is not what they say themselves. A project says so in a file {@value #FILE} in the scenario's folder or the nearest one
 * above it, with lines {@code severity.RULE = error|warning|information}; what is asked for with a check goes before that.
 *
 * @param mistakes what was written there and makes no sense, as sentences
 */
public record Severities(Map<String, Severity> byRule, List<String> mistakes) {
    static final String FILE = "holdfast.properties";
    private static final String KEY = "severity.";
    public static final Severities AS_THEY_ARE = new Severities(Map.of(), List.of());

    public Severities {
        byRule = Map.copyOf(byRule);
        mistakes = List.copyOf(mistakes);
    }

    /** {@code RULE=LEVEL,RULE=LEVEL}. */
    public static Severities parse(String text) {
        Map<String, String> entries = new TreeMap<>();
        for (String entry : text.split(",")) {
            int equals = entry.indexOf('=');
            entries.put(entry.substring(0, Math.max(0, equals)).strip(), entry.substring(equals + 1).strip());
        }
        return of(entries, "");
    }

    private static Severities of(Map<String, String> entries, String where) {
        Map<String, Severity> found = new TreeMap<>();
        List<String> mistakes = new ArrayList<>();
        entries.forEach((rule, level) -> {
            List<String> levels = List.of("error", "warning", "information");
            if (!RuleIds.ALL.contains(rule)) {
                mistakes.add(where + "there is no rule '" + rule + "'");
            } else if (!levels.contains(level)) {
                mistakes.add(where + "the severity of " + rule + " is error, warning or information, not '" + level + "'");
            } else {
                found.put(rule, Severity.valueOf(level.toUpperCase(Locale.ROOT)));
            }
        });
        return new Severities(found, mistakes);
    }

    /** What the project of a file says. */
    static Severities ofProject(Path file) {
        for (Path folder = file.toAbsolutePath().normalize().getParent(); folder != null; folder = folder.getParent()) {
            Path settings = folder.resolve(FILE);
            if (Files.isRegularFile(settings)) {
                return read(settings);
            }
        }
        return AS_THEY_ARE;
    }

    private static Severities read(Path settings) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(settings)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            return new Severities(Map.of(), List.of(settings.getFileName() + " cannot be read: " + e.getMessage()));
        }
        Map<String, String> entries = new TreeMap<>();
        properties.stringPropertyNames().stream().filter(k -> k.startsWith(KEY)).forEach(k -> entries.put(k.substring(KEY.length()), properties.getProperty(k).strip()));
        return of(entries, settings.getFileName() + ": ");
    }

    /** These, and where they say nothing the others. */
    Severities over(Severities others) {
        Map<String, Severity> all = new TreeMap<>(others.byRule);
        all.putAll(byRule);
        List<String> said = new ArrayList<>(others.mistakes);
        said.addAll(mistakes);
        return new Severities(all, said);
    }

    Finding apply(Finding f) {
        // What a rule itself counts for less than usual, or what was allowed, stays so.
        boolean usual = Rules.card(f.rule()).map(c -> c.severity() == f.severity()).orElse(true);
        Severity s = usual ? byRule.getOrDefault(f.rule(), f.severity()) : f.severity();
        return s == f.severity() ? f : new Finding(f.rule(), f.manifests(), s, f.message(), f.range(), f.related(), f.trace(), f.fixes(), f.witness());
    }

    Report.Problem apply(Report.Problem p) {
        Severity s = byRule.getOrDefault(p.id(), p.severity());
        return s == p.severity() ? p : new Report.Problem(p.id(), s, p.message(), p.range(), p.revisions());
    }
}
