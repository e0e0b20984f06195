package org.holdfast.engine.program;

/** The kinds of lock that differ in blocking, fairness or wait context. See Documentation/locking/locktypes.rst. */
public enum LockKind {
    RAW_SPIN, SPIN, RWLOCK, LOCAL, MUTEX, RT_MUTEX, RWSEM, WW_MUTEX,
    /** Owned by whoever took it, never blocks anybody: a token for annotations ({@code __acquires}) and map-only locks. */
    TOKEN;

    /** Whether a blocked acquirer gives up the CPU. */
    public boolean sleeps() {
        return this == MUTEX || this == RT_MUTEX || this == RWSEM || this == WW_MUTEX;
    }

    /** Whether the lock tells readers from writers, and a waiting writer holds off new readers. */
    public boolean hasReaders() {
        return this == RWLOCK || this == RWSEM;
    }
}
