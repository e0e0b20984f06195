package org.holdfast.cli;

import java.util.List;

/** Says what there is. */
final class HelpCommand implements Command {
    private final List<Command> commands;

    HelpCommand(List<Command> commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String operands() {
        return "[COMMAND]";
    }

    @Override
    public String summary() {
        return "say how a command is used";
    }

    @Override
    public String description() {
        return "Prints the help page of a command, or the list of commands.";
    }

    @Override
    public List<Arguments.Option> options() {
        return List.of();
    }

    @Override
    public Status run(Arguments arguments, Terminal terminal) throws UsageException {
        if (arguments.operands().isEmpty()) {
            terminal.out().print(overview());
            return Status.AS_EXPECTED;
        }
        terminal.out().print(page(find(arguments.operands().getFirst())));
        return Status.AS_EXPECTED;
    }

    private Command find(String name) throws UsageException {
        for (Command c : commands) {
            if (c.name().equals(name)) {
                return c;
            }
        }
        return name.equals(name()) ? this : unknown(name);
    }

    private Command unknown(String name) throws UsageException {
        throw new UsageException("there is no command " + name + "; there are " + String.join(", ", commands.stream().map(Command::name).toList()));
    }

    String overview() {
        StringBuilder out = new StringBuilder("""
                Holdfast checks who holds what, and for how long: it explores a scenario of a
                kernel patch's locking and lifetime in every interleaving, in every revision.

                usage: holdfast COMMAND [OPTION…] [OPERAND…]

                """);
        for (Command c : commands) {
            out.append("  %-8s %-10s %s%n".formatted(c.name(), c.operands(), c.summary()));
        }
        return out.append("""

                  holdfast help COMMAND   options of a command
                  holdfast --version      which Holdfast this is
                """).toString();
    }

    String page(Command c) {
        StringBuilder out = new StringBuilder("usage: holdfast " + c.name() + (c.options().isEmpty() ? "" : " [OPTION…]") + (c.operands().isEmpty() ? "" : " ")
                + c.operands() + "\n\n" + c.description() + "\n");
        if (!c.options().isEmpty()) {
            out.append('\n');
        }
        int width = c.options().stream().mapToInt(o -> o.name().length() + 1 + o.value().length()).max().orElse(0);
        for (Arguments.Option o : c.options()) {
            out.append(("  --%-" + width + "s  %s%n").formatted(o.name() + (o.isFlag() ? "" : " " + o.value()), o.help()));
        }
        return out.toString();
    }
}
