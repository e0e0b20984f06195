package org.holdfast.engine.explore;

/** A set of longs by open addressing; 0 is held apart. */
final class LongSet {
    private long[] keys = new long[64];
    private int size;
    private boolean zero;

    /** False if it was there. */
    boolean add(long key) {
        if (key == 0) {
            boolean fresh = !zero;
            zero = true;
            return fresh;
        }
        if (size * 2 >= keys.length) {
            long[] old = keys;
            keys = new long[old.length * 2];
            for (long k : old) {
                if (k != 0) {
                    keys[slot(k)] = k;
                }
            }
        }
        int i = slot(key);
        if (keys[i] == key) {
            return false;
        }
        keys[i] = key;
        size++;
        return true;
    }

    boolean contains(long key) {
        return key == 0 ? zero : keys[slot(key)] == key;
    }

    int size() {
        return size + (zero ? 1 : 0);
    }

    private int slot(long key) {
        int i = (int) Fingerprint.mix(key, 1) & keys.length - 1;
        while (keys[i] != 0 && keys[i] != key) {
            i = i + 1 & keys.length - 1;
        }
        return i;
    }
}
