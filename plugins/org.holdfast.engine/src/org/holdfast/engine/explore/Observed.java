package org.holdfast.engine.explore;

import java.util.List;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;

/** Words for observations. */
final class Observed {
    private Observed() {
    }

    static String message(Recorder rec, String rule, Step step, int e) {
        Machine m = rec.names.machine();
        return switch (rule) {
            case "sleep-in-atomic" -> (step instanceof Step.MaySleep s ? s.what() : "this") + " may sleep " + where(m, rec, e);
            case "must-hold" -> {
                Step.Require r = (Step.Require) step;
                String lock = rec.names.lock(rec.about, 0);
                yield r.hold() == Step.Require.Hold.NOT ? r.what() + " must not be called with " + lock + " held" : r.what() + " needs " + lock + " held";
            }
            case "lock-leak" -> {
                Step.Require r = (Step.Require) step;
                yield r.what() + " returns with" + (r.hold() == Step.Require.Hold.NOT ? " " : "out ") + rec.names.lock(rec.about, 0) + " held";
            }
            case "unguarded-access" -> {
                String how = step instanceof Step.Load ? "read" : step instanceof Step.Store ? "written" : "used";
                String guards = guards(m, rec.about);
                yield rec.names.cell(rec.about) + " is " + how + " without " + (guards.isEmpty() ? "its guard" : guards);
            }
            case "held-lock-freed" -> (step instanceof Step.InitLock ? "initialises " : "frees an object with ") + rec.names.lock(rec.about, 0)
                    + ", which another thread holds";
            default -> "a lock held over the walk was released inside it, and the walk goes on";
        };
    }

    private static String where(Machine m, Recorder rec, int e) {
        List<String> held = rec.names.held(e);
        if (m.kind(e) != 0) {
            return "in " + switch (Image.KINDS.get(m.kind(e))) {
                case SOFTIRQ -> "softirq";
                case HARDIRQ -> "hardirq";
                default -> "NMI";
            } + " context";
        }
        if (m.sectionCount(e) > 0 && Grace.find(m, e, Value.NULL) >= 0 && !m.anyOff(e)) {
            return "inside an RCU reader section";
        }
        if (!held.isEmpty() && m.anyOff(e)) {
            return "with " + held.get(held.size() - 1) + " held";
        }
        if (m.context(e, Expr.ContextField.IRQ) != 0) {
            return "with interrupts off";
        }
        return m.context(e, Expr.ContextField.SOFTIRQ) != 0 ? "with softirqs off" : "with preemption off";
    }

    private static String guards(Machine m, long about) {
        if (!Value.isPointer(about)) {
            return "";
        }
        Layout.Cell cell = m.image.layouts[m.layoutOf(Value.object(about))].layout.cells().get(Value.offset(about));
        Names names = new Names(m);
        List<String> locks = cell.guards().stream().filter(g -> !g.pointee())
                .map(g -> names.lock(Value.pointer(g.object() >= 0 ? g.object() : Value.object(about), g.offset()), 0)).distinct().toList();
        return String.join(" or ", locks);
    }
}
