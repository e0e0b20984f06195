package org.holdfast.engine.rules;

import java.util.List;
import java.util.regex.Pattern;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** The code orders memory accesses with barriers, which the exploration takes for granted. */
final class WeakMemory implements Rule {
    private static final Pattern BARRIER = Pattern.compile("(smp_|dma_|virt_)?(r|w)?mb|smp_mb__\\w+|smp_(read_barrier_depends|acquire__after_ctrl_dep|load_acquire|store_release)|barrier");

    private static final Card CARD = new Card("weak-memory-assumed", Card.Group.SCENARIO, Severity.INFORMATION, Card.Evidence.EXPLORE,
            "The verdict relies on sequentially consistent memory", """
            Every processor that runs the kernel may reorder plain accesses as others see them; barriers are there to prevent it. The exploration interleaves the accesses as
            they stand, so that a barrier has no effect here and a missing one is not found. What is found is true all the same; whether the barriers are the right
            ones is a question for the memory model (tools/memory-model in the kernel).""", """
            scenario "published with a barrier"

            int data;
            int ready;

            thread writer {
            	WRITE_ONCE(data, 1);
            	smp_wmb();
                 // ^^^^^^^^^ weak-memory-assumed: sequentially consistent
            	WRITE_ONCE(ready, 1);
            }

            thread reader {
            	if (READ_ONCE(ready))
            		BUG_ON(!READ_ONCE(data));
            }
            """, "", """
            scenario "published under a lock"

            DEFINE_SPINLOCK(lock);
            int data;
            int ready;

            thread writer {
            	spin_lock(&lock);
            	data = 1;
            	ready = 1;
            	spin_unlock(&lock);
            }

            thread reader {
            	spin_lock(&lock);
            	if (ready)
            		BUG_ON(!data);
            	spin_unlock(&lock);
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Symptom> symptoms(Case c) {
        if (c.program().assumptions().stream().noneMatch(a -> a.startsWith("memory is sequentially consistent"))) {
            return List.of();
        }
        Range first = c.outline().statements().stream().flatMap(s -> s.calls().stream()).filter(x -> x.library() && BARRIER.matcher(x.function()).matches()).map(Call::range)
                .findFirst().orElseGet(c::header);
        return List.of(new Symptom(new Finding(CARD.id(), List.of(), Severity.INFORMATION,
                "memory is taken to be sequentially consistent: no barrier has an effect here, and a missing one is not found", first, List.of(), null, List.of()), null, "",
                "", true));
    }
}
