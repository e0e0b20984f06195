package org.holdfast.cli.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README and the documentation show is true. A {@code console} block is run line by line and its output compared;
 * {@code [...]} in it stands for any lines, and {@code -Dholdfast.golden=write} rewrites outputs that have none. A {@code c} block
 * with a scenario header is checked and must be as expected; another one must stand in the file that a link in the paragraph
 * before it names.
 */
class DocumentationTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+\\.hold)\\)");
    private static final String COMMAND = "$ ./holdfast ";
    /** Runs for minutes, and this is a part of it. */
    private static final String TEST = "test";

    @TempDir
    private Path folder;

    private record Block(Path page, String language, String text, int start, String before) {
        String title() {
            return page.getFileName() + ": " + text.lines().findFirst().orElse("");
        }
    }

    @TestFactory
    Stream<DynamicTest> pages() throws IOException {
        List<Block> blocks = new ArrayList<>();
        blocks.addAll(blocks(ROOT.resolve("README.md")));
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
            for (Path page : pages.filter(p -> p.toString().endsWith(".md")).sorted().toList()) {
                blocks.addAll(blocks(page));
            }
        }
        return blocks.stream().filter(b -> b.language.equals("console") || b.language.equals("c")).map(b -> DynamicTest.dynamicTest(b.title(), () -> check(b)));
    }

    private static List<Block> blocks(Path page) throws IOException {
        String text = Files.readString(page);
        List<Block> blocks = new ArrayList<>();
        Matcher m = BLOCK.matcher(text);
        while (m.find()) {
            String before = text.substring(0, m.start()).stripTrailing();
            blocks.add(new Block(page, m.group(1), m.group(2), m.start(2), before.substring(before.lastIndexOf("\n\n") + 1)));
        }
        return blocks;
    }

    private void check(Block b) throws IOException, InterruptedException {
        if (b.language.equals("console")) {
            console(b);
        } else if (b.text.contains("scenario \"")) {
            Path file = Files.writeString(folder.resolve("shown.hold"), b.text);
            Run run = run(List.of("check", file.toString()));
            assertEquals(0, run.status, run.output);
        } else {
            Matcher link = LINK.matcher(b.before);
            assertTrue(link.find(), "the paragraph before names no file: " + b.before);
            assertTrue(Files.readString(b.page.resolveSibling(link.group(1))).contains(b.text), "not in " + link.group(1) + ":\n" + b.text);
        }
    }

    private void console(Block b) throws IOException, InterruptedException {
        String actual = "";
        List<String> lines = b.text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            assertTrue(lines.get(i).startsWith(COMMAND), "no command: " + lines.get(i));
            int from = i + 1;
            while (i + 1 < lines.size() && !lines.get(i + 1).startsWith("$ ")) {
                i++;
            }
            List<String> words = Arrays.asList(lines.get(from - 1).substring(COMMAND.length()).split(" +"));
            String shown = String.join("\n", lines.subList(from, i + 1)) + (i + 1 > from ? "\n" : "");
            actual += lines.get(from - 1) + "\n" + (words.getFirst().equals(TEST) ? shown : output(words, shown));
        }
        if (!actual.equals(b.text) && "write".equals(System.getProperty("holdfast.golden"))) {
            String page = Files.readString(b.page);
            Files.writeString(b.page, page.replace(b.text, actual));
        }
        assertEquals(actual, b.text);
    }

    /** What the command prints, or {@code shown} where that is the same but for elisions. */
    private String output(List<String> words, String shown) throws IOException, InterruptedException {
        String output = run(words).output;
        if (!shown.contains("[...]\n")) {
            return output;
        }
        String pattern = Arrays.stream(shown.split("\\[\\.\\.\\.\\]\n", -1)).map(Pattern::quote).reduce((a, c) -> a + "(?s:.*\n)?" + c).orElseThrow();
        return output.matches(pattern) ? shown : output;
    }

    private record Run(int status, String output) {
    }

    private Run run(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Dguice_custom_class_loading=CHILD", "-cp", System.getProperty("java.class.path"), "org.holdfast.cli.Main"));
        command.addAll(words);
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        int status = process.waitFor();
        return new Run(status, Files.readString(out, StandardCharsets.UTF_8));
    }
}
