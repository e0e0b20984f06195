package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.holdfast.engine.explore.LockUse.InContext;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.explore.Violation.Related;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Source.Call;
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
import org.holdfast.engine.rule.Sections;
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
        Statement s = symptom.finding().rule().equals(CARD.id()) ? c.outline().at(symptom.finding().range()) : null;
        Proposals out = new Proposals(Cause.of(symptom));
        if (s == null) {
            return out.list();
        }
        boolean softirq = symptom.finding().message().contains("softirqs on");
        for (Call call : s.calls()) {
            String f = call.function();
            String lock = call.effects().acquires().isEmpty() ? null : call.effects().acquires().getFirst();
            if (lock == null || !f.matches("(raw_)?(spin|read|write)_lock(_bh)?") || !call.range().contains(symptom.finding().range())) {
                continue;
            }
            String suffix = softirq ? "_bh" : "_irq";
            String open = f.replaceFirst("_bh$", "") + suffix;
            Spot spot = new Spot(s, call);
            new Sections(c.outline()).closer(s, lock).ifPresent(close -> close.calls().stream().filter(x -> x.effects().releases().contains(lock)).findFirst()
                    .ifPresent(x -> out.add(Repair.Cost.PAIR, "Take `%s` with %s off: `%s`".formatted(lock, softirq ? "softirqs" : "interrupts",
                            spot.text().replace(f + "(", open + "(")),
                            List.of(new Change.Replace(call.range(), spot.text().replace(f + "(", open + "(")), new Change.Replace(x.range(),
                                    new Spot(close, x).text().replace(x.function() + "(", open.replace("_lock", "_unlock") + "("))))));
        }
        return out.list();
    }
}
