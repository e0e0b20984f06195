package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.explore.LockUse.InContext;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.explore.Violation.Related;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Step.Mode;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** Lockdep's irq-safe/irq-unsafe rule, directly or through the lock order. */
final class IrqInversion implements Rule {
    private static final Card CARD = new Card("irq-inversion", Card.Group.LOCKING, Severity.ERROR, Card.Evidence.FLOW,
            "A lock is taken in interrupt context and elsewhere with interrupts on", """
            An interrupt that comes while its CPU holds the lock spins on it for ever. A lock that is taken in hardirq (softirq) context has to be taken with interrupts (softirqs) off
            everywhere else, and so has every lock in the middle of which it can be wanted. As lockdep does, the classes are judged, whether or not the interrupt
            came in a run.""", """
            scenario "shared with a timer"

            DEFINE_SPINLOCK(tx_lock);
            int keys;

            thread worker {
            	spin_lock(&tx_lock);
                 // ^^^^^^^^^^^^^^^^^^^ irq-inversion: `tx_lock`
            	keys = 1;
            	spin_unlock(&tx_lock);
            }

            thread timer in softirq {
            	spin_lock(&tx_lock);
            	keys = 2;
            	spin_unlock(&tx_lock);
            }
            """, "Take `&tx_lock` with softirqs off: `spin_lock_bh(&tx_lock)`", """
            scenario "shared with a timer"

            DEFINE_SPINLOCK(tx_lock);
            int keys;

            thread worker {
            -	spin_lock(&tx_lock);
            +	spin_lock_bh(&tx_lock);
            	keys = 1;
            -	spin_unlock(&tx_lock);
            +	spin_unlock_bh(&tx_lock);
            }

            thread timer in softirq {
            	spin_lock(&tx_lock);
            	keys = 2;
            	spin_unlock(&tx_lock);
            }
            """);

    private static final Pattern PLAIN = Pattern.compile("(raw_)?(spin|read|write)_lock(_bh)?");
    private static final Pattern OPEN = Pattern.compile("but `[^`]+` is taken with \\w+ on");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Symptom> symptoms(Case c) {
        List<InContext> uses = c.result().locks().stream().filter(u -> u instanceof InContext i && !i.attempt()).map(u -> (InContext) u).toList();
        LockGraph graph = new LockGraph(c);
        List<Symptom> out = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (InContext inside : uses) {
            if (inside.kind() != Kind.HARDIRQ && inside.kind() != Kind.SOFTIRQ) {
                continue;
            }
            for (InContext open : uses) {
                boolean enabled = inside.kind() == Kind.HARDIRQ ? open.kind() != Kind.HARDIRQ && open.kind() != Kind.NMI && open.interruptsOn()
                        : open.kind() == Kind.PROCESS && open.interruptsOn() && open.softirqsOn();
                boolean same = inside.taken().equals(open.taken());
                boolean readers = same && inside.mode() != Mode.EXCLUSIVE && open.mode() != Mode.EXCLUSIVE;
                if (enabled && !readers && (same || c.kind(open.taken()) != LockKind.LOCAL && graph.leads(inside.taken(), inside.mode(), open.taken(), open.mode()))
                        && seen.add(inside.kind() + inside.taken() + open.taken() + open.site().range())) {
                    out.add(symptom(inside, open, c));
                }
            }
        }
        return out;
    }

    private static Symptom symptom(InContext inside, InContext open, Case c) {
        String context = inside.kind() == Kind.HARDIRQ ? "interrupts" : "softirqs";
        String through = inside.taken().equals(open.taken()) ? "" : ", and is held while `" + open.taken() + "` is wanted elsewhere";
        String how = open.already() ? "still held when %s switches %s on; release it before".formatted(open.thread(), context)
                : "taken with %s on in %s; use the variant that switches them off".formatted(context, open.thread());
        String message = "`%s` is taken in %s context by %s%s, but `%s` is %s".formatted(inside.taken(), inside.kind().name().toLowerCase(java.util.Locale.ROOT),
                inside.thread(), through, open.taken(), how);
        Finding finding = new Finding(CARD.id(), List.of(), Severity.ERROR, message, open.site().range(),
                List.of(new Related("in interrupt", inside.thread(), inside.site())), open.trace(), List.of());
        Statement s = c.outline().statement(open.site().statement());
        return new Symptom(finding, null, c.place(open.site()), s == null ? open.site().text() : s.text(), true);
    }

    /** A run in which the interrupt came. */
    @Override
    public boolean absorbs(Symptom own, Symptom other, Case c) {
        boolean stuck = Set.of("deadlock", "self-deadlock", "livelock").contains(other.finding().rule()) && other.finding().trace() != null;
        return stuck && other.finding().trace().steps().stream().anyMatch(e -> e.blocked() && e.step() instanceof Step.Acquire
                && own.finding().message().contains("`" + e.subject() + "` is taken in"));
    }

