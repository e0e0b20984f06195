package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import java.util.Arrays;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Value;

/**
 * The canonical form of the machine's state, in {@link #words}: two states have the same one only if they differ in nothing but the
 * numbers of heap objects and the order of what has none. Objects are numbered in the order in which globals, then executions, then pending items
 * first lead to them (heap symmetry: Iosif 2004); what has no order of its own, pending items, callbacks, instances of one thread where
 * {@code symmetry} is on (Ip and Dill 1996), and objects nothing leads to, is sorted by content ({@link Colours}).
 */
final class Canon {
    private static final int WORK = Deferral.WORK.ordinal();

    private final Machine m;
    final boolean symmetry;
    /** First slot of the group of interchangeable executions each belongs to. */
    final int[] leader;
    long[] words = new long[256];
    int length;
    /** Canonical place of each execution, and the execution at each place. */
    final int[] place;
    final int[] order;
    int executions;
    int[] number = new int[64];
    int[] stamp = new int[64];
    int[] queue = new int[64];
    /** An execution that the state remembers besides, or -1; in fingerprints only. */
    int tail = -1;
    final Prints prints;
    final Siblings siblings;
    private final Print scratch;
    private int epoch;
    /** Each object is the only one of its allocating node and is named by that; no numbers are given. In fingerprints only. */
    boolean named;
    int numbered;
    /** How many objects globals lead to, and a hash of the others met since it was last 0. */
    int anchored;
    long trail;
    int closed;
    final Colours colours;
    private long[] keys = new long[16];
    private int[] sorted = new int[16];

    Canon(Machine m, boolean symmetry) {
        this.m = m;
        this.symmetry = symmetry;
        leader = leaders(m, symmetry);
        place = new int[m.shape.slots];
        order = new int[m.shape.slots];
        colours = new Colours(m, this);
        prints = new Prints(m, this);
        siblings = new Siblings(m, this);
        scratch = new Print(m.shape.slots);
    }

    private static int[] leaders(Machine m, boolean symmetry) {
        Image image = m.image;
        int[] leader = new int[m.shape.slots];
        for (int e = 0; e < leader.length; e++) {
            leader[e] = e;
            if (!symmetry) {
                continue;
            }
            if (e > m.shape.solo) {
                leader[e] = m.shape.solo + 1;
            } else if (e > 0 && e < image.statics && image.thread[e] == image.thread[e - 1] && !Symmetry.distinguishes(image.routines[image.routine[e]])) {
                leader[e] = leader[e - 1];
            }
        }
        return leader;
    }

    /** Fingerprint of the machine's state. */
    long fingerprint() {
        prints.whole(scratch);
        return scratch.value();
    }

    /** What tells an execution from others in the state just fingerprinted. */
    long name(int e) {
        return prints.name(scratch, e);
    }

    /** Forgets all numbers; all objects of an ordered machine get theirs at once. {@code names}: where nodes can name the objects they do. */
    void restart(boolean names) {
        length = 0;
        numbered = 0;
        closed = 0;
        if (number.length < m.objects()) {
            number = Arrays.copyOf(number, m.objects() * 2);
            stamp = Arrays.copyOf(stamp, m.objects() * 2);
            queue = Arrays.copyOf(queue, m.objects() * 2);
        }
        epoch++;
        if (m.ordered) {
            numberByAge();
        }
        named = names && !m.ordered && Heap.nameable(m);
    }

    /** Builds the canonical form in {@link #words}. */
    void build() {
        restart(false);
        put(m.w[PHASE]);
        arrange();
        for (int i = m.shape.cells, n = i + m.image.globalCells; i < n; i++) {
            put(map(m.w[i]));
        }
        close();
        if (symmetry) {
            siblings.sort();
        }
        for (int p = 0; p < executions; p++) {
            place[order[p]] = p;
        }
        put(executions);
        for (int c = 0; c < m.image.cpus; c++) {
            if (m.image.shared[c] && m.w[PHASE] == Machine.MAIN) {
                int current = (int) m.w[FIRST_CPU + c] - 1;
                put(current < 0 ? 0 : place[current] + 1);
            }
        }
        for (int p = 0; p < executions; p++) {
            execution(order[p]);
        }
        close();
        pending();
        close();
        unreachable();

    }

