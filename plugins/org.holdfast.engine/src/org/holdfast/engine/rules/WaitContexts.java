package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.explore.LockUse.Edge;
import org.holdfast.engine.explore.Violation.Related;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/**
 * Lockdep's wait contexts (PROVE_RAW_LOCK_NESTING): what spins on every kernel, a raw spinlock or what counts as one, must not enclose what sleeps on a
 * PREEMPT_RT kernel. Documentation/locking/locktypes.rst, "Lock type nesting rules".
 */
final class WaitContexts {
    private static final Set<LockKind> SLEEP_ON_RT = Set.of(LockKind.SPIN, LockKind.RWLOCK, LockKind.LOCAL);

    private WaitContexts() {
    }

    static List<Symptom> invalid(String rule, Case c) {
        List<Symptom> out = new ArrayList<>();
        Set<Range> seen = new HashSet<>();
        for (var use : c.result().locks()) {
            if (use instanceof Edge e && !e.attempt() && c.kind(e.held()) == LockKind.RAW_SPIN && SLEEP_ON_RT.contains(c.kind(e.taken())) && seen.add(e.site().range())) {
                Statement s = c.outline().statement(e.site().statement());
                String message = "`%s` is taken while `%s` is held in %s: on a PREEMPT_RT kernel it sleeps, and `%s` spins there too; make it a raw_spinlock_t, or take it outside"
                        .formatted(e.taken(), e.held(), e.thread(), e.held());
                out.add(new Symptom(new Finding(rule, List.of(), Severity.ERROR, message, e.site().range(), List.of(new Related("acquired", e.thread(), e.heldSite())), e.trace(),
                        List.of()), null, c.place(e.site()), s == null ? e.site().text() : s.text(), true));
            }
        }
        return out;
    }
}
