package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.program.Site;

/**
 * What must happen when scopes are left, on every path: release of guards, {@code __free}, the end of objects on the stack, of atomic
 * sections, of walks. A stack in the order of declaration; a jump runs from the top down to what stays active.
 */
final class Cleanups {
    /**
     * @param key what it belongs to in the text: two jumps agree on a scope by it
     */
    private record Entry(Object key, Activation activation, List<Site.Frame> frames, Lane.Position position, Runnable work) {
    }

    private final Lane lane;
    private final List<Entry> entries = new ArrayList<>();

    Cleanups(Lane lane) {
        this.lane = lane;
    }

    int size() {
        return entries.size();
    }

    /** {@code work} emits the steps; it runs in the present activation and at the present site. */
    void push(Object key, Runnable work) {
        entries.add(new Entry(key, lane.activation, lane.frames(), lane.position(), work));
    }

    /** The scope ends here: runs what was pushed since and forgets it. */
    void leave(int depth) {
        emit(depth);
        while (entries.size() > depth) {
            entries.remove(entries.size() - 1);
        }
    }

    /** A jump leaves scopes: runs what was pushed since, which goes on being active for the text that follows. */
    void emit(int depth) {
        List<Entry> kept = new ArrayList<>(entries);
        Activation activation = lane.activation;
        List<Site.Frame> frames = lane.frames();
        Lane.Position position = lane.position();
        for (int i = kept.size() - 1; i >= depth && lane.graph.open(); i--) {
            Entry entry = kept.get(i);
            entries.remove(i);
            lane.activation = entry.activation();
            lane.frames(entry.frames());
            lane.position(entry.position());
            entry.work().run();
        }
        lane.activation = activation;
        lane.frames(frames);
        lane.position(position);
        entries.clear();
        entries.addAll(kept);
    }

    /**
     * For a jump to a place inside the scopes {@code keys} of the present activation: how deep the stack stays. -1 if the place is inside a
     * scope that is not active, so that the jump would go round its declaration.
     */
    int common(List<Object> keys) {
        Set<Object> target = new HashSet<>(keys);
        int depth = lane.activation.scopes;
        while (depth < entries.size() && target.remove(entries.get(depth).key())) {
            depth++;
        }
        return target.isEmpty() ? depth : -1;
    }
}