    /** Keeps the order of allocation: all objects that are part of the state are numbered beforehand, oldest first. */
    private void numberByAge() {
        Reachable reachable = new Reachable(m).everything(-1);
        for (int o = m.image.globals; o < m.objects(); o++) {
            if (Heap.exists(m, o, reachable)) {
                number(o);
            }
        }
    }

    void put(long v) {
        if (length == words.length) {
            words = Arrays.copyOf(words, length * 2);
        }
        words[length++] = v;
    }

    boolean known(int object) {
        return named || stamp[object] == epoch;
    }

    int number(int object) {
        if (stamp[object] != epoch) {
            stamp[object] = epoch;
            number[object] = numbered;
            queue[numbered++] = object;
        }
        return number[object];
    }

    long map(long v) {
        int tag = (int) (v >>> 48) - 0x7FFC;
        return tag < 0 || tag > 2 ? v : mapTagged(v);
    }

    private long mapTagged(long v) {
        if (Value.isPointer(v)) {
            int o = Value.object(v);
            if (o < m.image.globals) {
                return v;
            }
            if (named) {
                return Value.pointer(m.image.globals + (int) m.w[m.meta(o) + O_NODE], Value.offset(v));
            }
            int n = number(o);
            if (n >= anchored) {
                trail = trail * 31 + o;
            }
            return Value.pointer(m.image.globals + n, Value.offset(v));
        }
        // An owner: its own list of held locks tells it from its likes.
        return Value.isExecution(v) ? Value.execution(symmetry ? leader[Value.executionIndex(v)] : place[Value.executionIndex(v)]) : v;
    }

    /** As {@link #map}, but an object without a number is known by its colour. */
    long colour(long v) {
        if (Value.isPointer(v) && Value.object(v) >= m.image.globals && !known(Value.object(v))) {
            return Fingerprint.mix(colours.of(Value.object(v)), Value.offset(v));
        }
        return map(v);
    }

    /** A set of executions, by their places. */
    long places(long set) {
        long mapped = 0;
        for (long left = set; left != 0; left &= left - 1) {
            mapped |= 1L << place[Long.numberOfTrailingZeros(left)];
        }
        return mapped;
    }

    /** Puts the executions into their own order: static ones, then callbacks as they started. */
    void arrange() {
        executions = 0;
        int statics = m.w[PHASE] == Machine.MAIN ? m.shape.statics : 0;
        for (int e = 0; e < statics; e++) {
            order[executions++] = e;
        }
        if (statics == 0 && m.exists(m.shape.solo)) {
            order[executions++] = m.shape.solo;
        }
        int fixed = executions;
        for (int e = m.shape.solo + 1; e < m.shape.slots; e++) {
            if (m.exists(e)) {
                int p = executions++;
                for (; p > fixed && m.w[m.shape.execution[order[p - 1]] + X_START] > m.w[m.shape.execution[e] + X_START]; p--) {
                    order[p] = order[p - 1];
                }
                order[p] = e;
            }
        }
        for (int p = 0; p < executions; p++) {
            place[order[p]] = p;
        }
    }

    private void room(int p) {
        if (p >= keys.length) {
            keys = Arrays.copyOf(keys, p * 2);
            sorted = Arrays.copyOf(sorted, p * 2);
        }
    }

    /** Puts what the execution is. */
    void execution(int e) {
        long[] w = m.w;
        int x = m.shape.execution[e];
        long state = w[x];
        if (length + m.shape.length > words.length) {
            words = Arrays.copyOf(words, words.length + m.shape.length);
        }
        long[] to = words;
        int at = length;
        to[at++] = state;
        if ((state & Machine.ENDED) == 0) {
            long counts = w[x + X_COUNTS];
            long snapshot = w[x + X_SNAPSHOT];
            to[at++] = w[x + X_CONTEXT] | counts << 33 | (snapshot != 0 ? 1L << 63 : 0);
            for (int i = x + X_HELD, n = i + 2 * (int) (counts & 0xFFFF); i < n; i += 2) {
                to[at++] = map(w[i]);
                to[at++] = w[i + 1] & 0xFFFFFFFFL;
            }
            if (counts > 0xFFFF) {
                at = sections(e, at);
            }
            if (snapshot != 0) {
                to[at++] = places(snapshot);
                to[at++] = map(w[x + X_DOMAIN]);
            }
            if (e > m.shape.solo) {
                to[at++] = places(w[x + X_WAITERS]);
                to[at++] = map(w[x + X_ITEM]);
                to[at++] = map(w[x + X_QUEUE]);
            }
            int base = m.shape.registers[e];
            for (int r : m.image.routines[m.routine(e)].live[m.pc(e)]) {
                to[at++] = map(w[base + r]);
            }
        }
        length = at;
    }

