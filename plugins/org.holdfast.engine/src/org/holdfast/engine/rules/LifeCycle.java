package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.explore.Violation.Related;
import org.holdfast.engine.program.Source;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Protect;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Witness;

/**
 * A reference held over the whole life of a pointer: taken where the pointer is stored, and dropped where its user is done with it; or over one use: taken where the
 * pointer is read, under the lock that the other side clears it under, and dropped behind the last use.
 */
final class LifeCycle {
    private static final Pattern LAST_MEMBER = Pattern.compile(".*(?:->|\\.)(\\w+)$");

    private final Witness w;
    private final Case c;
    private final Outline outline;
    private final Proposals out;

    private LifeCycle(Witness w, Cause cause, Case c) {
        this.w = w;
        this.c = c;
        this.outline = c.outline();
        this.out = new Proposals(cause);
    }

    /** Empty for an object that its own thread freed. */
    static List<Repair> repairs(Witness w, Cause cause, Case c) {
        Related freed = w.freed().filter(f -> !f.thread().equals(w.violation().thread())).orElse(null);
        if (freed == null || w.path().isEmpty()) {
            return List.of();
        }
        LifeCycle all = new LifeCycle(w, cause, c);
        List<Counting> counts = Counting.present(w.violation().subject(), c);
        Statement allocated = w.violation().related().stream().filter(r -> r.role().equals("allocated")).map(r -> c.spot(r.site())).filter(s -> s != null)
                .map(Spot::statement).findFirst().orElse(null);
        for (Counting count : counts.isEmpty() ? Counting.fresh(w.violation().subject(), allocated, c.path(freed.site()), c) : counts) {
            all.overUse(count);
            all.overLife(count, allocated);
        }
        return all.out.list();
    }

    /** A local, the statement that reads it from a place others can change, and that place. */
    private record Load(Statement statement, String local, String from) {
        String member() {
            Matcher m = LAST_MEMBER.matcher(from);
            return m.matches() ? m.group(1) : from;
        }
    }

    /** Where the failing thread read the pointers it fails on, innermost level first. */
    private List<Load> loads() {
        List<Load> found = new ArrayList<>();
        for (Spot spot : w.path().reversed()) {
            Set<String> pointers = Witness.pointers(spot);
            found.addAll(loads(spot.statement().function()).stream()
                    .filter(l -> pointers.contains(l.local()) && l.statement().range().offset() < spot.range().offset()).toList().reversed());
        }
        return found;
    }

    private List<Load> loads(String function) {
        Pattern load = Pattern.compile("(?<!\\w)([A-Za-z_]\\w*)\\s*=\\s*(?:rcu_dereference|READ_ONCE)?\\(?([A-Za-z_][\\w>.\\-]*)\\)?\\s*;?$", Pattern.DOTALL);
        List<Load> found = new ArrayList<>();
        for (Statement s : outline.in(function)) {
            Matcher m = load.matcher(s.text().strip());
            boolean assigns = s.form() == Form.DECLARATION || s.form() == Form.EXPRESSION;
            if (assigns && m.find() && !m.group(2).equals("NULL") && (LAST_MEMBER.matcher(m.group(2)).matches() || isGlobal(m.group(2)))) {
                found.add(new Load(s, m.group(1), m.group(2)));
            }
        }
        return found;
    }

    private boolean isGlobal(String name) {
        return c.program().globals().stream().anyMatch(g -> g.name().equals(name));
    }

