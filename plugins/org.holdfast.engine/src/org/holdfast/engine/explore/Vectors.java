package org.holdfast.engine.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * The exact visited set: whole canonical forms, each word stored in as few bytes as it needs, in blocks; found through an
 * open-addressed table of part of the fingerprint and the place.
 */
final class Vectors extends Visited {
    private static final int BLOCK = 1 << 22;
    /** Places take the lower 40 bits of an entry, the fingerprint's upper 24 bits the rest. */
    private static final long PLACE = (1L << 40) - 1;

    private long[] table = new long[1 << 12];
    private int size;
    private final List<byte[]> blocks = new ArrayList<>(List.of(new byte[BLOCK]));
    private long top = 1;
    private byte[] packed = new byte[1024];
    private int length;

    @Override
    boolean prints() {
        return false;
    }

    @Override
    boolean add(Canon canon, Print print) {
        return add(canon);
    }

    @Override
    boolean add(Canon canon) {
        canon.build();
        if (canon.tail >= 0) {
            canon.put(canon.place[canon.tail]);
        }
        long fingerprint = Fingerprint.of(canon.words, canon.length);
        pack(canon.words, canon.length);
        int i = (int) Math.unsignedMultiplyHigh(fingerprint, table.length);
        // The upper bits already choose the place in the table; the tag takes the middle ones.
        long tag = fingerprint << 24 & ~PLACE;
        while (table[i] != 0) {
            if ((table[i] & ~PLACE) == tag && same(table[i] & PLACE)) {
                key = table[i] & PLACE;
                return false;
            }
            if (++i == table.length) {
                i = 0;
            }
        }
        key = store(fingerprint);
        table[i] = tag | key;
        if (++size > table.length / 4 * 3) {
            grow();
        }
        return true;
    }

    private void pack(long[] words, int count) {
        if (packed.length < count * 10 + 10) {
            packed = new byte[count * 20 + 10];
        }
        int at = 0;
        for (int i = 0; i < count; i++) {
            long v = words[i] << 1 ^ words[i] >> 63;
            while ((v & ~0x7FL) != 0) {
                packed[at++] = (byte) (v | 0x80);
                v >>>= 7;
            }
            packed[at++] = (byte) v;
        }
        length = at;
    }

    /** Stores the fingerprint, the length and the packed words; its place. States do not cross blocks. */
    private long store(long fingerprint) {
        int need = length + 12;
        if (need > BLOCK) {
            throw new Full();
        }
        if (top % BLOCK + need > BLOCK) {
            reserve(BLOCK);
            blocks.add(new byte[BLOCK]);
            top = (long) (blocks.size() - 1) * BLOCK;
        }
        long place = top;
        byte[] block = blocks.get((int) (place / BLOCK));
        int at = (int) (place % BLOCK);
        for (int b = 0; b < 8; b++) {
            block[at++] = (byte) (fingerprint >>> 8 * b);
        }
        for (int b = 0; b < 4; b++) {
            block[at++] = (byte) (length >>> 8 * b);
        }
        System.arraycopy(packed, 0, block, at, length);
        top += need;
        return place;
    }

    private boolean same(long place) {
        byte[] block = blocks.get((int) (place / BLOCK));
        int at = (int) (place % BLOCK) + 8;
        int there = block[at] & 0xFF | (block[at + 1] & 0xFF) << 8 | (block[at + 2] & 0xFF) << 16 | block[at + 3] << 24;
        return there == length && java.util.Arrays.equals(block, at + 4, at + 4 + length, packed, 0, length);
    }

    private void grow() {
        long capacity = Math.min(table.length + (long) table.length / 2, Integer.MAX_VALUE - 8);
        reserve(capacity * Long.BYTES);
        long[] larger = new long[(int) capacity];
        for (long entry : table) {
            if (entry != 0) {
                byte[] block = blocks.get((int) ((entry & PLACE) / BLOCK));
                int at = (int) ((entry & PLACE) % BLOCK);
                long fingerprint = 0;
                for (int b = 7; b >= 0; b--) {
                    fingerprint = fingerprint << 8 | block[at + b] & 0xFF;
                }
                int i = (int) Math.unsignedMultiplyHigh(fingerprint, capacity);
                while (larger[i] != 0) {
                    if (++i == capacity) {
                        i = 0;
                    }
                }
                larger[i] = entry;
            }
        }
        table = larger;
    }

    @Override
    long size() {
        return size;
    }

    @Override
    long bytes() {
        return (long) table.length * Long.BYTES + (long) blocks.size() * BLOCK;
    }

    @Override
    String assumption() {
        return null;
    }
}
