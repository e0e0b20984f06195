package org.holdfast.engine.explore;

/** 64-bit hashing of word vectors by folded 128-bit multiplication (wyhash, Wang Yi 2019; public domain). */
final class Fingerprint {
    private static final long K0 = 0xA0761D6478BD642FL;
    private static final long K1 = 0xE7037ED1A0B428DBL;
    private static final long K2 = 0x8EBC6AF09C88C6E3L;

    private Fingerprint() {
    }

    static long fold(long a, long b) {
        return a * b ^ Math.unsignedMultiplyHigh(a, b);
    }

    static long mix(long h, long v) {
        return fold(h ^ K0, v ^ K1);
    }

    /** Never 0, which marks an empty place in a table. */
    static long of(long[] words, int length) {
        long h = K2 ^ length;
        long g = K0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            h = fold(words[i] ^ K0 ^ h, words[i + 1] ^ K1);
            g = fold(words[i + 2] ^ K1 ^ g, words[i + 3] ^ K2);
        }
        for (; i < length; i++) {
            h = fold(words[i] ^ h, K1);
        }
        long f = fold(h ^ K2, g ^ K1);
        return f == 0 ? 1 : f;
    }
}
