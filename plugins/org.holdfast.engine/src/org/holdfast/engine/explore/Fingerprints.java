package org.holdfast.engine.explore;

/**
 * 64-bit fingerprints in one open-addressed array with linear probing. The place comes from the upper bits by multiplication, so the
 * capacity need not be a power of two: growing by half at 80 % load keeps between 10 and 15 bytes a state.
 */
final class Fingerprints extends Visited {
    private static final int START = 1 << 12;

    private long[] table = new long[START];
    private int size;
    private int limit = START / 5 * 4;

    @Override
    boolean add(Canon canon) {
        return add(canon.fingerprint());
    }

    @Override
    boolean add(Canon canon, Print print) {
        return add(print.value());
    }

    @Override
    boolean prints() {
        return true;
    }

    boolean add(long fingerprint) {
        key = fingerprint;
        long[] t = table;
        int i = (int) Math.unsignedMultiplyHigh(fingerprint, t.length);
        for (;;) {
            long there = t[i];
            if (there == 0) {
                t[i] = fingerprint;
                if (++size > limit) {
                    grow();
                }
                return true;
            }
            if (there == fingerprint) {
                return false;
            }
            if (++i == t.length) {
                i = 0;
            }
        }
    }

    private void grow() {
        long capacity = Math.min(table.length + (long) table.length / 2, Integer.MAX_VALUE - 8);
        if (capacity <= table.length) {
            throw new Full();
        }
        reserve(capacity * Long.BYTES);
        long[] larger = new long[(int) capacity];
        for (long f : table) {
            if (f != 0) {
                int i = (int) Math.unsignedMultiplyHigh(f, capacity);
                while (larger[i] != 0) {
                    if (++i == capacity) {
                        i = 0;
                    }
                }
                larger[i] = f;
            }
        }
        table = larger;
        limit = (int) (capacity / 5 * 4);
    }

    @Override
    long size() {
        return size;
    }

    @Override
    long bytes() {
        return (long) table.length * Long.BYTES;
    }

    /** The odds that some state was taken for another, as TLC states them: n(n-1)/2 pairs, each alike with chance 2^-64. */
    @Override
    String assumption() {
        double odds = (double) size * size / 2 / Math.pow(2, 64);
        // Coarse on purpose: the same sentence for all but enormous state spaces.
        double bound = odds < 1e-9 ? 1e-9 : Math.pow(10, Math.ceil(Math.log10(odds)));
        return String.format(java.util.Locale.ROOT, "states are told apart by 64-bit fingerprints; the odds that one was missed are below %.0e", bound);
    }
}
