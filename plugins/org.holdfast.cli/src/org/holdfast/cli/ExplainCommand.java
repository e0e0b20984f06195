package org.holdfast.cli;

import java.util.List;
import java.util.Locale;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rules.Rules;
import org.holdfast.lang.report.RulePage;

/** Says what a rule reports, why, and how what it reports looks and is mended: the rule's card. */
final class ExplainCommand implements Command {
    private final List<Card> cards;

    ExplainCommand() {
        this(Rules.ALL.stream().map(Rule::card).toList());
    }

    ExplainCommand(List<Card> cards) {
        this.cards = cards;
    }

    @Override
    public String name() {
        return "explain";
    }

    @Override
    public String operands() {
        return "[RULE]";
    }

    @Override
    public String summary() {
        return "say what a rule reports and how to mend it";
    }

    @Override
    public String description() {
        return "Prints what a rule reports, why it matters, an example that fails and the same\nexample mended. Without a rule, the list of rules.";
    }

    @Override
    public List<Arguments.Option> options() {
        return List.of();
    }

    @Override
    public Status run(Arguments arguments, Terminal terminal) throws UsageException {
        if (arguments.operands().isEmpty()) {
            terminal.out().print(list());
            return Status.AS_EXPECTED;
        }
        String id = arguments.operands().getFirst();
        for (Card c : cards) {
            if (c.id().equals(id)) {
                terminal.out().print(RulePage.text(c));
                return Status.AS_EXPECTED;
            }
        }
        throw new UsageException("there is no rule " + id + "; holdfast explain lists them");
    }

    private String list() {
        StringBuilder out = new StringBuilder();
        int width = cards.stream().mapToInt(c -> c.id().length()).max().orElse(0);
        for (Card.Group group : Card.Group.values()) {
            List<Card> own = cards.stream().filter(c -> c.group() == group).toList();
            if (!own.isEmpty()) {
                out.append(out.isEmpty() ? "" : "\n").append(word(group)).append('\n');
                own.forEach(c -> out.append(("  %-" + width + "s  %s%n").formatted(c.id(), c.title())));
            }
        }
        return out.toString();
    }

    private static String word(Card.Group group) {
        String name = group.name().toLowerCase(Locale.ROOT);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
