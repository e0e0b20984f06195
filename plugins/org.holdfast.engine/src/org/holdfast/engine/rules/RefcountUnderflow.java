package org.holdfast.engine.rules;

import java.util.List;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

/** More puts than gets. */
final class RefcountUnderflow extends Observed {
    RefcountUnderflow() {
        super(new Card("refcount-underflow", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE, "A reference is dropped that nobody holds", """
                The count went below zero: some path puts twice, or puts what it never got. The witness lists every get and put of the count; each thread's puts have to
                match what it took or was handed.""", """
                scenario "put twice"

                struct item { refcount_t ref; };
                struct item *item;

                init {
                	item = kzalloc(sizeof(*item), GFP_KERNEL);
                	refcount_set(&item->ref, 1);
                }

                thread user {
                	refcount_dec_and_test(&item->ref);
                	refcount_dec_and_test(&item->ref);
                     // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ refcount-underflow: `refcount_dec_and_test(&item->ref)` of user
                }
                """, "Remove `refcount_dec_and_test(&item->ref)`", """
                scenario "put twice"

                struct item { refcount_t ref; };
                struct item *item;

                init {
                	item = kzalloc(sizeof(*item), GFP_KERNEL);
                	refcount_set(&item->ref, 1);
                }

                thread user {
                	refcount_dec_and_test(&item->ref);
                -	refcount_dec_and_test(&item->ref);
                }
                """), "remove the put that has no get", false);
    }

    @Override
    public List<Symptom> symptoms(Case c) {
        return super.symptoms(c).stream().map(s -> {
            Spot spot = c.spot(s.violation().site());
            return spot == null ? s : s.saying("`%s` of %s drops a reference that nobody holds; remove the put that has no get".formatted(spot.text(), s.violation().thread()));
        }).toList();
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        if (isOwn(symptom)) {
            return Surplus.repairs(symptom, Cause.of(symptom), c);
        }
        // A put that finds the object gone is one too many as well.
        Witness w = Witness.lifetime(symptom, c).orElse(null);
        Spot put = w == null ? null : w.path().reversed().stream().filter(w::isPut).findFirst().orElse(null);
        return put == null ? List.of() : Surplus.repairs(symptom, new Cause(card().id(), "`%s` of %s drops a reference to an object that other puts have freed; remove the put that has no get"
                .formatted(put.text(), w.violation().thread()), put.range()), c);
    }
}
