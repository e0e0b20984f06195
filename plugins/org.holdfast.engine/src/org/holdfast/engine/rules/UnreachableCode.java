package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.holdfast.engine.explore.Violation.Related;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Source;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** Functions that nothing calls, and statements that no run reaches: a verdict says nothing of them. */
final class UnreachableCode implements Rule {
    private static final Card CARD = new Card("unreachable-code", Card.Group.SCENARIO, Severity.INFORMATION, Card.Evidence.EXPLORE, "Nothing gets to this code", """
            A verdict is about what runs. The names and types of a function that no thread, callback or block calls are checked, but not what it does; the same goes for a
            statement that no run reaches, because a condition never comes true in this scenario. Often that is right (the error path of an allocation that does not fail
            here); sometimes the scenario lacks a thread, or a `maybe()`.""", """
            scenario "who calls it?"

            DEFINE_MUTEX(m);
            int users;

            void user_add(void)
            // ^^^^^^^^^^^^^^^^ unreachable-code: user_add() is never called
            {
            	mutex_lock(&m);
            	users++;
            	mutex_unlock(&m);
            }

            thread a { mutex_lock(&m); mutex_unlock(&m); }
            """, "", """
            scenario "who calls it?"

            DEFINE_MUTEX(m);
            int users;

            void user_add(void)
            {
            	mutex_lock(&m);
            	users++;
            	mutex_unlock(&m);
            }

            thread a { user_add(); }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Symptom> symptoms(Case c) {
        Set<String> entered = new HashSet<>();
        Set<Integer> reached = new HashSet<>();
        Set<Integer> lowered = new HashSet<>();
        Set<Site> dead = new HashSet<>(c.result().unreached());
        codes(c.program()).forEach(code -> code.nodes().forEach(node -> {
            node.site().frames().forEach(f -> entered.add(f.function()));
            lowered.add(node.site().statement());
            if (!dead.contains(node.site())) {
                reached.add(node.site().statement());
            }
        }));
        c.program().functions().forEach(f -> entered.add(f.name()));
        grow(entered, c.outline().source());
        List<Symptom> out = new ArrayList<>();
        for (Source.Function f : c.outline().source().functions()) {
            if (isFunction(f, c) && !entered.contains(f.name())) {
                out.add(symptom(f.range(), f.name(), List.of(), "%s() is never called: its types were checked, not what it does".formatted(f.name())));
            }
        }
        boolean ran = c.result().complete() && c.result().violations().stream().noneMatch(v -> v.fatal());
        if (ran) {
            Map<String, List<Statement>> blind = new LinkedHashMap<>();
            c.outline().statements().stream().filter(s -> s.form() != Source.Form.RETURN && s.form() != Source.Form.JUMP).filter(s -> lowered.contains(s.number()) && !reached.contains(s.number()))
                    .filter(s -> c.outline().tree(s).stream().noneMatch(t -> reached.contains(t.number())))
                    .forEach(s -> blind.computeIfAbsent(s.function(), k -> new ArrayList<>()).add(s));
            blind.forEach((function, statements) -> out.add(symptom(statements.getFirst().range(), function,
                    statements.stream().skip(1).map(UnreachableCode::related).toList(),
                    "no run gets to %s of %s: it was not checked".formatted(named(statements), entered.contains(function) ? function + "()" : function))));
        }
        out.sort(Comparator.comparing((Symptom s) -> s.finding().range().file()).thenComparingInt(s -> s.finding().range().offset()));
        return out;
    }

    private static Stream<Code> codes(Program p) {
        Stream<Code> blocks = Stream.of(p.init(), p.teardown());
        return Stream.of(blocks, p.threads().stream().map(Program.Thread::code), p.functions().stream().map(Program.Function::code)).flatMap(s -> s)
                .filter(x -> x != null);
    }

    /** A call that came to nothing, because what it calls is worth a constant, is a call all the same. */
    private static void grow(Set<String> entered, Source source) {
        Set<String> names = new HashSet<>();
        source.functions().forEach(f -> names.add(f.name()));
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Statement s : source.statements()) {
                boolean runs = entered.contains(s.function()) || s.function().startsWith("thread ") || s.function().equals("init") || s.function().equals("finally");
                for (Source.Call call : runs ? s.calls() : List.<Source.Call>of()) {
                    grew |= names.contains(call.function()) && entered.add(call.function());
                    grew |= call.arguments().stream().filter(names::contains).map(entered::add).reduce(false, Boolean::logicalOr);
                }
            }
        }
    }

    private static boolean isFunction(Source.Function f, Case c) {
        return !f.name().startsWith("thread ") && !f.name().equals("init") && !f.name().equals("finally") && c.outline().statement(f.body()) != null
                && c.header() != null && f.range().file().equals(c.header().file()); // what a library offers need not be used
    }

    /** The first statement, and how many there are beside it. */
    private static String named(List<Statement> statements) {
        String first = "`" + Outline.brief(statements.getFirst()) + "`";
        return statements.size() == 1 ? first : first + " and " + (statements.size() - 1) + " more statement" + (statements.size() == 2 ? "" : "s");
    }

    private static Related related(Statement s) {
        return new Related("not reached", "", new Site(s.range(), s.text(), s.number(), List.of()));
    }

    private static Symptom symptom(Range range, String function, List<Related> related, String message) {
        return new Symptom(new Finding(CARD.id(), List.of(), Severity.INFORMATION, message, range, related, null, List.of()), null, function, "", true);
    }
}
