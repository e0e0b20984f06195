package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;

/** Puts findings into words: replays the run of each and says what a kernel developer would. */
final class Wording {
    private final Image image;
    private final Shape.Caps caps;
    private final Findings findings;

    Wording(Image image, Shape.Caps caps, Findings findings) {
        this.findings = findings;
        this.image = image;
        this.caps = caps;
    }

    Violation violation(Finding f, Run run) {
        boolean observation = f.observation();
        Replay replay = Replay.of(image, caps, run, observation ? f : null, -1);
        Machine m = replay.m;
        Recorder rec = replay.recorder;
        boolean claim = f.rule().equals("claim-refuted");
        int unique = claim ? rec.refuting : f.node();
        Routine routine = image.routineOf(unique);
        int node = unique - routine.base;
        Code.Node at = routine.code.nodes().get(node);
        List<Violation.Related> related = new ArrayList<>();
        String thread;
        String message;
        String subject;
        if (claim) {
            thread = rec.thread;
            message = refuted(image.program.claims().get((int) f.detail()));
            subject = image.program.claims().get((int) f.detail()).name();
        } else if (observation) {
            thread = rec.thread == null ? rec.name(m.slot) : rec.thread;
            int e = rec.slot;
            message = Observed.message(rec, f.rule(), at.step(), e);
            subject = rec.names.cell(rec.about);
            if (f.rule().equals("sleep-in-atomic")) {
                held(m, e, thread, related);
            }
            if (f.rule().equals("held-lock-freed")) {
                locks(m, f.rule(), rec.about, rec, related);
            }
        } else if (f.rule().equals("leak")) {
            return leak(f, replay, at, routine, node);
        } else if (f.rule().equals("deadlock") || f.rule().equals("lost-wakeup")) {
            return deadlock(f, replay, at, routine, node);
        } else if (f.rule().equals("livelock")) {
            thread = rec.names.thread(executing(m, routine));
            message = thread + " goes round for ever and nothing any thread does lets it go on";
            subject = "";
        } else {
            int e = replay.interpreter.mover;
            thread = rec.name(e);
            long about = m.faultAddress;
            rec.add(e, routine, node, about, "", false);
            subject = subject(rec, f.rule(), about);
            message = fault(rec, f, at.step(), about, thread);
            history(rec, about, related);
            locks(m, f.rule(), about, rec, related);
        }
        return new Violation(f.rule(), message, thread, at.site(), routine.code.name(), node, subject, related, !observation, replay.trace());
    }

    private static int executing(Machine m, Routine routine) {
        for (int e = 0; e <= m.shape.solo; e++) {
            if (m.alive(e) && m.routine(e) == routine.id) {
                return e;
            }
        }
        return m.shape.solo;
    }

    private String subject(Recorder rec, String rule, long about) {
        return switch (rule) {
            case "use-after-free", "double-free" -> rec.names.object(about);
            case "self-deadlock", "unlock-not-held", "wrong-unlock", "lock-leak", "held-lock-freed" -> about == 0 ? "" : rec.names.lock(about, 0);
            default -> rec.names.cell(about);
        };
    }

    private Violation leak(Finding f, Replay replay, Code.Node at, Routine routine, int node) {
        Machine m = replay.m;
        String subject = "";
        List<Violation.Related> related = new ArrayList<>();
        for (int o : Ends.leaked(m)) {
            if (m.w[m.meta(o) + O_NODE] == f.node()) {
                subject = replay.recorder.names.object(Value.pointer(o, 0));
                Recorder.Place place = replay.recorder.allocated.get(o);
                if (place != null) {
                    related.add(new Violation.Related("allocated", place.thread(), place.site()));
                }
                break;
            }
        }
        String what = subject.isEmpty() ? "the object" : subject;
        return new Violation("leak", what + " is still allocated at the end and nothing leads to it any more", "end", at.site(), routine.code.name(), node,
                subject, related, true, replay.trace());
    }

