package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

/** NULL is followed. */
final class NullDereference extends Observed {
    NullDereference() {
        super(new Card("null-dereference", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE, "A NULL pointer is followed", """
                Either the pointer was never set on this path, or another thread cleared it after it was tested; read a shared pointer once, and under the lock that
                clears it.""", """
                scenario "used before it is set"

                struct item { int value; };
                struct item *item;

                thread setter {
                	item->value = 1;
                     // ^^^^^^^^^^^^^^^ null-dereference:
                }
                """, "Check it: `if (item)` before `item->value = 1`", """
                scenario "used before it is set"

                struct item { int value; };
                struct item *item;

                thread setter {
                -	item->value = 1;
                +	if (item)
                +		item->value = 1;
                }
                """), "check it, or set it before others can get here", false);
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        Witness w = isOwn(symptom) ? Witness.of(symptom, c).orElse(null) : null;
        if (w == null) {
            return List.of();
        }
        List<Repair> out = new ArrayList<>(checks(w, Cause.of(symptom), c));
        out.addAll(Serial.repairs(w, Cause.of(symptom), c));
        return out;
    }

    /** The statement that fails, on condition that the pointer is set; and the same with the pointer read once, since it may change in between. */
    private static List<Repair> checks(Witness w, Cause cause, Case c) {
        Proposals out = new Proposals(cause);
        for (Spot spot : w.path().reversed()) {
            Statement s = spot.statement();
            if (s.form() != Form.EXPRESSION) {
                continue;
            }
            for (String pointer : Witness.pointers(spot).stream().sorted(Comparator.comparing(String::length).reversed()).toList()) {
                String code = Outline.code(s);
                out.add(Repair.Cost.EXTEND, "Check it: `if (" + pointer + ")` before `" + Outline.brief(s) + "`",
                        List.of(new Change.Replace(s.range(), "if (" + pointer + ")\n\t" + code)));
                if (pointer.matches(".*(->|\\.)(\\w+)") || c.program().globals().stream().anyMatch(g -> g.name().equals(pointer))) {
                    String once = pointer.replaceFirst(".*\\W", "") + (pointer.matches("\\w+") ? "_" : "");
                    String use = code.replaceAll("(?<![\\w.>])" + Pattern.quote(pointer) + "(?!\\w)", once);
                    out.add(Repair.Cost.EXTEND, "Read it once and check it: `" + once + " = READ_ONCE(" + pointer + ")`", List.of(new Change.Replace(s.range(),
                            "{\n\ttypeof(" + pointer + ") " + once + " = READ_ONCE(" + pointer + ");\n\n\tif (" + once + ")\n\t\t" + use + "\n}")));
                }
            }
        }
        return out.list();
    }
}
