package org.holdfast.cli;

import java.io.IOException;
import java.util.List;

/** One word of the command line. */
interface Command {
    String name();

    /** Operands as the usage line shows them: {@code FILE|DIR…}. */
    String operands();

    /** One line for the list of commands. */
    String summary();

    /** What its help page says below the usage line, wrapped as it stands. */
    String description();

    List<Arguments.Option> options();

    Status run(Arguments arguments, Terminal terminal) throws UsageException, IOException;
}