    private Violation deadlock(Finding f, Replay replay, Code.Node at, Routine routine, int node) {
        Machine m = replay.m;
        Waits waits = new Waits(replay.interpreter, findings.stuck.getOrDefault(f, -1L));
        List<Waits.Wait> blocked = new ArrayList<>();
        for (Waits.Wait w : waits.core) {
            if (replay.interpreter.probe().blocked(w.execution()) || w.step() == image.routineOf(w.node()).step(w.node() - image.routineOf(w.node()).base)) {
                blocked.add(w);
            }
        }
        replay.deadlock(waits);
        List<Violation.Related> related = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        String thread = "";
        String subject = "";
        for (Waits.Wait w : blocked) {
            Routine r = image.routines[m.routine(w.execution())];
            Code.Node n = r.code.nodes().get(w.inner() - r.base);
            String name = replay.recorder.name(w.execution());
            m.enter(w.execution());
            long about = w.step() instanceof Step.Acquire || w.step() instanceof Step.Barrier ? r.x[w.inner() - r.base].eval(m) : 0;
            if (w == waits.first()) {
                thread = name;
                subject = w.step() instanceof Step.Acquire ? replay.recorder.names.lock(about, 0) : replay.recorder.names.cell(about);
            } else {
                related.add(new Violation.Related("waits", name, n.site()));
            }
            held(m, w.execution(), name, related);
            parts.add(name + " " + waitsFor(replay.recorder, w, about));
        }
        String message = String.join(", ", parts);
        if (f.rule().equals("lost-wakeup")) {
            message += parts.size() == 1 ? " and nobody is left to wake it" : " and nobody is left to wake them";
        }
        return new Violation(f.rule(), message, thread, at.site(), routine.code.name(), node, subject, related, true, replay.trace());
    }

    static String waitsFor(Recorder rec, Waits.Wait w, long about) {
        String of = "";
        if (w.on() != 0) {
            List<String> names = new ArrayList<>();
            for (long left = w.on(); left != 0; left &= left - 1) {
                int e = Long.numberOfTrailingZeros(left);
                names.add(e == w.execution() ? "itself" : rec.name(e));
            }
            of = " (" + (w.step() instanceof Step.Acquire ? "held by " : "waits for ") + String.join(", ", names) + ")";
        }
        return switch (w.step()) {
            case Step.Acquire a -> "waits for " + rec.names.lock(about, a.subclass()) + of;
            case Step.Barrier b -> "waits for " + switch (b.what()) {
                case GRACE_PERIOD -> "a grace period";
                case CALLBACKS -> "RCU callbacks";
                case ITEM -> about == 0 ? "a work item" : rec.names.cell(about);
                case QUEUE -> "its workqueue";
            } + of;
            case Step.Await a -> switch (a.waiting()) {
                case LOCK -> "waits for a lock";
                case COMPLETION -> "waits for a completion";
                case WAKEUP -> "sleeps until it is woken";
                case WORK -> "waits for work";
                case TIMER -> "waits for a timer";
                case GRACE_PERIOD -> "waits for a grace period";
                case REFERENCE -> "waits for references to be dropped";
                case OTHER -> "waits";
            };
            default -> "cannot get the CPU";
        };
    }

    /** The note of a step that waits. */
    static String waits(Machine m, Step wait, long about) {
        return switch (wait) {
            case Step.Await a -> switch (a.waiting()) {
                case LOCK, TIMER, OTHER -> "waits";
                default -> "sleeps";
            };
            case Step.Barrier b -> "sleeps";
            case Step.Acquire a -> {
                int i = m.peek(about);
                int kind = i < 0 ? -1 : image(m, about);
                yield kind >= 0 && LockKind.values()[kind].sleeps() ? "sleeps" : "spins";
            }
            default -> "waits";
        };
    }

    private static int image(Machine m, long about) {
        return m.image.layouts[m.layoutOf(Value.object(about))].lock[Value.offset(about)];
    }

    private static void history(Recorder rec, long about, List<Violation.Related> related) {
        if (!Value.isPointer(about)) {
            return;
        }
        Recorder.Place allocated = rec.allocated.get(Value.object(about));
        Recorder.Place freed = rec.freed.get(Value.object(about));
        if (allocated != null) {
            related.add(new Violation.Related("allocated", allocated.thread(), allocated.site()));
        }
        if (freed != null) {
            related.add(new Violation.Related("freed", freed.thread(), freed.site()));
        }
    }

