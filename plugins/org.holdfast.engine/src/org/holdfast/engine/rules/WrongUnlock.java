package org.holdfast.engine.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** A release by the wrong variant: read for write, plain for irqsave. */
final class WrongUnlock extends Observed {
    WrongUnlock() {
        super(new Card("wrong-unlock", Card.Group.LOCKING, Severity.ERROR, Card.Evidence.BOTH, "A lock is released by the wrong variant", """
                A lock taken for reading has to be released for reading, and the variant that switched interrupts off has to switch them on again. The wrong one leaves
                the lock, or the CPU, in a state that somebody else pays for.""", """
                scenario "read lock, write unlock"

                struct rw_semaphore sem;
                int value;

                init { init_rwsem(&sem); }

                thread reader {
                	int seen;

                	down_read(&sem);
                	seen = value;
                	up_write(&sem);
                     // ^^^^^^^^^^^^^^ wrong-unlock: releases sem
                }
                """, "Release with `up_read(&sem)`", """
                scenario "read lock, write unlock"

                struct rw_semaphore sem;
                int value;

                init { init_rwsem(&sem); }

                thread reader {
                	int seen;

                	down_read(&sem);
                	seen = value;
                -	up_write(&sem);
                +	up_read(&sem);
                }
                """), "use the variant that matches the acquisition", true);
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        if (!isOwn(symptom)) {
            return List.of();
        }
        Spot spot = c.spot(symptom.violation().site());
        if (spot == null || spot.call() == null) {
            return List.of();
        }
        Proposals out = new Proposals(Cause.of(symptom));
        Set<String> seen = new LinkedHashSet<>();
        for (Statement s : c.outline().in(spot.statement().function())) {
            for (Call call : s.calls()) {
                if (call.effects().acquires().stream().anyMatch(spot.call().effects().releases()::contains)) {
                    String release = Sections.release(call);
                    if (seen.add(release)) {
                        String text = release.substring(0, release.length() - 1);
                        out.replace("Release with `" + text + "`", spot.call().range(), text);
                    }
                }
            }
        }
        return out.list();
    }
}
