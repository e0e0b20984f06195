package org.holdfast.lang.validation;

import java.util.List;

/** The diagnostics that an expectation may name. */
public final class RuleIds {
    public static final List<String> ALL = List.of("lock-order", "self-deadlock", "deadlock", "held-lock-freed", "sleep-not-running",
            "unlock-not-held", "wrong-unlock", "lock-leak", "sleep-in-atomic", "irq-inversion", "unguarded-access", "must-hold",
            "lock-dropped-in-iteration", "wait-under-lock", "rcu-usage", "data-race", "use-after-free", "put-order", "late-get", "use-after-put",
            "refcount-underflow", "double-free", "get-on-zero", "leak", "missing-grace-period", "missing-barrier", "active-object-freed",
            "stale-pointer", "stale-check", "publish-before-init", "cache-in-use", "list-corruption", "bad-pointer", "null-dereference",
            "lost-wakeup", "livelock", "assertion", "claim-refuted", "expectation-not-met", "claim-vacuous", "incomplete", "unmodelled-call",
            "unused-suppression", "unreachable-code", "weak-memory-assumed");

    private RuleIds() {
    }
}