    /** Where the locks were acquired that the execution holds. */
    private void held(Machine m, int e, String thread, List<Violation.Related> related) {
        for (int h = 0, i = m.shape.execution[e] + X_HELD; h < m.heldCount(e); h++, i += 2) {
            Routine r = image.routineOf(Locking.node(m.w[i + 1]));
            related.add(new Violation.Related("acquired", thread, r.code.nodes().get(Locking.node(m.w[i + 1]) - r.base).site()));
        }
    }

    private void locks(Machine m, String rule, long about, Recorder rec, List<Violation.Related> related) {
        if (!rule.equals("self-deadlock") && !rule.equals("wrong-unlock") && !rule.equals("lock-leak") && !rule.equals("held-lock-freed")) {
            return;
        }
        for (int e = 0; e < m.shape.slots; e++) {
            int h = Locking.find(m, e, about, Locking.ANY);
            if (h >= 0) {
                int unique = Locking.node(m.w[m.shape.execution[e] + X_HELD + 2 * h + 1]);
                Routine r = image.routineOf(unique);
                related.add(new Violation.Related("acquired", rec.name(e), r.code.nodes().get(unique - r.base).site()));
            }
        }
    }

    private String fault(Recorder rec, Finding f, Step step, long about, String thread) {
        Machine m = rec.names.machine();
        if (m.faultMessage != null) {
            // A check knows best what it asked.
            return m.faultMessage;
        }
        String cell = rec.names.cell(about);
        String object = rec.names.object(about);
        return switch (f.rule()) {
            case "use-after-free" -> verb(step) + cell + " after it was freed";
            case "null-dereference" -> {
                String member = rec.names.member(step, about);
                yield member.isEmpty() ? "dereferences a NULL pointer" : verb(step) + member + " through a NULL pointer";
            }
            case "bad-pointer" -> bad(rec, step, about);
            case "list-corruption" -> "follows " + rec.names.value(about < Value.LIST_POISON2 ? Value.LIST_POISON1 : Value.LIST_POISON2) + ", the link of an entry that was deleted from its list";
            case "double-free" -> "frees " + object + " a second time";
            case "held-lock-freed" -> step instanceof Step.InitLock ? "initialises " + rec.names.lock(about, 0) + " while it is held"
                    : "frees " + object + " while its lock " + rec.names.lock(about, 0) + " is held";
            case "active-object-freed" -> "frees " + object + " while " + cell + " is still pending";
            case "unlock-not-held" -> about == 0 ? "enables what was not disabled" : "releases " + rec.names.lock(about, 0) + ", which it does not hold";
            case "wrong-unlock" -> "releases " + rec.names.lock(about, 0) + " in another mode than it was taken in";
            case "self-deadlock" -> "takes " + rec.names.lock(about, 0) + ", which it holds already";
            case "lock-leak" -> thread + " ends with " + rec.names.lock(about, 0) + " held";
            case "rcu-usage" -> step instanceof Step.End ? thread + " ends inside a reader section" : "leaves a reader section it is not in";
            default -> f.rule();
        };
    }

    private static String verb(Step step) {
        return switch (step) {
            case Step.Load s -> "reads ";
            case Step.Store s -> "writes ";
            case Step.Acquire s -> "takes ";
            case Step.Release s -> "releases ";
            default -> "uses ";
        };
    }

    private static String refuted(Program.Claim claim) {
        return switch (claim.form()) {
            case NEVER -> "the claim that never " + claim.text() + " does not hold";
            case ALWAYS -> "the claim that always " + claim.text() + " does not hold";
            case UNREACHABLE -> "the claim that " + claim.text() + " is unreachable does not hold";
        };
    }

    private static String bad(Recorder rec, Step step, long about) {
        if (step instanceof Step.Free) {
            return "frees " + (Value.isPointer(about) ? rec.names.cell(about) + ", which is not the start of an allocated object" : rec.names.value(about));
        }
        if (Value.isError(about)) {
            return "dereferences the error pointer ERR_PTR(" + about + ")";
        }
        return Value.isPointer(about) ? "uses a pointer into " + rec.names.object(about) + " as something it is not"
                : "dereferences " + rec.names.value(about) + ", which is no pointer";
    }
}
