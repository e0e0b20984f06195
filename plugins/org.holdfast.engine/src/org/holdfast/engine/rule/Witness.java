package org.holdfast.engine.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.explore.Trace;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Outline.Spot;

/** Reads the run that leads to a violation: who did what before it, and on which statements. */
public final class Witness {
    /** What goes wrong with memory; the causes of lifetime are sought for these. */
    public static final Set<String> LIFETIME = Set.of("use-after-free", "double-free", "cache-in-use", "active-object-freed", "held-lock-freed",
            "bad-pointer", "null-dereference", "list-corruption", "refcount-underflow", "get-on-zero", "unlock-not-held");

    private static final Pattern NAMES = Pattern.compile("[A-Za-z_]\\w*(?:(?:->|\\.)\\w+)*");

    private final Case c;
    private final Violation violation;
    private final Trace trace;
    private final int column;

    private Witness(Case c, Violation violation) {
        this.c = c;
        this.violation = violation;
        this.trace = violation.trace();
        this.column = Case.column(trace, violation.thread());
    }

    /** Empty for symptoms without a run, and for those that are not about memory. */
    public static Optional<Witness> lifetime(Symptom s, Case c) {
        return of(s, c).filter(w -> LIFETIME.contains(w.violation.rule()));
    }

    public static Optional<Witness> of(Symptom s, Case c) {
        return s.violation() == null || s.violation().trace() == null ? Optional.empty() : Optional.of(new Witness(c, s.violation()));
    }

    public Violation violation() {
        return violation;
    }

    public Trace trace() {
        return trace;
    }

    /** Column of the thread to which it happened, -1 if it is none of the trace. */
    public int column() {
        return column;
    }

    public String thread(Event e) {
        return trace.threads().get(e.thread());
    }

    /** Levels of inlining that lead to the step that failed. */
    public List<Spot> path() {
        return c.path(violation.site());
    }

    public List<Spot> path(Event e) {
        return c.path(e.site());
    }

    /** Where the object was freed, as the exploration says, or empty. */
    public Optional<Violation.Related> freed() {
        return violation.related().stream().filter(r -> r.role().equals("freed")).findFirst();
    }

    /** Whether it happened to an execution that is no thread of the scenario, nor init or finally. */
    public boolean isCallback() {
        return isCallback(violation.thread());
    }

    public boolean isCallback(String thread) {
        String name = thread.replaceFirst("#\\d+$", "");
        return c.program().threads().stream().noneMatch(t -> t.name().equals(name)) && !Set.of("init", "finally", "end").contains(name);
    }

    /** Events before the failing step, latest first. */
    public List<Event> backwards() {
        List<Event> all = trace.steps();
        int end = !all.isEmpty() && all.getLast().thread() == column ? all.size() - 1 : all.size();
        return all.subList(0, end).reversed();
    }

    /** Whether another thread than that of {@code e} did anything after it. */
    public boolean overtaken(Event e) {
        boolean after = false;
        for (Event x : trace.steps()) {
            after |= x == e;
            if (after && x.thread() != e.thread()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether another thread has a lock of the class at some time while the failing one is between the two statements of one block. If none has, the same run is
     * possible with the lock taken there.
     */
    public boolean isContended(Statement first, Statement last, String lockClass) {
        List<Event> all = trace.steps();
        int from = -1;
        int to = -1;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).thread() == column && path(all.get(i)).stream().anyMatch(s -> isBetween(s.statement(), first, last))) {
                from = from < 0 ? i : from;
                to = i;
            }
        }
        if (from < 0) {
            return true; // it does not get there, so nothing is known
        }
        boolean contended = all.get(from).thread() == column && all.get(from).held().contains(lockClass);
        for (int t = 0; t < trace.threads().size(); t++) {
            boolean held = false;
            for (int i = 0; i <= to && t != column; i++) {
                Event e = all.get(i);
                if (e.thread() == t) {
                    contended |= held && i >= from; // it had it until now
                    held = e.held().contains(lockClass);
                    contended |= held && i >= from;
                }
            }
            contended |= held;
        }
        return contended || c.program().threads().stream().anyMatch(x -> x.cpu() != null); // an interrupt that is kept off waits for no lock
    }

    private boolean isBetween(Statement s, Statement first, Statement last) {
        return c.outline().ancestors(s).stream()
                .anyMatch(x -> x.parent() == first.parent() && x.number() >= first.number() && x.number() <= last.number());
    }

    /** The distinct spots of events that pass {@code test}, with every level of inlining, latest first and innermost first. */
    public List<Spot> spots(java.util.function.Predicate<Event> which, java.util.function.Predicate<Spot> test) {
        Set<Spot> out = new LinkedHashSet<>();
        for (Event e : backwards()) {
            if (which.test(e)) {
                path(e).reversed().stream().filter(test).forEach(out::add);
            }
        }
        return new ArrayList<>(out);
    }

    /** Whether the spot is a call that does little else than drop a reference, complete or wake. */
    public boolean isPut(Spot spot) {
        // refcount_dec_if_one() makes its caller the only owner, percpu_ref_kill() begins a wait: neither gives away what others wait for.
        return spot.call() != null && !spot.call().function().matches(".*(_if_one|percpu_ref_kill.*)") && (!spot.call().effects().puts().isEmpty() || spot.call().effects().wakes()) && spot.call().effects().gets().isEmpty()
                && isSmall(spot.call());
    }

