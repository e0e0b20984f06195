package org.holdfast.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The engine's inner order: who may know whom, nothing but the JRE, no state outside of objects, files a reader can take in. */
class EngineArchitectureTest {
    private static final Path SOURCES = Path.of("").toAbsolutePath().getParent().resolve("org.holdfast.engine/src");
    private static final Path TESTS = Path.of("").toAbsolutePath().resolve("src_test");

    /** For every package the other packages of the engine it may use. A package that is not here is not part of the design yet. */
    private static final Map<String, Set<String>> MAY_USE = mayUse();

    /** Files that are longer than 400 lines, with the reason. */
    private static final Map<String, String> LONG = Map.of();

    private static final int LINES = 400;
    private static final Pattern USE = Pattern.compile("(?<![\\w.])(java|javax|jdk|sun|com|org)\\.[a-z][\\w.]*\\.[A-Z]\\w*");

    private static Map<String, Set<String>> mayUse() {
        Map<String, Set<String>> edges = new LinkedHashMap<>();
        edges.put("program", Set.of());
        edges.put("explore", Set.of("program"));
        edges.put("explore.bench", Set.of("program", "explore"));
        edges.put("flow", Set.of("program", "explore"));
        edges.put("rule", Set.of("program", "explore", "flow"));
        edges.put("rules", Set.of("program", "explore", "flow", "rule"));
        return edges;
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static String packageOf(Path file) {
        return SOURCES.relativize(file).getParent().toString().replace('/', '.').replace('\\', '.').replaceFirst("^org\\.holdfast\\.engine\\.?", "");
    }

    /** Comments may name anything. */
    private static String code(Path file) throws IOException {
        return Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", " ").replaceAll("//[^\n]*", " ").replaceAll("\"(\\\\.|[^\"\\\\\n])*\"", "\"\"");
    }

    @Test
    void packagesKnowOnlyThoseBelow() throws IOException {
        Set<String> wrong = new TreeSet<>();
        for (Path file : files(SOURCES)) {
            String from = packageOf(file);
            assertTrue(MAY_USE.containsKey(from), from + " is a package without a place");
            for (String used : uses(file)) {
                if (used.startsWith("org.holdfast.")) {
                    String to = used.replaceFirst("^org\\.holdfast\\.engine\\.", "").replaceFirst("\\.?[A-Z].*$", "");
                    if (!to.equals(from) && !MAY_USE.get(from).contains(to)) {
                        wrong.add(file.getFileName() + " -> " + used);
                    }
                }
            }
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void nothingButTheJre() throws IOException {
        Set<String> wrong = new TreeSet<>();
        for (Path file : files(SOURCES)) {
            uses(file).stream().filter(u -> !u.startsWith("java.") && !u.startsWith("org.holdfast.engine.")).forEach(u -> wrong.add(file + " -> " + u));
        }
        assertEquals(Set.of(), wrong);
    }

    /** The engine is told what to explore; it reads no files, starts no threads of its own accord, and knows no clock but the one that bounds it. */
    @Test
    void noWorldOutside() throws IOException {
        Set<String> wrong = new TreeSet<>();
        for (Path file : files(SOURCES)) {
            boolean prints = packageOf(file).equals("explore.bench");
            uses(file).stream().filter(u -> u.startsWith("java.io.") && !(prints && u.equals("java.io.PrintStream")) || u.startsWith("java.nio.file.") || u.startsWith("java.net.")
                    || u.equals("java.util.Random") || u.equals("java.util.HashMap") && packageOf(file).equals("program"))
                    .forEach(u -> wrong.add(file.getFileName() + " -> " + u));
        }
        assertEquals(Set.of(), wrong);
    }

    private static Set<String> uses(Path file) throws IOException {
        Set<String> uses = new TreeSet<>();
        Matcher matcher = USE.matcher(code(file));
        while (matcher.find()) {
            uses.add(matcher.group());
        }
        return uses;
    }

    @Test
    void noMutableStatics() throws ReflectiveOperationException, IOException {
        Set<String> wrong = new TreeSet<>();
        for (Path file : files(SOURCES)) {
            String name = SOURCES.relativize(file).toString().replace('/', '.').replace('\\', '.').replaceFirst("\\.java$", "");
            if (!name.endsWith("package-info")) {
                for (Class<?> type : withNested(Class.forName(name))) {
                    Arrays.stream(type.getDeclaredFields()).filter(f -> Modifier.isStatic(f.getModifiers()) && !f.isSynthetic())
                            .filter(f -> !constant(f)).forEach(f -> wrong.add(type.getName() + "." + f.getName()));
                }
            }
        }
        assertEquals(Set.of(), wrong);
    }

    private static List<Class<?>> withNested(Class<?> type) {
        List<Class<?>> all = new ArrayList<>(List.of(type));
        for (Class<?> nested : type.getDeclaredClasses()) {
            all.addAll(withNested(nested));
        }
        return all;
    }

    /** Final, and of a type that cannot change; a private table of numbers will do, for nobody else can write to it. */
    private static boolean constant(Field field) {
        if (!Modifier.isFinal(field.getModifiers())) {
            return false;
        }
        Class<?> type = field.getType();
        if (type.isArray()) {
            return Modifier.isPrivate(field.getModifiers());
        }
        if (!Collection.class.isAssignableFrom(type) && !Map.class.isAssignableFrom(type)) {
            return true;
        }
        try {
            field.setAccessible(true);
            String made = field.get(null).getClass().getName();
            return made.startsWith("java.util.ImmutableCollections") || made.startsWith("java.util.Collections$Unmodifiable");
        } catch (IllegalAccessException hidden) {
            return false;
        }
    }

    @Test
    void filesAreShort() throws IOException {
        Map<String, Integer> tooLong = new TreeMap<>();
        List<Path> all = new ArrayList<>(files(SOURCES));
        all.addAll(files(TESTS));
        for (Path file : all) {
            int lines = Files.readAllLines(file).size();
            if (lines > LINES && !LONG.containsKey(file.getFileName().toString())) {
                tooLong.put(file.getFileName().toString(), lines);
            }
        }
        assertEquals(Map.of(), tooLong);
    }

    @Test
    void namesAreTheFieldsOwn() throws IOException {
        Pattern bad = Pattern.compile("I[A-Z][a-z]\\w*|\\w*(Impl|Util|Utils|Manager|Helper)");
        List<String> wrong = files(SOURCES).stream().map(f -> f.getFileName().toString().replace(".java", "")).filter(n -> bad.matcher(n).matches())
                .toList();
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyPackageSaysWhatIsInIt() throws IOException {
        Set<Path> silent = new TreeSet<>();
        List<Path> all = new ArrayList<>(files(SOURCES));
        all.addAll(files(TESTS));
        all.stream().map(Path::getParent).filter(p -> !Files.exists(p.resolve("package-info.java"))).forEach(silent::add);
        assertEquals(Set.of(), silent);
    }
}
