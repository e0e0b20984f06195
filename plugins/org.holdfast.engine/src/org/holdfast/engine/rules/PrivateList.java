package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Mutexes;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Protect;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Sections.Section;
import org.holdfast.engine.rule.Witness;

/**
 * What cannot be done while a list is walked under its lock is done behind the section: the walk moves the entries to a private list, and a second walk handles them.
 * Others may unlink an entry meanwhile; where they do, a mutex keeps them away until the entries are back.
 */
final class PrivateList {
    private static final Pattern ARGUMENTS = Pattern.compile("^\\s*\\w*for_each\\w*\\s*\\(([^;{]*?)\\)\\s*(?:\\{|$)", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern UNLINKS = Pattern.compile("list_(del|move|replace|cut)\\w*");
    private static final String TITLE = "Collect the entries on a private list and handle them after `%s`";

    private final Case c;
    private final Outline outline;
    private final Cause cause;
    private final Statement walk;
    private final boolean safe;
    private final String entry;
    private final String head;
    private final String member;

    private PrivateList(Case c, Cause cause, Statement walk, boolean safe, String[] args) {
        this.c = c;
        this.outline = c.outline();
        this.cause = cause;
        this.walk = walk;
        this.safe = safe;
        this.entry = args[0].strip();
        this.head = args[args.length - 2].strip();
        this.member = args[args.length - 1].strip();
    }

    /** Empty where the walk is of a kind that nothing can be moved out of. */
    static Optional<PrivateList> of(Case c, Cause cause, Statement walk) {
        Matcher m = ARGUMENTS.matcher(walk.text());
        String[] args = m.find() ? m.group(1).split(",") : new String[0];
        String name = walk.text().strip().replaceFirst("(?s)\\s*\\(.*", "");
        boolean safe = name.equals("list_for_each_entry_safe");
        boolean known = (safe || name.equals("list_for_each_entry")) && args.length == (safe ? 4 : 3) && c.outline().inBlock(walk);
        return known ? Optional.of(new PrivateList(c, cause, walk, safe, args)) : Optional.empty();
    }

    /** The section that the walk stands in under that lock, if any. */
    private Optional<Section> section(String lock) {
        return new Sections(outline).around(walk).stream().filter(s -> s.lock().equals(lock) && s.open().parent() == walk.parent()).findFirst();
    }

    /** For each place where the walk drops a lock and takes it again. */
    List<Repair> dropped() {
        List<Repair> out = new ArrayList<>();
        for (Statement release : outline.tree(walk)) {
            for (String lock : Sections.closes(release)) {
                List<Statement> after = outline.after(release);
                after.stream().filter(s -> Sections.opens(s).contains(lock)).findFirst().ifPresent(again -> section(lock)
                        .ifPresent(s -> out.addAll(repairs(s, after.subList(0, after.indexOf(again)), release, again))));
            }
        }
        return out;
    }

    /** For a statement of the walk's body that the lock of that section must not be held for. */
    List<Repair> deferred(Statement sleeps, Section section) {
        boolean fits = outline.inBlock(sleeps) && outline.isInside(sleeps, walk) && section.open().parent() == walk.parent();
        return fits ? repairs(section, List.of(sleeps), null, null) : List.of();
    }

    private List<Repair> repairs(Section section, List<Statement> deferred, Statement release, Statement again) {
        Statement body = outline.function(walk.function()).map(f -> outline.statement(f.body())).orElse(null);
        Statement top = body == null ? null : outline.children(body).stream().takeWhile(x -> x.form() == Form.DECLARATION).reduce((x, y) -> y).orElse(null);
        Range written = c.writtenHead(walk).orElse(null);
        if (top == null || written == null || deferred.isEmpty() || !deferred.stream().allMatch(x -> x.form() == Form.EXPRESSION)) {
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>();
        outline.in(walk.function()).forEach(s -> {
            names.addAll(s.reads());
            names.addAll(s.writes());
        });
        String list = unused("dropped", names);
        String next = unused("next", names);
        String node = "&" + entry + "->" + member;
        Statement first = release == null ? deferred.getFirst() : release;
        boolean unlinked = outline.before(first).stream().flatMap(x -> x.calls().stream())
                .anyMatch(x -> x.function().startsWith("list_del") && x.arguments().contains(node));
        boolean gone = deferred.stream().anyMatch(x -> x.calls().stream().anyMatch(y -> !y.effects().frees().isEmpty() || !y.effects().puts().isEmpty()));
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Insert(top.number(), true, "LIST_HEAD(" + list + ");" + (safe ? "" : "\n" + declaration(next))));
        if (!safe) {
            changes.add(new Change.Replace(written, "list_for_each_entry_safe(" + entry + ", " + next + ", " + head + ", " + member + ")"));
        }
        changes.add(new Change.Insert(first.number(), false, (unlinked ? "list_add_tail(" : "list_move_tail(") + node + ", &" + list + ");"));
        for (Statement s : new Statement[] {release, again}) {
            if (s != null) {
                changes.add(new Change.Delete(s.number()));
            }
        }
        StringBuilder second = new StringBuilder("list_for_each_entry_safe(" + entry + ", " + (safe ? second() : next) + ", &" + list + ", " + member + ") {");
        deferred.forEach(x -> changes.add(new Change.Delete(x.number())));
        deferred.forEach(x -> second.append("\n\t").append(Outline.code(x)));
        if (!unlinked && !gone) { // it was on the list before, and is to be there afterwards
            second.append("\n\t").append(Outline.code(section.open())).append("\n\tlist_move_tail(").append(node).append(", ").append(head).append(");\n\t")
                    .append(Outline.code(section.close()));
        }
        return combined(section, changes, second + "\n}");
    }

    private String second() {
        Matcher m = ARGUMENTS.matcher(walk.text());
        return m.find() ? m.group(1).split(",")[1].strip() : "";
    }

    private static String unused(String name, Set<String> names) {
        return names.contains(name) ? unused(name + "_", names) : name;
    }

    private String declaration(String next) {
        return declaration(next, entry, walk.function(), outline);
    }

    /** A second cursor, declared as the first is. */
    static String declaration(String next, String entry, String function, Outline outline) {
        Pattern declared = Pattern.compile("^\\s*((?:const\\s+)?struct\\s+\\w+)\\s*\\*.*\\b" + Pattern.quote(entry) + "\\b", Pattern.DOTALL);
        return outline.in(function).stream().filter(s -> s.form() == Form.DECLARATION).map(s -> declared.matcher(s.text())).filter(Matcher::find)
                .map(m -> m.group(1) + " *" + next + ";").findFirst().orElse("typeof(" + entry + ") " + next + ";");
    }

    /** With those who unlink kept away by a mutex the walker holds anyway, by another mutex of the scenario, or by a new one; at last alone. */
    private List<Repair> combined(Section section, List<Change> collect, String second) {
        Proposals out = new Proposals(cause);
        String title = TITLE.formatted(Outline.brief(section.close()));
        List<Change> alone = new ArrayList<>(collect);
        alone.add(new Change.Insert(section.close().number(), true, second));
        Map<Statement, Statement> rivals = rivals(section.lock());
        if (rivals.isEmpty()) {
            return out.add(Repair.Cost.PAIR, title, alone).list();
        }
        Set<String> held = heldByAll();
        Mutexes mutexes = new Mutexes(c);
        List<Mutexes.Choice> choices = new ArrayList<>(mutexes.present());
        choices.sort(java.util.Comparator.comparing(m -> !held.contains(m.name())));
        Set<String> functions = new LinkedHashSet<>(Set.of(walk.function()));
        rivals.keySet().forEach(s -> functions.add(s.function()));
        choices.add(mutexes.fresh(head.replaceAll("\\W+", "_").replaceFirst("^_", ""), functions));
        for (Mutexes.Choice mutex : choices) {
            List<Change> changes = new ArrayList<>(mutex.definition());
            boolean has = held.contains(mutex.name());
            if (!has) {
                changes.add(new Change.Insert(section.open().number(), false, mutex.take()));
            }
            changes.addAll(collect);
            changes.add(new Change.Insert(section.close().number(), true, has ? second : second + "\n" + mutex.release()));
            rivals.forEach((from, to) -> changes.addAll(Protect.wrapping(outline, from, to, mutex.take(), mutex.release())));
            out.add(Repair.Cost.PAIR, title + ", with `" + mutex.name() + "` against those who unlink them meanwhile", changes);
        }
        return out.add(Repair.Cost.PAIR, title, alone).list();
    }

    /** The sections of other functions under the lock in which something is taken off the list. */
    private Map<Statement, Statement> rivals(String lock) {
        Map<Statement, Statement> out = new LinkedHashMap<>();
        for (Statement s : outline.statements()) {
            boolean unlinks = s.calls().stream().anyMatch(x -> UNLINKS.matcher(x.function()).matches() && !x.arguments().isEmpty() && isNode(x));
            if (unlinks && !s.function().equals(walk.function()) && c.isReached(s)) {
                new Sections(outline).around(s).stream().filter(x -> x.lock().equals(lock)).findFirst()
                        .ifPresentOrElse(x -> out.putIfAbsent(x.open(), x.close()), () -> {
                            if (outline.inBlock(s)) {
                                out.putIfAbsent(s, s);
                            }
                        });
            }
        }
        return out;
    }

    private boolean isNode(Call call) {
        return call.arguments().getFirst().matches("&.+(->|\\.)" + Pattern.quote(member));
    }

    /** Mutexes that every run of the walk's function holds at its section, as far as was seen. */
    private Set<String> heldByAll() {
        Set<String> out = null;
        for (var use : c.result().locks()) {
            if (use instanceof org.holdfast.engine.explore.LockUse.Edge e && c.kind(e.held()) == LockKind.MUTEX
                    && c.path(e.site()).stream().anyMatch(s -> s.statement().function().equals(walk.function()))) {
                out = out == null ? new LinkedHashSet<>() : out;
                out.add(e.held());
            }
        }
        return out == null ? Set.of() : out;
    }

    /** The innermost walk that the statement stands in, or null. */
    static Statement around(Statement s, Outline outline) {
        return outline.ancestors(s).stream().filter(Witness::isWalk).findFirst().orElse(null);
    }
}
