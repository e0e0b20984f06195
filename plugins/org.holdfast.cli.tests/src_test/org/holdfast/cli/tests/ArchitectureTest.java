package org.holdfast.cli.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/**
 * The layers of the product, as its manifests declare them and as its imports use them: whoever adds an edge finds out here. The
 * build itself cannot tell, because any edge that has no cycle compiles.
 */
class ArchitectureTest {

    private static final Path PLUGINS = Path.of("").toAbsolutePath().getParent();

    /** For every bundle those of our own it may use; a bundle that is not listed here does not belong to the product yet. */
    private static final Map<String, Set<String>> MAY_USE = mayUse();

    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+)");

    private static Map<String, Set<String>> mayUse() {
        Map<String, Set<String>> edges = new LinkedHashMap<>();
        edges.put("org.holdfast.engine", Set.of());
        edges.put("org.holdfast.lang", Set.of("org.holdfast.engine"));
        edges.put("org.holdfast.ide", Set.of("org.holdfast.lang", "org.holdfast.engine"));
        edges.put("org.holdfast.cli", Set.of("org.holdfast.ide", "org.holdfast.lang", "org.holdfast.engine"));
        edges.put("org.holdfast.ui", Set.of("org.holdfast.ide", "org.holdfast.lang", "org.holdfast.engine", "org.holdfast.examples"));
        edges.put("org.holdfast.examples", Set.of());
        edges.put("org.holdfast.doc", Set.of());
        return edges;
    }

    @Test
    void everyBundleStandsInTheList() throws IOException {
        assertEquals(new TreeSet<>(MAY_USE.keySet()), manifests().keySet());
    }

    @Test
    void bundlesRequireOnlyTheLayersBelow() throws IOException {
        manifests().forEach((bundle, manifest) -> {
            List<String> ours = names(manifest, "Require-Bundle").stream().filter(ArchitectureTest::isOurs).toList();
            assertTrue(MAY_USE.get(bundle).containsAll(ours), bundle + " requires " + ours);
            // a package import would be an edge that the line above does not see
            List<String> imported = names(manifest, "Import-Package").stream().filter(ArchitectureTest::isOurs).toList();
            assertEquals(List.of(), imported, bundle + " must require bundles, not import packages, of the product");
        });
    }

    @Test
    void engineNeedsOnlyTheJre() throws IOException {
        Manifest engine = manifests().get("org.holdfast.engine");
        for (String header : List.of("Require-Bundle", "Import-Package", "DynamicImport-Package", "Fragment-Host")) {
            assertEquals(List.of(), names(engine, header), header);
        }
        assertEquals(Set.of(), imports("org.holdfast.engine").stream()
                .filter(name -> !name.startsWith("java.") && !name.startsWith("org.holdfast.engine."))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** On the class path of the command line and of the tests everything is visible, so that the sources have to be asked too. */
    @Test
    void sourcesImportOnlyTheLayersBelow() throws IOException {
        for (String bundle : MAY_USE.keySet()) {
            Set<String> wrong = new TreeSet<>();
            for (String name : imports(bundle)) {
                String home = bundleOf(name);
                if (home != null && !home.equals(bundle) && !MAY_USE.get(bundle).contains(home)) {
                    wrong.add(name);
                }
            }
            assertEquals(Set.of(), wrong, bundle);
        }
    }

    /** Only the lowering sees both worlds: the language's model and the engine's programs. A place in a text is of both. */
    @Test
    void onlyTheCodeThatLowersSeesModelAndProgram() throws IOException {
        SortedSet<String> both = new TreeSet<>();
        for (Path source : sources("org.holdfast.lang")) {
            Set<String> imports = imports(source);
            if (imports.stream().anyMatch(name -> name.startsWith("org.holdfast.lang.hold."))
                    && imports.stream().anyMatch(name -> name.startsWith("org.holdfast.engine.program.")
                            && !name.equals("org.holdfast.engine.program.Range"))) {
                both.add(packageOf("org.holdfast.lang", source));
            }
        }
        both.removeIf(name -> name.equals("org.holdfast.lang.lower") || name.startsWith("org.holdfast.lang.lower."));
        assertEquals(Set.of(), both);
    }

    /** The workbench shows what services answer: it looks at no model, parses nothing, and has no diagnostics, fixes or proposals of its own. */
    @Test
    void theWorkbenchDecidesNothing() throws IOException {
        List<String> never = List.of("org.holdfast.lang.hold.", "org.holdfast.lang.scoping.", "org.holdfast.lang.validation.", "org.holdfast.lang.parser.",
                "org.holdfast.lang.syntax.", "org.holdfast.lang.types.", "org.holdfast.lang.library.", "org.holdfast.engine.flow.", "org.eclipse.xtext.",
                "org.eclipse.emf.", "org.antlr.");
        assertEquals(Set.of(), imports("org.holdfast.ui").stream().filter(name -> never.stream().anyMatch(name::startsWith))
                .collect(Collectors.toCollection(TreeSet::new)));
        // and no service knows the workbench
        assertEquals(Set.of(), imports("org.holdfast.ide").stream().filter(name -> name.matches("org\\.eclipse\\.(ui|jface|swt|core\\.resources)\\..*"))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyPackageIsExported() throws IOException {
        for (Map.Entry<String, Manifest> entry : manifests().entrySet()) {
            String bundle = entry.getKey();
            SortedSet<String> missing = packages(bundle);
            missing.removeAll(names(entry.getValue(), "Export-Package"));
            assertEquals(Set.of(), missing, "not in Export-Package of " + bundle);
        }
    }

    @Test
    void everyPackageBelongsToItsBundleAndSaysWhatIsInIt() throws IOException {
        for (String bundle : MAY_USE.keySet()) {
            for (String name : packages(bundle)) {
                assertTrue(name.equals(bundle) || name.startsWith(bundle + "."), name + " in " + bundle);
                assertTrue(Files.exists(PLUGINS.resolve(bundle).resolve("src").resolve(name.replace('.', '/'))
                        .resolve("package-info.java")), name + " has no package-info.java");
            }
        }
    }

    /** The class path and the target platform are pinned in two files, for there is no form that Maven and the platform share. */
    @Test
    void classPathAndTargetPlatformPinTheSameVersions() throws IOException {
        String pom = read(PLUGINS.resolveSibling("pom.xml"));
        String target = read(PLUGINS.resolveSibling("releng/holdfast.target/holdfast.target"));
        Map<String, String> inTarget = versions(target, pom);
        Map<String, String> inPom = versions(pom.substring(pom.indexOf("<dependencyManagement>")), pom);
        assertFalse(inPom.isEmpty());
        inPom.forEach((artifact, version) -> assertEquals(inTarget.get(artifact), version, artifact));
    }

    /** Artifact to version of each dependency in the text of a pom or a target file, with properties taken from the parent pom. */
    private static Map<String, String> versions(String text, String parent) {
        Map<String, String> found = new TreeMap<>();
        var matcher = Pattern.compile("<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>"
                + "\\s*<version>([^<]+)</version>").matcher(text);
        while (matcher.find()) {
            String version = matcher.group(3);
            if (version.startsWith("${")) {
                String property = version.substring(2, version.length() - 1);
                int at = parent.indexOf("<" + property + ">") + property.length() + 2;
                version = parent.substring(at, parent.indexOf('<', at));
            }
            found.put(matcher.group(1) + ":" + matcher.group(2), version);
        }
        return found;
    }

    private static boolean isOurs(String name) {
        return name.startsWith("org.holdfast.");
    }

    /** The bundle that a package or class of the product stands in: the longest bundle name it starts with, null if none. */
    private static String bundleOf(String name) {
        return MAY_USE.keySet().stream().filter(bundle -> name.startsWith(bundle + ".")).findFirst().orElse(null);
    }

    /** Manifests by bundle of everything beside us that is part of the product, which the test modules are not. */
    private static Map<String, Manifest> manifests() throws IOException {
        Map<String, Manifest> found = new TreeMap<>();
        try (Stream<Path> folders = Files.list(PLUGINS)) {
            for (Path folder : folders.sorted().toList()) {
                Path file = folder.resolve("META-INF/MANIFEST.MF");
                if (Files.exists(file) && !folder.toString().endsWith(".tests")) {
                    try (var in = Files.newInputStream(file)) {
                        Manifest manifest = new Manifest(in);
                        String name = names(manifest, "Bundle-SymbolicName").getFirst();
                        assertEquals(folder.getFileName().toString(), name, "folder and symbolic name");
                        found.put(name, manifest);
                    }
                }
            }
        }
        return found;
    }

    /** The names in a manifest header, without attributes and directives. */
    private static List<String> names(Manifest manifest, String header) {
        String value = manifest.getMainAttributes().getValue(header);
        if (value == null) {
            return List.of();
        }
        // commas also stand in quoted version ranges
        return Arrays.stream(value.replaceAll("\"[^\"]*\"", "").split(",")).map(clause -> clause.split(";")[0].trim()).toList();
    }

    private static List<Path> sources(String bundle) throws IOException {
        Path folder = PLUGINS.resolve(bundle).resolve("src");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static SortedSet<String> packages(String bundle) throws IOException {
        SortedSet<String> packages = new TreeSet<>();
        for (Path source : sources(bundle)) {
            packages.add(packageOf(bundle, source));
        }
        return packages;
    }

    private static String packageOf(String bundle, Path source) {
        return PLUGINS.resolve(bundle).resolve("src").relativize(source.getParent()).toString().replace('/', '.');
    }

    private static SortedSet<String> imports(String bundle) throws IOException {
        SortedSet<String> imports = new TreeSet<>();
        for (Path source : sources(bundle)) {
            imports.addAll(imports(source));
        }
        return imports;
    }

    private static SortedSet<String> imports(Path source) throws IOException {
        return IMPORT.matcher(read(source)).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
