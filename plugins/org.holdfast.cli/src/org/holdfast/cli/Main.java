package org.holdfast.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;

/** The command line. */
public final class Main {
    private final List<Command> commands;
    private final HelpCommand help;
    private final Version version;

    Main(Checking checking, Version version) {
        this.version = version;
        List<Command> all = new ArrayList<>(List.of(new CheckCommand(checking, version), new FixCommand(checking), new ExplainCommand(), new BenchCommand()));
        this.help = new HelpCommand(all);
        this.commands = all;
    }

    public static void main(String[] words) {
        Terminal terminal = Terminal.ofProcess(System.getenv());
        Status status = new Main(new LanguageChecking(), Version.ofBuild()).run(List.of(words), terminal);
        terminal.out().flush();
        System.exit(status.code());
    }

    /** Runs one command; never throws. */
    Status run(List<String> words, Terminal terminal) {
        try {
            return dispatch(words, terminal);
        } catch (UsageException e) {
            terminal.err().println("holdfast: " + e.getMessage());
        } catch (InvalidPathException e) {
            terminal.err().println("holdfast: " + e.getInput() + " is no path: " + e.getReason());
        } catch (IOException e) {
            terminal.err().println("holdfast: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
        return Status.UNREADABLE;
    }

    private Status dispatch(List<String> words, Terminal terminal) throws UsageException, IOException {
        if (words.isEmpty()) {
            terminal.err().print(help.overview());
            return Status.UNREADABLE;
        }
        String name = words.getFirst();
        List<String> rest = words.subList(1, words.size());
        switch (name) {
            case "--version", "-V" -> {
                terminal.out().println("holdfast " + version.text());
                return Status.AS_EXPECTED;
            }
            case "--help", "-h", "help" -> {
                return help.run(Arguments.parse(rest, help.options()), terminal);
            }
            default -> {
                for (Command c : commands) {
                    if (c.name().equals(name)) {
                        if (rest.contains("--help") || rest.contains("-h")) {
                            terminal.out().print(help.page(c));
                            return Status.AS_EXPECTED;
                        }
                        return c.run(Arguments.parse(rest, c.options()), terminal);
                    }
                }
                throw new UsageException("there is no command " + name + "; there are " + String.join(", ", commands.stream().map(Command::name).toList())
                        + ", help");
            }
        }
    }
}
