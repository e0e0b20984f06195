package org.holdfast.engine.explore;

import org.holdfast.engine.program.Step;

/** Operation numbers of a {@link Routine}'s nodes; those below {@link #VISIBLE} are local. */
final class Op {
    static final int ASSIGN = 0;
    static final int JUMP = 1;
    static final int BRANCH = 2;
    static final int CHOOSE = 3;
    static final int CHECK = 4;
    static final int TRAP = 5;
    static final int MAY_SLEEP = 6;
    static final int REFERENCE = 7;
    static final int WALK = 8;
    static final int REQUIRE = 9;
    static final int ATOMIC_END = 10;
    static final int AWAIT = 11;
    static final int ORIGIN = 12;
    /** Claims are judged in passing. */
    static final int JUDGE = 13;
    static final int WATCH = 14;
    static final int BOUNDARY = 15;
    static final int VISIBLE = 16;
    static final int SET_CONTEXT = 16;
    static final int LOAD = 17;
    static final int STORE = 18;
    static final int LIST_ACCESS = 19;
    static final int ALLOCATE = 20;
    static final int FREE = 21;
    static final int ATOMIC_BEGIN = 22;
    static final int ACQUIRE = 23;
    static final int RELEASE = 24;
    static final int HAND_OVER = 25;
    static final int INIT_LOCK = 26;
    static final int READ_LOCK = 27;
    static final int READ_UNLOCK = 28;
    static final int BARRIER_BEGIN = 29;
    static final int BARRIER_END = 30;
    static final int DEFER = 31;
    static final int CANCEL = 32;
    static final int QUERY = 33;
    static final int END = 34;

    private Op() {
    }

    static int of(Step step) {
        return switch (step) {
            case Step.Assign s -> ASSIGN;
            case Step.Jump s -> JUMP;
            case Step.Branch s -> BRANCH;
            case Step.Choose s -> CHOOSE;
            case Step.Check s -> CHECK;
            case Step.Trap s -> TRAP;
            case Step.MaySleep s -> MAY_SLEEP;
            case Step.Reference s -> REFERENCE;
            case Step.Walk s -> WALK;
            case Step.Require s -> REQUIRE;
            case Step.Boundary s -> BOUNDARY;
            case Step.AtomicEnd s -> ATOMIC_END;
            case Step.Await s -> AWAIT;
            case Step.Origin s -> ORIGIN;
            case Step.SetContext s -> SET_CONTEXT;
            case Step.Load s -> LOAD;
            case Step.Store s -> STORE;
            case Step.ListAccess s -> LIST_ACCESS;
            case Step.Allocate s -> ALLOCATE;
            case Step.Free s -> FREE;
            case Step.AtomicBegin s -> ATOMIC_BEGIN;
            case Step.Acquire s -> ACQUIRE;
            case Step.Release s -> RELEASE;
            case Step.HandOver s -> HAND_OVER;
            case Step.InitLock s -> INIT_LOCK;
            case Step.ReadLock s -> READ_LOCK;
            case Step.ReadUnlock s -> READ_UNLOCK;
            case Step.Barrier s -> s.end() ? BARRIER_END : BARRIER_BEGIN;
            case Step.Defer s -> DEFER;
            case Step.Cancel s -> CANCEL;
            case Step.Query s -> QUERY;
            case Step.Judge s -> JUDGE;
            case Step.Watch s -> WATCH;
            case Step.End s -> END;
        };
    }
}
