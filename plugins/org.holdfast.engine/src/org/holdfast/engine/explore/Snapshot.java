package org.holdfast.engine.explore;

import java.util.Arrays;

/** The machine's vector as the bytes in which it differs from a base: gaps and differences in variable length. */
final class Snapshot {
    private final long[] base;
    private byte[] buffer = new byte[1024];
    private int at;

    Snapshot(long[] base) {
        this.base = base.clone();
    }

    byte[] take(long[] vector) {
        at = 0;
        int last = -1;
        for (int i = 0; i < vector.length; i++) {
            if (vector[i] != base[i]) {
                put(i - last);
                long difference = vector[i] ^ base[i];
                put(difference << 1 ^ difference >> 63);
                last = i;
            }
        }
        return Arrays.copyOf(buffer, at);
    }

    private void put(long value) {
        if (at + 10 > buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        long v = value;
        while ((v & ~0x7FL) != 0) {
            buffer[at++] = (byte) (v | 0x80);
            v >>>= 7;
        }
        buffer[at++] = (byte) v;
    }

    void restore(byte[] bytes, Machine m) {
        m.load(base);
        int i = -1;
        for (int p = 0; p < bytes.length;) {
            long[] read = {0, 0};
            for (int n = 0; n < 2; n++) {
                int shift = 0;
                byte b;
                do {
                    b = bytes[p++];
                    read[n] |= (long) (b & 0x7F) << shift;
                    shift += 7;
                } while (b < 0);
            }
            i += (int) read[0];
            m.w[i] = base[i] ^ (read[1] >>> 1 ^ -(read[1] & 1));
        }
    }
}