    /** Get where the pointer is read, put behind its last use in that function. */
    private void overUse(Counting count) {
        for (Load load : loads()) {
            List<Statement> rest = outline.after(load.statement());
            Statement last = rest.stream().filter(s -> uses(s, load.local())).reduce((a, b) -> b).orElse(null);
            if (last == null || last.form() == Form.RETURN) {
                continue;
            }
            String title = "Hold a reference over the use: `" + brief(count.get(load.local())) + "` where `" + load.from() + "` is read, `"
                    + brief(count.put(load.local())) + "` after the last use";
            List<Change> changes = new ArrayList<>(count.setUp());
            Statement behind = load.statement();
            for (Statement s : rest) { // no statement between declarations
                if (s.form() != Form.DECLARATION || load.statement().form() != Form.DECLARATION) {
                    break;
                }
                behind = s;
            }
            changes.add(new Change.Insert(behind.number(), true, "if (" + load.local() + ")\n\t" + count.get(load.local())));
            changes.addAll(putAfter(last, load.local(), count));
            boolean covered = !new Sections(outline).around(load.statement()).isEmpty();
            if (covered) {
                out.add(Repair.Cost.PAIR, title, changes);
            } else if (load.statement().form() == Form.EXPRESSION) {
                for (Protect.Pair pair : new Protect(c, Cause.NONE).pairs(locksOfOthers(), Witness.pointers(w.path().getLast()), load.statement())) {
                    List<Change> locked = new ArrayList<>(List.of(new Change.Insert(load.statement().number(), false, pair.open())));
                    locked.addAll(changes);
                    locked.add(new Change.Insert(load.statement().number(), true, pair.close()));
                    out.add(Repair.Cost.PAIR, title + ", under `" + pair.lock() + "`", locked);
                }
            }
        }
    }

    private Set<String> locksOfOthers() {
        Set<String> locks = new LinkedHashSet<>();
        for (Event e : w.backwards()) {
            if (e.thread() != w.column()) {
                e.held().stream().filter(l -> !l.startsWith(w.violation().subject() + ".")).forEach(locks::add);
            }
        }
        return locks;
    }

    private boolean uses(Statement s, String local) {
        return outline.tree(s).stream().anyMatch(x -> Witness.mentions(x.text(), Set.of(local)));
    }

    /** Inside the branch, where the last use is one that tests the pointer. */
    private List<Change> putAfter(Statement last, String local, Counting count) {
        boolean tests = last.form() == Form.IF && last.text().matches("if \\(" + Pattern.quote(local) + "\\)");
        Statement block = tests && outline.children(last).size() == 1 ? outline.children(last).getFirst() : null;
        if (block != null && block.form() == Form.BLOCK && !outline.children(block).isEmpty()) {
            return List.of(new Change.Insert(outline.children(block).getLast().number(), true, count.put(local)));
        }
        if (block != null) {
            return List.of(new Change.Insert(block.number(), true, count.put(local)));
        }
        boolean known = outline.before(last).stream().anyMatch(s -> s.form() == Form.IF && s.text().matches("if \\(!" + Pattern.quote(local) + ".*"));
        return List.of(new Change.Insert(last.number(), true, known ? count.put(local) : "if (" + local + ")\n\t" + count.put(local)));
    }

    /** Get where the pointer is stored, put where its user is done; the pointer stays, or is cleared as before. */
    private void overLife(Counting count, Statement allocated) {
        Set<String> members = new LinkedHashSet<>();
        loads().forEach(l -> members.add(l.member()));
        w.path().forEach(s -> Witness.pointers(s).stream().map(LAST_MEMBER::matcher).filter(Matcher::matches).forEach(m -> members.add(m.group(1))));
        for (String member : members) {
            List<Statement> stores = outline.statements().stream().filter(s -> s.form() == Form.EXPRESSION && s != allocated && stored(s, member) != null && c.isReached(s)).toList();
            if (stores.isEmpty()) {
                continue;
            }
            List<Change> gets = new ArrayList<>(count.setUp());
            stores.forEach(s -> gets.add(new Change.Insert(s.number(), true, count.get(stored(s, member)))));
            Pattern clear = Pattern.compile(".*(?:->|\\.)" + member + "\\s*=\\s*NULL\\s*;?", Pattern.DOTALL);
            List<Statement> clears = outline.statements().stream().filter(s -> s.form() == Form.EXPRESSION && clear.matcher(s.text()).matches()).toList();
            holders(member, stores, count, gets);
            for (Load end : ends(member)) {
                Statement last = outline.after(end.statement()).stream().filter(s -> s.form() != Form.RETURN).reduce((a, b) -> b).orElse(null);
                if (last == null) {
                    continue;
                }
                String title = "Hold a reference while `" + end.from() + "` leads to it: `" + brief(count.get(stored(stores.getFirst(), member))) + "` after `"
                        + Outline.brief(stores.getFirst()) + "`, `" + brief(count.put(end.local())) + "` at the end of `" + end.statement().function() + "`";
                List<Change> changes = new ArrayList<>(gets);
                changes.addAll(putAfter(last, end.local(), count));
                if (!clears.isEmpty()) { // who finds it cleared does not put
                    List<Change> stays = new ArrayList<>(changes);
                    clears.forEach(s -> stays.add(new Change.Delete(s.number())));
                    out.add(Repair.Cost.PAIR, title + ", and leave the pointer set", stays);
                }
                out.add(Repair.Cost.PAIR, title, changes);
            }
        }
    }

