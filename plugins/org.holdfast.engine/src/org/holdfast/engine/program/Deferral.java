package org.holdfast.engine.program;

/** What a pending item is, which decides when it may start and the context it runs in. */
public enum Deferral {
    /** After a grace period of its domain. */
    RCU(Kind.SOFTIRQ),
    /** On a workqueue: never beside itself, first in first out and at most {@code limit} at once where the queue has a limit. */
    WORK(Kind.PROCESS),
    TIMER(Kind.SOFTIRQ), HRTIMER(Kind.HARDIRQ), TASKLET(Kind.SOFTIRQ), IRQ_WORK(Kind.HARDIRQ),
    /** A kernel thread. */
    TASK(Kind.PROCESS),
    /** Reclaim of a freed object of a type-safe cache, after a grace period: not a callback the kernel counts, never flushed. */
    RECLAIM(Kind.SOFTIRQ);

    private final Kind kind;

    Deferral(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