    /** Reader sections have no order: by domain. */
    private int sections(int e, int from) {
        int at = from;
        int count = m.sectionCount(e);
        int first = m.shape.execution[e] + m.shape.sections;
        long done = -1;
        for (int n = 0; n < count; n++) {
            int least = -1;
            for (int s = 0; s < count; s++) {
                long domain = map(m.w[first + 2 * s]);
                if (domain > done && (least < 0 || domain < map(m.w[first + 2 * least]))) {
                    least = s;
                }
            }
            done = map(m.w[first + 2 * least]);
            words[at++] = done;
            words[at++] = m.w[first + 2 * least + 1];
        }
        return at;
    }

    private void close() {
        while (closed < numbered) {
            object(queue[closed++]);
        }
    }

    private void object(int o) {
        int meta = m.meta(o);
        long word = m.w[meta] >>> 32 & 0x3FFFFF;
        boolean gone = m.status(o) == Machine.FREED;
        put((gone ? word & 0xFFFFF : word) | m.w[meta + O_NODE] << 32);
        if (gone) {
            return;
        }
        if (m.w[meta + O_REUSE] != 0) {
            put(map(m.w[meta + O_REUSE]));
        }
        for (int i = (int) m.w[meta], n = i + m.image.layouts[(int) word & 0xFFFF].size; i < n; i++) {
            put(map(m.w[i]));
        }
    }

    void pending() {
        int count = Deferred.count(m);
        put(count);
        if (count == 0) {
            return;
        }
        colours.forget();
        for (int p = 0; p < count; p++) {
            room(p);
            long key = count == 1 ? 0 : pendingKey(Deferred.at(m, p));
            int q = p;
            for (; q > 0 && keys[q - 1] > key; q--) {
                keys[q] = keys[q - 1];
                sorted[q] = sorted[q - 1];
            }
            keys[q] = key;
            sorted[q] = p;
        }
        for (int p = 0; p < count; p++) {
            int i = Deferred.at(m, sorted[p]);
            put(m.w[i + P_WHAT]);
            put(map(m.w[i + P_ITEM]));
            put(map(m.w[i + P_ARGUMENT]));
            put(map(m.w[i + P_QUEUE]));
            put(m.w[i + P_LIMIT]);
            put(places(m.w[i + P_READERS]));
            put(places(m.w[i + P_WAITERS]));
        }
    }

    private long pendingKey(int i) {
        long h = colour(m.w[i + P_QUEUE]);
        if (Deferred.deferral(m, i) == WORK && m.w[i + P_LIMIT] > 0) {
            // First in, first out: items of one limited queue keep their order.
            return Fingerprint.mix(h, WORK);
        }
        h = Fingerprint.mix(h, m.w[i + P_WHAT]);
        h = Fingerprint.mix(h, colour(m.w[i + P_ITEM]));
        h = Fingerprint.mix(h, colour(m.w[i + P_ARGUMENT]));
        h = Fingerprint.mix(h, places(m.w[i + P_READERS]));
        return Fingerprint.mix(h, places(m.w[i + P_WAITERS]));
    }

    void unreachable() {
        colours.forget();
        for (int o = lost(); o >= 0; o = lost()) {
            number(o);
            close();
        }
    }

    /** The object to number next of those nothing leads to, or -1. */
    int lost() {
        int best = -1;
        long least = 0;
        for (int o = m.image.globals; o < m.objects(); o++) {
            if (known(o) || !Heap.stays(m, o)) {
                continue;
            }
            long colour = colours.of(o);
            if (best < 0 || colour < least) {
                best = o;
                least = colour;
            }
        }
        return best;
    }
}
