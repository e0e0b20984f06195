package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

/** Something is torn down with callbacks, work or timers that use it still to run. */
final class MissingBarrier implements Rule {
    private static final Card CARD = new Card("missing-barrier", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE,
            "Torn down with callbacks still to run", """
            A callback that was queued runs later, whatever happened to what it uses in the meantime. Before a cache, an object or module text goes away everything
            that is queued has to be waited for: `rcu_barrier()` for `call_rcu()` (`synchronize_rcu()` waits for readers, not for callbacks),
            `cancel_work_sync()` or `flush_workqueue()` for work, `timer_shutdown_sync()` for timers. Cancelling without `_sync` does not wait.""", """
            scenario "cache destroyed with an RCU callback to come"

            struct item { struct rcu_head rcu; };
            struct kmem_cache *cache;
            struct item *item;

            void item_free(struct rcu_head *head)
            {
            	struct item *i = container_of(head, struct item, rcu);

            	kmem_cache_free(cache, i);
            }

            init {
            	cache = kmem_cache_create("item");
            	item = kmem_cache_alloc(cache, GFP_KERNEL);
            }

            thread module_exit {
            	call_rcu(&item->rcu, item_free);
            	kmem_cache_destroy(cache);
                 // ^^^^^^^^^^^^^^^^^^^^^^^^^ missing-barrier: rcu_barrier()
            }
            """, "Wait for the callbacks: `rcu_barrier()` before `kmem_cache_destroy(cache)`", """
            scenario "cache destroyed with an RCU callback to come"

            struct item { struct rcu_head rcu; };
            struct kmem_cache *cache;
            struct item *item;

            void item_free(struct rcu_head *head)
            {
            	struct item *i = container_of(head, struct item, rcu);

            	kmem_cache_free(cache, i);
            }

            init {
            	cache = kmem_cache_create("item");
            	item = kmem_cache_alloc(cache, GFP_KERNEL);
            }

            thread module_exit {
            	call_rcu(&item->rcu, item_free);
            +	rcu_barrier();
            	kmem_cache_destroy(cache);
            }
            """);

    private static final Set<String> OF_TEARDOWN = Set.of("cache-in-use", "active-object-freed");
    /** Calls that give up a pending item, wait for something else or let it come back, and their sisters that wait for it for good. */
    private static final Map<String, String> WAITING_SISTER = sisters();
    private static final Pattern QUEUES_ITEM = Pattern.compile(
            "(schedule|queue|mod)_(delayed_)?work(_on)?|mod_timer|add_timer|timer_reduce|hrtimer_start|tasklet_(hi_)?schedule|irq_work_queue");
    private static final Pattern BARRIER = Pattern.compile("(s?rcu|rcu_\\w+)_barrier|flush_\\w+|drain_\\w+|cancel_\\w+_sync|\\w*timer\\w*_sync|hrtimer_cancel|"
            + "tasklet_kill|destroy_workqueue|kthread_\\w+_sync");

    private static Map<String, String> sisters() {
        Map<String, String> out = new LinkedHashMap<>();
        out.put("cancel_work", "cancel_work_sync");
        out.put("cancel_delayed_work", "cancel_delayed_work_sync");
        out.put("del_timer", "del_timer_sync");
        out.put("timer_delete", "timer_delete_sync");
        out.put("timer_shutdown", "timer_shutdown_sync");
        out.put("del_timer_sync", "timer_shutdown_sync");
        out.put("timer_delete_sync", "timer_shutdown_sync");
        out.put("hrtimer_try_to_cancel", "hrtimer_cancel");
        out.put("synchronize_rcu", "rcu_barrier");
        out.put("synchronize_net", "rcu_barrier");
        return Collections.unmodifiableMap(out);
    }

    @Override
    public Card card() {
        return CARD;
    }

    /** The steps that tear down what failed: the frees and destructions of the run, the failing step itself if it is one, latest first. */
    private static List<Spot> teardowns(Witness w) {
        Set<Spot> out = new LinkedHashSet<>();
        for (Event e : w.trace().steps().reversed()) {
            w.path(e).reversed().stream().filter(MissingBarrier::frees).forEach(out::add);
        }
        w.path().reversed().stream().filter(MissingBarrier::frees).forEach(out::add);
        return new ArrayList<>(out);
    }

    private static boolean frees(Spot spot) {
        return spot.call() != null && !spot.call().effects().frees().isEmpty();
    }

    /** Where the freed object has the armed item inside, the free has a name of its own. */
    private static Cause cause(Spot teardown, String barrier, Case c) {
        boolean armed = c.violations("active-object-freed").stream().anyMatch(v -> c.path(v.site()).contains(teardown));
        if (armed) {
            return new Cause("active-object-freed", "`%s` frees an object whose work, timer or callback may be pending; call `%s` before it".formatted(teardown.text(), barrier),
                    teardown.range());
        }
        return new Cause(CARD.id(), "`%s` does not wait for callbacks that still use it; call `%s` before it".formatted(teardown.text(), barrier), teardown.range());
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        List<Repair> out = new ArrayList<>();
        Witness.lifetime(symptom, c).filter(w -> w.isCallback() || OF_TEARDOWN.contains(symptom.finding().rule())).ifPresent(w -> {
            for (Spot teardown : teardowns(w)) {
                out.addAll(repairs(teardown, c));
            }
        });
        return out.stream().distinct().limit(24).toList();
    }

