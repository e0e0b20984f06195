package org.holdfast.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.holdfast.cli.text.Offer;
import org.holdfast.cli.text.TextReport;
import org.holdfast.engine.rule.Edit;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.report.Ink;
import org.holdfast.lang.report.Sources;

/** Lists the fixes of a scenario with what was verified, or applies one. */
final class FixCommand implements Command {
    private final Checking checking;

    FixCommand(Checking checking) {
        this.checking = checking;
    }

    @Override
    public String name() {
        return "fix";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public String summary() {
        return "list the fixes that were tried, or apply one";
    }

    @Override
    public String description() {
        return """
                Lists the fixes for the findings of a scenario, expected ones included, each
                with its number, what was verified and what it changes. A verified fix was
                applied and the whole scenario checked again, in the revision concerned. With
                --apply the file is rewritten.

                Exit status: 0 there are fixes, or the fix was applied; 1 there is none; 2 the
                file could not be read or understood, or there is no fix of that number.""";
    }

    @Override
    public List<Arguments.Option> options() {
        return List.of(new Arguments.Option("apply", "N", "apply fix number N and rewrite the file"),
                new Arguments.Option("revision", "R", "fixes of this revision only"));
    }

    @Override
    public Status run(Arguments arguments, Terminal terminal) throws UsageException, IOException {
        if (arguments.operands().size() != 1) {
            throw new UsageException("fix wants one file: holdfast fix FILE");
        }
        Path file = Path.of(arguments.operands().getFirst());
        if (Files.isDirectory(file)) {
            throw new UsageException(file + " is a folder; fix wants one file");
        }
        Report report = checking.check(file, CheckCommand.limits(arguments));
        Sources sources = new Sources();
        Ink ink = terminal.colour() ? Ink.COLOUR : Ink.PLAIN;
        if (CheckCommand.judge(report, false) == Status.UNREADABLE) {
            terminal.out().print(TextReport.of(report, Shown.of(report, file), sources, ink));
            return Status.UNREADABLE;
        }
        List<Offer> offers = Offer.of(report);
        if (!arguments.has("apply")) {
            terminal.out().print(offers.isEmpty() ? "No fixes for " + file + ".\n" : TextReport.fixes(report, Shown.of(report, file), sources, ink));
            return offers.isEmpty() ? Status.FINDINGS : Status.AS_EXPECTED;
        }
        long number = arguments.number("apply", 0);
        if (number > offers.size()) {
            throw new UsageException("there is no fix " + number + "; " + file + " has " + offers.size());
        }
        Offer offer = offers.get((int) number - 1);
        for (Map.Entry<String, List<Edit>> e : offer.edits().entrySet()) {
            Path target = Path.of(e.getKey());
            Files.writeString(target, Offer.apply(Files.readString(target), e.getValue()));
        }
        terminal.out().printf("Applied fix %d to %s in %s: %s%n", number, offer.finding().rule(), offer.revision(), offer.fix().title());
        return Status.AS_EXPECTED;
    }
}
