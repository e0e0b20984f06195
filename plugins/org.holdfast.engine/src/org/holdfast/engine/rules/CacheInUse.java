package org.holdfast.engine.rules;

import java.util.List;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** A cache destroyed with live objects, or used after. */
final class CacheInUse extends Observed {
    CacheInUse() {
        super(new Card("cache-in-use", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE, "A cache is destroyed with objects still allocated, or used after that", """
                `kmem_cache_destroy()` must find the cache empty, and nobody may allocate from it or free into it afterwards. Free everything, wait for RCU
                callbacks with `rcu_barrier()`, and drain users first. Where an order of puts or a missing barrier is to blame the finding has that name.""", """
                scenario "destroyed with an object left"

                struct item { int value; };
                struct kmem_cache *cache;
                struct item *item;

                init {
                	cache = kmem_cache_create("item");
                	item = kmem_cache_alloc(cache, GFP_KERNEL);
                }

                thread module_exit {
                	kmem_cache_destroy(cache);
                     // ^^^^^^^^^^^^^^^^^^^^^^^^^ cache-in-use: objects of the cache are allocated
                }
                """, "", """
                scenario "destroyed with an object left"

                struct item { int value; };
                struct kmem_cache *cache;
                struct item *item;

                init {
                	cache = kmem_cache_create("item");
                	item = kmem_cache_alloc(cache, GFP_KERNEL);
                }

                thread module_exit {
                	kmem_cache_free(cache, item);
                	kmem_cache_destroy(cache);
                }
                """), "free the objects, and wait for those that free them, before", false);
    }

    @Override
    public List<Symptom> symptoms(Case c) {
        return super.symptoms(c).stream().map(s -> {
            Spot spot = c.spot(s.violation().site());
            return spot == null ? s : s.saying("`%s` of %s: %s; free the objects, and wait for those that free them, before".formatted(spot.text(), s.violation().thread(),
                    s.violation().message()));
        }).toList();
    }
}