    private static List<Repair> repairs(Spot teardown, Case c) {
        List<Repair> out = new ArrayList<>();
        Outline outline = c.outline();
        Statement at = outline.ancestors(teardown.statement()).stream().filter(outline::inBlock).findFirst().orElse(null);
        if (at == null) {
            return out;
        }
        for (Statement before : outline.before(at)) {
            for (Call call : before.calls()) {
                String sister = WAITING_SISTER.get(call.function());
                if (sister != null) {
                    String text = sister + "(" + (sister.equals("rcu_barrier") ? "" : String.join(", ", call.arguments())) + ")";
                    // Both wait, but what was only deleted can be armed again.
                    String aim = call.function().endsWith("_sync") ? "Keep it from being armed again" : "Wait for it";
                    out.addAll(new Proposals(cause(teardown, text, c)).replace("%s: `%s` instead of `%s`".formatted(aim, text, call.function()), call.range(), text)
                            .list());
                }
                if (call.library() && BARRIER.matcher(call.function()).matches() && outline.before(at).getFirst() != before) {
                    String text = Outline.brief(before);
                    out.addAll(new Proposals(cause(teardown, text, c)).move("Wait later: move `%s` before `%s`".formatted(text, teardown.text()), before, at, false)
                            .list());
                }
            }
        }
        for (String barrier : barriers(teardown, c)) {
            out.addAll(new Proposals(cause(teardown, barrier, c)).insert("Wait for the callbacks: `%s` before `%s`".formatted(barrier, teardown.text()), at, false,
                    barrier + ";").list());
        }
        return out;
    }

    /** The barriers that fit what the scenario queues, with arguments that mean something at the teardown. */
    private static List<String> barriers(Spot teardown, Case c) {
        Set<String> out = new LinkedHashSet<>();
        for (Statement s : c.outline().statements()) {
            for (Call call : s.calls()) {
                String f = call.function();
                if (f.equals("call_rcu") || f.startsWith("kfree_rcu") || f.startsWith("kvfree_rcu")) {
                    out.add("rcu_barrier()");
                } else if (f.equals("call_srcu") && !call.arguments().isEmpty()) {
                    out.add("srcu_barrier(" + call.arguments().getFirst() + ")");
                } else if (QUEUES_ITEM.matcher(f).matches() && !call.arguments().isEmpty()) {
                    boolean second = f.startsWith("queue_") || f.startsWith("mod_delayed") || f.startsWith("mod_work");
                    String item = call.arguments().get(second && call.arguments().size() > 1 ? 1 : 0);
                    items(item, teardown).forEach(i -> out.add(waiting(f) + "(" + i + ")"));
                }
            }
        }
        return List.copyOf(out);
    }

    private static String waiting(String queueing) {
        return queueing.contains("hrtimer") ? "hrtimer_cancel" : queueing.contains("timer") ? "timer_shutdown_sync"
                : queueing.contains("tasklet") ? "tasklet_kill" : queueing.contains("irq_work") ? "irq_work_sync"
                : queueing.contains("delayed") ? "cancel_delayed_work_sync" : "cancel_work_sync";
    }

    /** The item as it may be named at the teardown: a member of what is freed, or as it stands. */
    private static List<String> items(String item, Spot teardown) {
        List<String> out = new ArrayList<>();
        Matcher member = Pattern.compile("&\\w+->(.+)").matcher(item);
        if (member.matches() && teardown.call() != null) {
            teardown.call().arguments().stream().filter(a -> a.matches("[\\w>.\\-]+")).forEach(a -> out.add("&" + a + "->" + member.group(1)));
        }
        out.add(item);
        return out;
    }

    /**
     * Certain without a repair where what failed is a callback, or a cache went with callbacks to come, and nothing in the function of the teardown waits for
     * callbacks of that kind.
     */
    @Override
    public Optional<Cause> explain(Symptom symptom, Case c) {
        return Witness.lifetime(symptom, c).flatMap(w -> {
            Set<Deferral> kinds = pending(w, c);
            List<Spot> teardowns = teardowns(w);
            if (kinds.isEmpty() || teardowns.isEmpty() || !symptom.finding().rule().equals("cache-in-use") && !w.isCallback()) {
                return Optional.empty();
            }
            Spot teardown = teardowns.getFirst();
            boolean waits = c.outline().in(teardown.statement().function()).stream().flatMap(s -> s.calls().stream())
                    .anyMatch(x -> BARRIER.matcher(x.function()).matches());
            return waits ? Optional.empty() : barriers(teardown, c).stream().filter(b -> kinds.contains(kind(b))).findFirst().map(b -> cause(teardown, b, c));
        });
    }

    /** What kind of callback failed; where a thread did, what kinds were queued in the run. */
    private static Set<Deferral> pending(Witness w, Case c) {
        Set<Deferral> all = new LinkedHashSet<>();
        Set<Deferral> own = new LinkedHashSet<>();
        for (Event e : w.trace().steps()) {
            if (e.step() instanceof Step.Defer d) {
                all.add(d.deferral());
                if (d.function() instanceof Expr.Const f && Value.isFunction(f.value())
                        && c.program().functions().get(Value.functionId(f.value())).name().equals(w.violation().thread().replaceFirst("#\\d+$", ""))) {
                    own.add(d.deferral());
                }
            }
        }
        return w.isCallback() ? own : all;
    }

    private static Deferral kind(String barrier) {
        return barrier.contains("rcu_barrier") ? Deferral.RCU : barrier.startsWith("hrtimer") ? Deferral.HRTIMER : barrier.startsWith("timer") ? Deferral.TIMER
                : barrier.startsWith("tasklet") ? Deferral.TASKLET : barrier.startsWith("irq_work") ? Deferral.IRQ_WORK : Deferral.WORK;
    }
}
