package org.holdfast.engine.explore;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Step;

/** Turns lock facts into {@link LockUse}s with their traces. */
final class Uses {
    private static final Step.Mode[] MODES = Step.Mode.values();

    private final Image image;
    private final Shape.Caps caps;

    Uses(Image image, Shape.Caps caps) {
        this.image = image;
        this.caps = caps;
    }

    List<LockUse> of(List<Findings.Use> uses) {
        List<LockUse> facts = new ArrayList<>();
        for (Findings.Use u : uses) {
            Replay replay = Replay.of(image, caps, u.run(), null, u.node());
            String thread = replay.recorder.thread == null ? "" : replay.recorder.thread;
            String taken = Names.lockClass(image.program, u.location(), u.subclass());
            if (u.heldLocation() < 0) {
                facts.add(new LockUse.InContext(taken, MODES[u.mode()], u.attempt(), Image.KINDS[u.kind()], u.interruptsOn(), u.softirqsOn(),
                        site(u.node()), thread, replay.trace()));
            } else {
                facts.add(new LockUse.Edge(Names.lockClass(image.program, u.heldLocation(), u.heldSubclass()), MODES[u.heldMode()], site(u.heldNode()),
                        taken, MODES[u.mode()], site(u.node()), u.attempt(), u.sameLock(), u.nested(), Image.KINDS[u.kind()], thread,
                        replay.trace()));
            }
        }
        return facts;
    }

    private Site site(int node) {
        Routine r = image.routineOf(node);
        return r.code.nodes().get(node - r.base).site();
    }
}
