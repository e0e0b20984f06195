package org.holdfast.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Statement;

/**
 * Critical sections as they stand in the text: an opening and a closing statement of one block. What opens and closes is known from what calls acquire
 * and release, and for reader sections and context switches (which are no locks) from their names.
 */
public final class Sections {
    private static final Set<String> OPENERS = Set.of("rcu_read_lock", "rcu_read_lock_bh", "rcu_read_lock_sched", "srcu_read_lock", "preempt_disable",
            "local_bh_disable", "local_irq_disable", "local_irq_save");
    private static final Set<String> CLOSERS = Set.of("rcu_read_unlock", "rcu_read_unlock_bh", "rcu_read_unlock_sched", "srcu_read_unlock",
            "preempt_enable", "local_bh_enable", "local_irq_enable", "local_irq_restore");

    private final Outline outline;

    public Sections(Outline outline) {
        this.outline = outline;
    }

    /** @param lock argument text of the lock, or the family of a section without a lock ({@code rcu}) */
    public record Section(Statement open, Statement close, String lock) {
    }

    /** What the statement itself opens (not what is nested in it). */
    public static List<String> opens(Statement s) {
        return tokens(s, true);
    }

    public static List<String> closes(Statement s) {
        return tokens(s, false);
    }

    private static List<String> tokens(Statement s, boolean open) {
        List<String> out = new ArrayList<>();
        for (Call call : s.calls()) {
            out.addAll(open ? call.effects().acquires() : call.effects().releases());
            if ((open ? OPENERS : CLOSERS).contains(call.function())) {
                out.add(family(call));
            }
        }
        return out;
    }

    /** {@code rcu_read_lock} and {@code rcu_read_unlock} are of one family. */
    private static String family(Call call) {
        String stem = call.function().replaceFirst("_(read_)?(un)?lock", "").replaceFirst("_(disable|enable|save|restore)", "");
        return call.function().startsWith("srcu") && !call.arguments().isEmpty() ? stem + " " + call.arguments().getFirst() : stem;
    }

    /** The sections of whose block {@code s} (or a statement it is nested in) is a part, innermost first, in the function of {@code s} only. */
    public List<Section> around(Statement s) {
        List<Section> out = new ArrayList<>();
        for (Statement x : outline.ancestors(s)) {
            Set<String> closedBefore = new java.util.HashSet<>();
            for (Statement before : outline.before(x)) {
                for (String lock : opens(before)) {
                    if (!closedBefore.contains(lock)) {
                        closer(x, lock).ifPresent(close -> out.add(new Section(before, close, lock)));
                    }
                }
                closedBefore.addAll(closes(before));
            }
        }
        return out;
    }

    /** The first statement after {@code s} in its block that releases the lock. */
    public Optional<Statement> closer(Statement s, String lock) {
        return outline.after(s).stream().filter(t -> closes(t).contains(lock)).findFirst();
    }

    /** The text of a call that acquires (or releases) the lock of that argument text, as it stands somewhere in the scenario, with a semicolon. */
    public Optional<String> callThat(boolean acquires, String lock, String preferredFunction) {
        Optional<String> found = Optional.empty();
        for (Statement s : outline.statements()) {
            for (Call call : s.calls()) {
                List<String> locks = acquires ? call.effects().acquires() : call.effects().releases();
                if (call.library() && locks.contains(lock) && (found.isEmpty() || s.function().equals(preferredFunction))) {
                    found = Optional.of(call.function() + "(" + String.join(", ", call.arguments()) + ");");
                }
            }
        }
        return found;
    }

    /** The call that undoes an acquisition of that text, from the naming rules of the kernel: {@code mutex_unlock(&m);} for {@code mutex_lock_nested(&m, 1)}. */
    public static String release(Call acquire) {
        String f = acquire.function().replaceFirst("_(interruptible|killable|nested|nest_lock)$", "").replace("_trylock", "_lock")
                .replace("_lock_nested", "_lock");
        List<String> args = acquire.arguments();
        String lock = args.isEmpty() ? "" : args.getFirst();
        String name = f.startsWith("down_") ? "up_" + f.substring(5).replaceFirst("_.*", "")
                : f.equals("down") ? "up" : f.replace("_lock", "_unlock").replace("_irqsave", "_irqrestore");
        return name + "(" + (f.endsWith("_irqsave") && args.size() > 1 ? lock + ", " + args.get(1) : lock) + ");";
    }
}
