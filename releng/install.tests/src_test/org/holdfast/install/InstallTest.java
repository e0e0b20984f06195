package org.holdfast.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The update site, in the hands of p2's director and of a bare platform. */
class InstallTest {

    private static final String FEATURE = "org.holdfast.feature.feature.group";

    private static final Path RELENG = Path.of("").toAbsolutePath().getParent();

    private static final Path SITE = RELENG.resolve("site/target/repository");

    @TempDir
    private Path folder;

    private Path platform;

    @BeforeEach
    void copyThePlatform() throws IOException {
        platform = folder.resolve("platform");
        copy(RELENG.resolve("product/target/products/org.holdfast.bare/linux/gtk/x86_64"), platform);
    }

    @Test
    void theFeatureIsInstalledAndTakenOutAgain() throws Exception {
        String before = bundles();
        assertFalse(before.contains("org.holdfast.ui,"), "the platform is bare");

        director("-repository", SITE.toUri().toString(), "-installIU", FEATURE);
        String with = bundles();
        for (String bundle : List.of("engine", "lang", "ide", "ui", "examples")) {
            assertTrue(with.contains("\norg.holdfast." + bundle + ","), bundle + " is installed:\n" + with);
        }
        String roots = director("-listInstalledRoots");
        assertTrue(roots.contains(FEATURE + "/"), roots);

        director("-uninstallIU", FEATURE);
        assertEquals(lines(before), lines(bundles()), "the platform is what it was");
        assertFalse(director("-listInstalledRoots").contains("org.holdfast.feature"), "and it still runs");
    }

    @Test
    void theSiteHasSourcesAndTheLicence() throws Exception {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(SITE.resolve("plugins"))) {
            files.map(file -> file.getFileName().toString().replaceFirst("_.*", "")).forEach(names::add);
        }
        for (String bundle : List.of("engine", "lang", "ide", "ui")) {
            assertTrue(names.contains("org.holdfast." + bundle + ".source"), bundle + ": " + names);
        }
        try (Stream<Path> features = Files.list(SITE.resolve("features"))) {
            Path feature = features.filter(file -> file.getFileName().toString().startsWith("org.holdfast.feature_")).findFirst().orElseThrow();
            try (ZipFile zip = new ZipFile(feature.toFile()); InputStream in = zip.getInputStream(zip.getEntry("feature.properties"))) {
                String licence = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                assertTrue(licence.contains("Eclipse Public License - v 2.0"), licence);
            }
        }
        try (Stream<Path> made = Files.list(RELENG.resolve("site/target"))) {
            assertTrue(made.anyMatch(file -> file.toString().endsWith(".zip")), "the site as one file");
        }
    }

    /** @return what the director says */
    private String director(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar", launcher().toString(),
                "-nosplash", "-application", "org.eclipse.equinox.p2.director", "-consoleLog", "-data", folder.resolve("workspace").toString(),
                "-destination", platform.toString(), "-profile", "DefaultProfile"));
        command.addAll(List.of(arguments));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        process.destroyForcibly();
        String said = Files.readString(log);
        assertTrue(ended, () -> "the director does not end:\n" + said);
        assertEquals(0, process.exitValue(), said);
        return said;
    }

    private Path launcher() throws IOException {
        try (Stream<Path> plugins = Files.list(platform.resolve("plugins"))) {
            return plugins.filter(file -> file.getFileName().toString().startsWith("org.eclipse.equinox.launcher_")).findFirst().orElseThrow();
        }
    }

    /** What the platform starts with. */
    private String bundles() throws IOException {
        return Files.readString(platform.resolve("configuration/org.eclipse.equinox.simpleconfigurator/bundles.info"));
    }

    private static TreeSet<String> lines(String text) {
        return text.lines().collect(Collectors.toCollection(TreeSet::new));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
