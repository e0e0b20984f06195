package org.holdfast.lang.check;

import java.util.Optional;

/**
 * Verdicts that are known already, by a key that says what a revision does and nothing of where it stands: the same program with other comments, layout or
 * in another file has the same key. Asked and told by several threads at once.
 */
public interface Verdicts {
    /** Knows nothing and keeps nothing. */
    Verdicts NONE = new Verdicts() {
        @Override
        public Optional<byte[]> get(String key) {
            return Optional.empty();
        }

        @Override
        public void put(String key, byte[] verdict) {
            // kept nowhere
        }
    };

    /** @param key letters and digits */
    Optional<byte[]> get(String key);

    void put(String key, byte[] verdict);
}
