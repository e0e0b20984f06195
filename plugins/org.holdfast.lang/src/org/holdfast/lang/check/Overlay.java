package org.holdfast.lang.check;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Texts that stand for files while a repair is tried in this thread; nobody else sees them. */
final class Overlay implements Function<Path, Optional<String>> {
    private final Function<Path, Optional<String>> buffers;
    private final ThreadLocal<Map<Path, String>> edited = ThreadLocal.withInitial(Map::of);

    /** @param buffers asked for everything else */
    Overlay(Function<Path, Optional<String>> buffers) {
        this.buffers = buffers;
    }

    @Override
    public Optional<String> apply(Path path) {
        String text = edited.get().get(path);
        return text != null ? Optional.of(text) : buffers.apply(path);
    }

    <T> T with(Map<Path, String> texts, Supplier<T> work) {
        if (texts.isEmpty()) {
            return work.get();
        }
        Map<Path, String> before = edited.get();
        Map<Path, String> all = new HashMap<>(before);
        all.putAll(texts);
        edited.set(all);
        try {
            return work.get();
        } finally {
            edited.set(before);
        }
    }
}