    /** Put where the object goes that has the pointer in it. */
    private void holders(String member, List<Statement> stores, Counting count, List<Change> gets) {
        Matcher holder = Pattern.compile("^(\\w+)->" + member + "\\b.*", Pattern.DOTALL).matcher(stores.getFirst().text().strip());
        if (!holder.matches()) {
            return;
        }
        String name = holder.group(1);
        Pattern gone = Pattern.compile("(?:&)?" + name + "(?:->\\w+)?");
        for (Statement s : outline.statements()) {
            boolean frees = s.form() == Form.EXPRESSION && s.calls().size() == 1 && s.calls().getFirst().library() && c.isReached(s)
                    && (s.calls().getFirst().function().matches("kv?free\\w*") && gone.matcher(s.calls().getFirst().arguments().getFirst()).matches()
                            && !s.calls().getFirst().arguments().getFirst().contains("->")
                            || s.calls().getFirst().function().equals("call_rcu") && gone.matcher(s.calls().getFirst().arguments().getFirst()).matches()
                            || s.calls().getFirst().function().equals("kmem_cache_free") && s.calls().getFirst().arguments().getLast().equals(name));
            if (frees) {
                String put = count.put(name + "->" + member);
                List<Change> changes = new ArrayList<>(gets);
                changes.add(new Change.Insert(s.number(), false, put));
                out.add(Repair.Cost.PAIR, "Hold a reference while `" + name + "->" + member + "` leads to it: `" + brief(count.get(stored(stores.getFirst(), member)))
                        + "` after `" + Outline.brief(stores.getFirst()) + "`, `" + brief(put) + "` before `" + Outline.brief(s) + "`", changes);
            }
        }
    }

    /** What is stored in the member, as an expression without calls, or null. */
    private static String stored(Statement s, String member) {
        Matcher m = Pattern.compile("^.+(?:->|\\.)" + member + "\\s*=\\s*([A-Za-z_][\\w>.\\-]*)\\s*;?$", Pattern.DOTALL).matcher(s.text().strip());
        return m.matches() && !m.group(1).equals("NULL") ? m.group(1) : null;
    }

    /** The last functions that the failing thread's body calls and that read the member into a local. */
    private List<Load> ends(String member) {
        String thread = w.violation().thread().replaceFirst("#\\d+$", "");
        List<Load> found = new ArrayList<>();
        List<String> called = new ArrayList<>();
        for (Statement s : outline.in("thread " + thread)) {
            s.calls().stream().filter(x -> !x.library()).map(Source.Call::function).forEach(called::add);
        }
        for (String function : called.reversed()) {
            loads(function).stream().filter(l -> l.member().equals(member) && outline.inBlock(l.statement())).findFirst().ifPresent(found::add);
        }
        return found.stream().distinct().limit(2).toList();
    }

    private static String brief(String call) {
        return call.replaceFirst(";$", "");
    }
}