    /** An interrupt waits for a lock that what it interrupted holds: interrupts were switched on while it was held. */
    @Override
    public Optional<Cause> explain(Symptom symptom, Case c) {
        if (!symptom.finding().rule().equals("deadlock") || symptom.finding().trace() == null) {
            return Optional.empty();
        }
        List<String> threads = symptom.finding().trace().threads();
        List<Event> blocked = symptom.finding().trace().steps().stream().filter(Event::blocked).toList();
        for (Event waiting : blocked) {
            String lock = waiting.step() instanceof Step.Acquire ? Locks.lockClass(waiting, c) : null;
            Event holder = lock == null || !isInterrupt(threads.get(waiting.thread()), c) ? null
                    : blocked.stream().filter(e -> e.thread() != waiting.thread() && e.held().contains(lock)).findFirst().orElse(null);
            if (holder != null) {
                Event on = symptom.finding().trace().steps().reversed().stream()
                        .filter(e -> e.thread() == holder.thread() && e.step() instanceof Step.SetContext && e.held().contains(lock)).findFirst().orElse(holder);
                Spot spot = c.spot(on.site());
                return spot == null ? Optional.empty() : Optional.of(new Cause(CARD.id(),
                        "`%s` of %s leaves interrupts on while `%s` is held, which %s takes in interrupt context; keep them off until it is released".formatted(spot.text(),
                                threads.get(holder.thread()), lock, threads.get(waiting.thread())), spot.range()));
            }
        }
        return Optional.empty();
    }

    private static boolean isInterrupt(String thread, Case c) {
        return c.program().threads().stream().anyMatch(t -> t.kind() != Kind.PROCESS && t.name().equals(thread.replaceFirst("#\\d+$", "")));
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        Proposals out = new Proposals(Cause.of(symptom));
        Opened opened = symptom.finding().rule().equals(CARD.id()) ? opened(symptom, c) : null;
        if (opened == null) {
            return out.list();
        }
        boolean softirq = symptom.finding().message().contains("softirqs on");
        List<Opened> all = symptoms(c).stream().filter(s -> isAlike(symptom, s)).map(s -> opened(s, c)).filter(Objects::nonNull).toList();
        String with = "Take `%s` with %s off".formatted(opened.lock(), softirq ? "softirqs" : "interrupts");
        String call = opening(opened.call(), opened.lock(), suffix(opened, softirq, c));
        List<Change> here = quiet(opened, softirq, c);
        out.add(Repair.Cost.PAIR, with + ": `" + call + "`", here);
        List<Change> everywhere = all.stream().flatMap(o -> quiet(o, softirq, c).stream()).distinct().toList();
        if (everywhere.size() > here.size()) {
            out.add(Repair.Cost.PAIR, with + " wherever they are on: `" + call + "` and the like", everywhere);
        }
        return out.list();
    }

    /** A call that takes a lock with interrupts on. */
    private record Opened(Statement statement, Call call, String lock) {
    }

    private static Opened opened(Symptom symptom, Case c) {
        Statement s = c.outline().at(symptom.finding().range());
        return s == null ? null : s.calls().stream().filter(x -> PLAIN.matcher(x.function()).matches() && x.range().contains(symptom.finding().range()))
                .flatMap(x -> x.effects().acquires().stream().limit(1).map(lock -> new Opened(s, x, lock))).findFirst().orElse(null);
    }

    /** Whether both are about one lock in one context. */
    private static boolean isAlike(Symptom a, Symptom b) {
        Matcher x = OPEN.matcher(a.finding().message());
        Matcher y = OPEN.matcher(b.finding().message());
        return x.find() && y.find() && x.group().equals(y.group());
    }

    /** A function that also runs with interrupts off must not switch them on at its end. */
    private static String suffix(Opened o, boolean softirq, Case c) {
        boolean off = c.result().locks().stream().anyMatch(u -> u instanceof InContext i && (!i.interruptsOn() || i.kind() == Kind.HARDIRQ)
                && c.place(i.site()).equals(o.statement().function()));
        return softirq ? "_bh" : off ? "_irqsave" : "_irq";
    }

    /** Whatever takes and releases the lock in the function, in the variant that keeps interrupts off: each way out has its release. */
    private static List<Change> quiet(Opened o, boolean softirq, Case c) {
        String suffix = suffix(o, softirq, c);
        List<Change> out = new ArrayList<>();
        List<Statement> all = c.outline().in(o.statement().function());
        for (Statement s : all) {
            for (Call call : s.calls()) {
                if (PLAIN.matcher(call.function()).matches() && call.effects().acquires().contains(o.lock())) {
                    out.add(new Change.Replace(call.range(), opening(call, o.lock(), suffix)));
                } else if (PLAIN.matcher(call.function().replace("_unlock", "_lock")).matches() && call.effects().releases().contains(o.lock())) {
                    out.add(new Change.Replace(call.range(), opening(call, o.lock(), suffix.equals("_irqsave") ? "_irqrestore" : suffix)));
                }
            }
        }
        boolean declared = all.stream().anyMatch(s -> s.form() == Form.DECLARATION && s.text().matches("(?s)unsigned long\\b.*\\bflags\\b.*"));
        if (suffix.equals("_irqsave") && !declared) {
            out.addFirst(new Change.Insert(all.stream().filter(s -> s.form() != Form.BLOCK).findFirst().orElse(o.statement()).number(), false, "unsigned long flags;"));
        }
        return out;
    }

    private static String opening(Call call, String lock, String suffix) {
        return call.function().replaceFirst("_bh$", "") + suffix + "(" + lock + (suffix.matches("_irq(save|restore)") ? ", flags" : "") + ")";
    }
}
