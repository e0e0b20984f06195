package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Function;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

/**
 * Who uses an object found it through a pointer that it looked at under a lock, and who freed it never cleared that pointer: it has to, under that lock, before it frees.
 */
final class ClearFirst {
    private static final Pattern TESTED = Pattern.compile("\\(\\s*!*\\s*([A-Za-z_][\\w>.\\-]*)\\s*\\)$");
    private static final Pattern POINTED = Pattern.compile("[^()]*(?:->|\\.)\\w+\\(([^()]+)\\);?");
    private static final Pattern WORD = Pattern.compile("(?<![\\w.>])[A-Za-z_]\\w*");

    /** The pointer and the lock it is looked at under, in words that mean the same in every thread. */
    private record Way(String pointer, String lock, String open) {
    }

    private final String rule;
    private final Case c;
    private final Witness w;

    private ClearFirst(String rule, Case c, Witness w) {
        this.rule = rule;
        this.c = c;
        this.w = w;
    }

    /** @param rule the id of the cause that is named */
    static List<Repair> of(String rule, Symptom symptom, Case c) {
        return Witness.lifetime(symptom, c).filter(w -> symptom.finding().rule().equals("use-after-free"))
                .filter(w -> w.freed().isPresent() && !w.freed().get().thread().equals(w.violation().thread())).map(w -> new ClearFirst(rule, c, w).repairs()).orElse(List.of());
    }

    private List<Repair> repairs() {
        List<Repair> out = new ArrayList<>();
        List<Way> ways = ways();
        for (Spot free : ways.isEmpty() ? List.<Spot>of() : frees()) {
            for (Way way : ways) {
                String clear = way.pointer() + " = NULL";
                Cause cause = new Cause(rule, "`%s` frees what %s still finds by way of `%s`; clear that first, under `%s`".formatted(free.text(), w.violation().thread(),
                        way.pointer(), way.lock()), free.range());
                out.addAll(new Proposals(cause).insert("Clear first: `%s` under `%s` before `%s`".formatted(clear, way.lock(), free.text()), free.statement(), false,
                        call(way.open(), way.lock()) + "\n" + clear + ";\n" + call(unlock(way.open()), way.lock())).list());
            }
        }
        return out;
    }

    private static String call(String function, String lock) {
        return function + "(" + lock + ");";
    }

    /** Where the object was freed, from the thread inwards: the place that knows the pointer's owner is rather outside. */
    private List<Spot> frees() {
        return w.backwards().stream().filter(e -> w.thread(e).equals(w.freed().get().thread()) && e.note().equals("freed")).findFirst().map(Event::site)
                .map(site -> c.path(site).stream().filter(s -> c.outline().inBlock(s.statement())).toList()).orElse(List.of());
    }

    private List<Way> ways() {
        List<Way> out = new ArrayList<>();
        List<Spot> path = w.path();
        for (int level = path.size() - 1; level >= 0; level--) {
            Statement use = path.get(level).statement();
            for (Statement check : checks(use)) {
                Matcher m = TESTED.matcher(Outline.head(check));
                String pointer = m.find() ? origin(m.group(1), check) : "";
                for (Sections.Section s : pointer.isEmpty() ? List.<Sections.Section>of() : new Sections(c.outline()).around(check)) {
                    Call open = s.open().calls().stream().filter(x -> x.effects().acquires().contains(s.lock())).findFirst().orElse(null);
                    if (open != null && open.library() && s.close().range().offset() > use.range().offset()) {
                        Optional<String> lock = global(path, level, s.lock());
                        global(path, level, pointer).filter(p -> lock.isPresent()).ifPresent(p -> out.add(new Way(p, lock.get(), exclusive(open.function()))));
                    }
                }
            }
        }
        return out.stream().distinct().toList();
    }

    private List<Statement> checks(Statement use) {
        List<Statement> out = new ArrayList<>();
        for (Statement s : c.outline().ancestors(use)) {
            if (s.form() == Form.IF) {
                out.add(s);
            }
            c.outline().before(s).stream().filter(x -> x.form() == Form.IF).forEach(out::add);
        }
        return out;
    }

    /** What a local was read from. */
    private String origin(String pointer, Statement check) {
        Pattern from = Pattern.compile("(?<!\\w)" + Pattern.quote(pointer) + "\\s*=\\s*(?:READ_ONCE\\()?([A-Za-z_][\\w>.\\-]*)\\)?\\s*(?:;|$)");
        return c.outline().in(check.function()).stream().filter(s -> s.range().offset() < check.range().offset() && (s.form() == Form.EXPRESSION || s.form() == Form.DECLARATION))
                .map(s -> from.matcher(s.text())).filter(Matcher::find).map(m -> m.group(1)).reduce((a, b) -> b).orElse(pointer);
    }

    /** The expression with parameters replaced by what was passed for them, up to the thread; empty where a local is left. */
    private Optional<String> global(List<Spot> path, int level, String expression) {
        String out = expression;
        for (int i = level; i >= 0; i--) {
            Function f = c.outline().function(path.get(i).statement().function()).orElse(null);
            List<String> arguments = i == 0 ? List.of() : arguments(path.get(i - 1));
            List<String> parameters = f == null ? List.of() : f.parameters();
            if (!parameters.isEmpty() && arguments.size() == parameters.size()) {
                out = WORD.matcher(out).replaceAll(m -> Matcher.quoteReplacement(parameters.contains(m.group()) ? arguments.get(parameters.indexOf(m.group())) : m.group()));
            } else if (!parameters.isEmpty()) {
                return Optional.empty();
            }
        }
        Set<String> globals = Set.copyOf(c.program().globals().stream().map(g -> g.name()).toList());
        return WORD.matcher(out).results().allMatch(m -> globals.contains(m.group())) ? Optional.of(out) : Optional.empty();
    }

    /** A call through a pointer is none of the outline's calls, so its arguments are read off the text. */
    private static List<String> arguments(Spot spot) {
        Matcher m = POINTED.matcher(spot.statement().text().strip());
        return spot.call() != null ? spot.call().arguments() : m.matches() ? List.of(m.group(1).split("\\s*,\\s*")) : List.of();
    }

    private static String exclusive(String open) {
        return open.replaceFirst("^read_lock", "write_lock").replaceFirst("^down_read.*", "down_write").replaceFirst("_irqsave$", "_irq");
    }

    private static String unlock(String open) {
        return open.startsWith("down_") ? open.replaceFirst("down_", "up_") : open.replaceFirst("_lock", "_unlock");
    }
}
