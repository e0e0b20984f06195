package org.holdfast.ide.build;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.holdfast.lang.check.Verdicts;

/**
 * Verdicts in memory and, so that they survive the process, in a folder: a file for each. A file is written beside its place and moved there, so whoever is killed
 * leaves it whole or not at all; a file that is torn all the same, or of another version, is as good as none.
 */
public final class VerdictStore implements Verdicts {
    private static final int MAGIC = 0x484f4c44;
    /** Bytes in memory; what is used longest ago goes first. */
    private static final long MEMORY = 64L << 20;
    /** Files that stay when a store is opened; what was used longest ago goes first. */
    static final int FILES = 20_000;

    private final Path folder;
    private final String version;
    private final Consumer<IOException> failed;
    private final Map<String, byte[]> memory = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    /** In memory alone. */
    public VerdictStore() {
        this(null, "", e -> {
        });
    }

    /**
     * @param folder  made when it is needed
     * @param version of the program: another one may judge otherwise
     * @param failed  told that the folder cannot be read or written; the store goes on in memory
     */
    public VerdictStore(Path folder, String version, Consumer<IOException> failed) {
        this.folder = folder;
        this.version = version;
        this.failed = failed;
        if (folder != null && Files.isDirectory(folder)) {
            try {
                tidy();
            } catch (IOException e) {
                failed.accept(e);
            }
        }
    }

    @Override
    public Optional<byte[]> get(String key) {
        byte[] known = remembered(key);
        if (known == null && folder != null) {
            known = read(key);
            if (known != null) {
                remember(key, known);
            }
        }
        return Optional.ofNullable(known);
    }

    @Override
    public void put(String key, byte[] verdict) {
        remember(key, verdict);
        if (folder != null) {
            try {
                write(key, verdict);
            } catch (IOException e) {
                failed.accept(e);
            }
        }
    }

    /** Forgets everything, on disk too. */
    public void clear() {
        synchronized (memory) {
            memory.clear();
            size = 0;
        }
        if (folder != null && Files.isDirectory(folder)) {
            try {
                for (Path file : files()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                failed.accept(e);
            }
        }
    }

    private byte[] remembered(String key) {
        synchronized (memory) {
            return memory.get(key);
        }
    }

    private void remember(String key, byte[] verdict) {
        synchronized (memory) {
            byte[] before = memory.put(key, verdict);
            size += verdict.length - (before == null ? 0 : before.length);
            var oldest = memory.entrySet().iterator();
            while (size > MEMORY && oldest.hasNext()) {
                size -= oldest.next().getValue().length;
                oldest.remove();
            }
        }
    }

    private byte[] read(String key) {
        Path file = folder.resolve(key);
        try {
            if (!Files.isRegularFile(file)) {
                return null;
            }
            byte[] verdict = unpacked(Files.readAllBytes(file));
            if (verdict == null) {
                Files.deleteIfExists(file);
            } else {
                Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis())); // it is of use
            }
            return verdict;
        } catch (IOException e) {
            failed.accept(e);
            return null;
        }
    }

    private void write(String key, byte[] verdict) throws IOException {
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, "new", ".tmp");
        try {
            Files.write(fresh, packed(verdict));
            Files.move(fresh, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private byte[] packed(byte[] verdict) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeUTF(version);
        out.writeLong(sum(verdict));
        try (DeflaterOutputStream packed = new DeflaterOutputStream(out)) {
            packed.write(verdict);
        }
        return bytes.toByteArray();
    }

    /** Null for what is not whole, or not ours. */
    private byte[] unpacked(byte[] file) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
            if (in.readInt() != MAGIC || !in.readUTF().equals(version)) {
                return null;
            }
            long sum = in.readLong();
            byte[] verdict = new InflaterInputStream(in).readAllBytes();
            return sum(verdict) == sum ? verdict : null;
        } catch (IOException e) {
            return null; // it ends too early, or does not unpack
        }
    }

    private static long sum(byte[] verdict) {
        CRC32 sum = new CRC32();
        sum.update(verdict);
        return sum.getValue();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** Keeps the folder from growing for ever, and clears away what somebody who was killed left behind. */
    private void tidy() throws IOException {
        List<Path> all = files();
        for (Path file : all) {
            if (file.toString().endsWith(".tmp")) {
                Files.deleteIfExists(file);
            }
        }
        if (all.size() > FILES) {
            for (Path file : all.stream().sorted(Comparator.comparingLong((Path f) -> f.toFile().lastModified()).reversed()).skip(FILES).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
