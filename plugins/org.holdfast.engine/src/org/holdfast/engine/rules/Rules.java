package org.holdfast.engine.rules;

import java.util.List;
import java.util.Optional;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Rule;

/** All rules there are. Causes stand before the symptoms they explain: where two could name one cause, the first does. */
public final class Rules {
    public static final List<Rule> ALL = List.of(
            // locking
            new LockOrder(), new SelfDeadlock(), new IrqInversion(), new SleepInAtomic(), new SleepNotRunning(), new LockDropped(), new UnguardedAccess(),
            new MustHold(), new RcuUsage(), new WrongUnlock(), new LockLeak(), new WaitUnderLock(),
            // causes of lifetime
            new MissingGracePeriod(), new LateGet(), new PutOrder(), new MissingBarrier(), new PublishBeforeInit(), new StaleCheck(), new StalePointer(), new UseAfterPut(),
            // symptoms
            new Deadlock(), new UnlockNotHeld(), new UseAfterFree(), new HeldLockFreed(), new DoubleFree(), new RefcountUnderflow(), new GetOnZero(),
            new ActiveObjectFreed(), new CacheInUse(), new ListCorruption(), new BadPointer(), new NullDereference(), new Leak(), new LostWakeup(),
            new Livelock(), new Assertion(),
            // scenario
            new ClaimRefuted(), new ClaimVacuous(), Reported.EXPECTATION_NOT_MET, Reported.INCOMPLETE, Reported.UNMODELLED_CALL,
            Reported.UNUSED_SUPPRESSION, new UnreachableCode(), new WeakMemory(), new DataRace());

    private Rules() {
    }

    public static Optional<Card> card(String id) {
        return ALL.stream().map(Rule::card).filter(c -> c.id().equals(id)).findFirst();
    }
}