    /** Whether the spot is a call that does little else than take a reference. */
    public boolean isGet(Spot spot) {
        return spot.call() != null && !spot.call().effects().gets().isEmpty() && spot.call().effects().puts().isEmpty()
                && spot.call().effects().frees().isEmpty() && isSmall(spot.call());
    }

    /** Whether the spot is a call that does little else than free. */
    public boolean isFree(Spot spot) {
        return spot.call() != null && !spot.call().effects().frees().isEmpty() && isSmall(spot.call());
    }

    /** Effects are inherited from what a function calls; who calls many things is not named after one of them. */
    private boolean isSmall(Call call) {
        Outline outline = c.outline();
        return call.library() || outline.function(call.function()).map(f -> outline.statement(f.body())).map(body -> outline.tree(body).size() <= 5).orElse(true);
    }

    /**
     * The expressions through which a spot may have reached what failed, as texts: what its statement dereferences, and what it hands to the call
     * that leads on.
     */
    public static Set<String> pointers(Spot spot) {
        Set<String> out = new LinkedHashSet<>();
        if (spot.call() != null) {
            for (String argument : spot.call().arguments()) {
                if (!argument.startsWith("&")) {
                    collect(NAMES, argument.replaceAll("\\s+", ""), out);
                }
                dereferenced(argument.replaceAll("\\s+", ""), out);
            }
        }
        dereferenced(Outline.head(spot.statement()).replaceAll("\\s+", " ").replaceAll(" ?(->|\\.|\\[) ?", "$1"), out);
        return out;
    }

    private static void collect(Pattern pattern, String text, Set<String> out) {
        Matcher m = pattern.matcher(text);
        while (m.find()) {
            out.add(m.group());
        }
    }

    /** Of a chain of members each part that an arrow or an index follows. */
    private static void dereferenced(String text, Set<String> out) {
        Matcher chain = NAMES.matcher(text);
        while (chain.find()) {
            String all = chain.group();
            for (int arrow = all.indexOf("->"); arrow >= 0; arrow = all.indexOf("->", arrow + 2)) {
                out.add(all.substring(0, arrow));
            }
            if (text.startsWith("->", chain.end()) || text.startsWith("[", chain.end())) {
                out.add(all);
            }
        }
    }

    /** Whether the text mentions one of the expressions as a whole. */
    public static boolean mentions(String text, Set<String> expressions) {
        String squeezed = text.replaceAll("\\s*(->|\\.)\\s*", "$1");
        return expressions.stream().anyMatch(e -> Pattern.compile("(?<![\\w.>])" + Pattern.quote(e) + "(?!\\w)").matcher(squeezed).find());
    }

    /**
     * A condition on one of the pointers that stands before the failing step, at the same level of inlining: around it, or before it in its block or
     * a block around.
     */
    public Optional<Statement> check() {
        return check(path());
    }

    /** The same for another step than the one that failed. */
    public Optional<Statement> check(List<Spot> path) {
        for (Spot spot : path.reversed()) {
            Set<String> pointers = pointers(spot);
            Outline outline = c.outline();
            for (Statement s : outline.ancestors(spot.statement())) {
                if (s != spot.statement() && isCheck(s, pointers)) {
                    return Optional.of(s);
                }
                for (Statement before : outline.before(s)) {
                    if (isCheck(before, pointers)) {
                        return Optional.of(before);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean isCheck(Statement s, Set<String> pointers) {
        boolean branch = s.form() == Form.IF || s.form() == Form.LOOP && !isWalk(s);
        return branch && s.calls().stream().allMatch(x -> x.effects().puts().isEmpty() && (x.effects().acquires().isEmpty() || !x.library()))
                && (tests(Outline.head(s), pointers) || testsFlag(s, pointers));
    }

    /** A local that was set from a test of the pointer: {@code valid = lgr != NULL; … if (valid)}. */
    private boolean testsFlag(Statement branch, Set<String> pointers) {
        return c.outline().in(branch.function()).stream().filter(s -> s.range().offset() < branch.range().offset())
                .filter(s -> (s.form() == Form.EXPRESSION || s.form() == Form.DECLARATION) && s.text().matches("(?s).*(==|!=|!|bool\\b).*"))
                .anyMatch(s -> s.writes().stream().anyMatch(w -> tests(Outline.head(branch), Set.of(w))) && tests(s.text().replaceFirst("^[^=]*=", ""), pointers));
    }

    /** Whether the text mentions one of the expressions for its own value, not on the way to a member. */
    private static boolean tests(String text, Set<String> expressions) {
        String squeezed = text.replaceAll("\\s*(->|\\.)\\s*", "$1");
        return expressions.stream().anyMatch(e -> Pattern.compile("(?<![\\w.>&])" + Pattern.quote(e) + "(?![\\w\\[(]|->|\\.)").matcher(squeezed).find());
    }

    private static final Pattern WALK = Pattern.compile("^\\s*\\w*for_each\\w*\\s*\\(");

    /** Whether the statement is an iterator macro with its body. */
    public static boolean isWalk(Statement s) {
        return s.form() == Form.LOOP && WALK.matcher(s.text()).find();
    }

    /** What the site's statement does, as a user would say it. */
    public String say(Site site) {
        Spot spot = c.spot(site);
        return spot == null ? c.say(site) : "`" + spot.text() + "`";
    }

    /** Calls of a statement and all nested in it. */
    public static List<Call> calls(Outline outline, Statement s) {
        return outline.tree(s).stream().flatMap(x -> x.calls().stream()).toList();
    }
}
