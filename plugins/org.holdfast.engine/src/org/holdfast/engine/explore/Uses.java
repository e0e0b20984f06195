package org.holdfast.engine.explore;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Step;

/** Turns lock facts into {@link LockUse}s with their traces. */
final class Uses {
    private static final Trace EMPTY = new Trace(List.of(), List.of());
    private static final List<Step.Mode> MODES = List.of(Step.Mode.values());

    private final Image image;
    private final Shape.Caps caps;

    private final boolean traces;

    /** {@code traces}: with the run that led there; else with empty ones, which is much cheaper. */
    Uses(Image image, Shape.Caps caps, boolean traces) {
        this.traces = traces;
        this.image = image;
        this.caps = caps;
    }

    List<LockUse> of(Findings findings) {
        List<LockUse> facts = new ArrayList<>();
        for (Findings.Use u : findings.uses) {
            Replay replay = traces ? Replay.of(image, caps, u.run(), null, u.node()) : null;
            Trace trace = traces ? replay.trace() : EMPTY;
            String thread = traces && replay.recorder.thread != null ? replay.recorder.thread : u.thread();
            String taken = Names.lockClass(image.program, u.location(), u.subclass());
            if (u.heldLocation() < 0) {
                facts.add(new LockUse.InContext(taken, MODES.get(u.mode()), u.attempt(), Image.KINDS.get(u.kind()), u.interruptsOn(), u.softirqsOn(),
                        site(u.node()), thread, trace, u.heldLocation() == Findings.ALREADY));
            } else {
                facts.add(new LockUse.Edge(Names.lockClass(image.program, u.heldLocation(), u.heldSubclass()), MODES.get(u.heldMode()), site(u.heldNode()),
                        taken, MODES.get(u.mode()), site(u.node()), u.attempt(), u.sameLock(), u.nested(), Image.KINDS.get(u.kind()), thread,
                        trace));
            }
        }
        for (Findings.Crossing x : findings.crossings) {
            Routine r = image.routineOf(x.node());
            Step.Boundary step = (Step.Boundary) r.step(x.node() - r.base);
            facts.add(new LockUse.Boundary(step.function(), step.leaving(), x.held(), site(x.node()), x.thread()));
        }
        for (Findings.Race r : findings.races) {
            facts.add(new LockUse.Race(r.cell(), site(r.write()), name(r.write()), site(r.other()), name(r.other()), r.both(),
                    traces ? Replay.of(image, caps, r.run(), null, -1).trace() : EMPTY));
        }
        return facts;
    }

    private String name(int node) {
        return image.routineOf(node).code.name();
    }

    private Site site(int node) {
        Routine r = image.routineOf(node);
        return r.code.nodes().get(node - r.base).site();
    }
}
