package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Source;
import org.holdfast.lang.hold.*;

/** The user's statements, numbered, and the outline that rules and fixes work on. */
final class Outline {
    private final Module module;
    private final List<Numbered> statements = new ArrayList<>();
    private final Map<EObject, Integer> numbers = new IdentityHashMap<>();
    private final Map<Statement, Range> heads = new IdentityHashMap<>();
    private final List<Source.Function> functions = new ArrayList<>();

    private record Numbered(Statement statement, int parent, String function) {
    }

    Outline(Module module, Input input) {
        this.module = module;
        input.includes().forEach(this::number);
        number(input.scenario());
    }

    private void number(ScenarioFile file) {
        for (Element element : file.getElements()) {
            switch (element) {
            case FunctionDeclaration f when f.getBody() != null -> function(f.getName(), Inlining.parameters(f).stream()
                    .map(p -> p instanceof NamedElement n && n.getName() != null ? n.getName() : "").toList(), f, f.getBody());
            case ThreadDeclaration t -> function("thread " + t.getName(), List.of(), t, t.getBody());
            case InitBlock b -> function("init", List.of(), b, b.getBody());
            case FinallyBlock b -> function("finally", List.of(), b, b.getBody());
            case null, default -> {
            }
            }
        }
    }

    private void function(String name, List<String> parameters, EObject whole, Block body) {
        if (body != null) {
            functions.add(new Source.Function(name, parameters, module.texts().range(whole), statements.size()));
            number(body, -1, name);
        }
    }

    private void number(Statement statement, int parent, String function) {
        int number = statements.size();
        numbers.put(statement, number);
        statements.add(new Numbered(statement, parent, function));
        for (EObject part : statement.eContents()) {
            if (part instanceof Statement inner) {
                number(inner, number, function);
            }
        }
    }

    int number(Statement statement) {
        return numbers.getOrDefault(statement, -1);
    }

    /** The innermost numbered statement an element is in. */
    int numberOf(EObject element) {
        for (EObject e = element; e != null; e = e.eContainer()) {
            Integer number = numbers.get(e);
            if (number != null) {
                return number;
            }
        }
        return -1;
    }

    /** What steps of the statement itself stand for: a compound statement without what it contains. */
    Range head(Statement statement) {
        return heads.computeIfAbsent(statement, s -> switch (s) {
        case IfStatement i when i.getThen() != null -> module.texts().before(i, i.getThen());
        case WhileStatement w when w.getBody() != null -> module.texts().before(w, w.getBody());
        case ForStatement f when f.getBody() != null -> module.texts().before(f, f.getBody());
        case SwitchStatement w when w.getBody() != null -> module.texts().before(w, w.getBody());
        case ScopedGuardStatement g when g.getBody() != null -> module.texts().before(g, g.getBody());
        case IteratorStatement i when i.getBody() != null -> module.texts().before(i, i.getBody());
        case DoStatement d when d.getCondition() != null -> module.texts().range(d.getCondition());
        default -> module.texts().bare(s);
        });
    }

    Source source() {
        Effects effects = new Effects(module);
        List<Source.Statement> result = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            Numbered each = statements.get(i);
            Uses uses = new Uses(effects);
            for (EObject part : each.statement().eContents()) {
                if (!(part instanceof Statement)) {
                    uses.look(part, false);
                }
            }
            switch (each.statement()) {
            case GuardStatement s -> uses.guard(s, s.getGuard(), s.getArguments());
            case ScopedGuardStatement s -> uses.guard(s, s.getGuard(), s.getArguments());
            default -> {
            }
            }
            result.add(new Source.Statement(i, each.parent(), form(each.statement()), each.function(), module.texts().range(each.statement()),
                    module.texts().text(each.statement(), head(each.statement())), List.copyOf(uses.reads), List.copyOf(uses.writes), uses.calls));
        }
        return new Source(result, functions);
    }

    private static Source.Form form(Statement statement) {
        return switch (statement) {
        case Block s -> Source.Form.BLOCK;
        case VariableDeclaration s -> Source.Form.DECLARATION;
        case ExpressionStatement s -> Source.Form.EXPRESSION;
        case IfStatement s -> Source.Form.IF;
        case WhileStatement s -> Source.Form.LOOP;
        case DoStatement s -> Source.Form.LOOP;
        case ForStatement s -> Source.Form.LOOP;
        case IteratorStatement s -> Source.Form.LOOP;
        case SwitchStatement s -> Source.Form.SWITCH;
        case CaseLabel s -> Source.Form.LABEL;
        case DefaultLabel s -> Source.Form.LABEL;
        case Label s -> Source.Form.LABEL;
        case BreakStatement s -> Source.Form.JUMP;
        case ContinueStatement s -> Source.Form.JUMP;
        case GotoStatement s -> Source.Form.JUMP;
        case ReturnStatement s -> Source.Form.RETURN;
        case GuardStatement s -> Source.Form.GUARD;
        case ScopedGuardStatement s -> Source.Form.GUARD;
        case null, default -> Source.Form.EMPTY;
        };
    }

    /** Names and calls in one statement, in order of evaluation; nested statements are left out. */
    private final class Uses {
        private final Effects effects;
        private final Set<String> reads = new LinkedHashSet<>();
        private final Set<String> writes = new LinkedHashSet<>();
        private final List<Source.Call> calls = new ArrayList<>();

        Uses(Effects effects) {
            this.effects = effects;
        }

        void look(EObject element, boolean written) {
            switch (element) {
            case Statement s -> {
            }
            case NameExpression e -> name(e, written);
            case AssignmentExpression e -> {
                look(e.getValue(), false);
                look(e.getTarget(), isName(e.getTarget()));
                if (!"=".equals(e.getOperator()) && isName(e.getTarget())) {
                    look(e.getTarget(), false);
                }
            }
            case PostfixExpression e -> both(e.getOperand());
            case UnaryExpression e when e.getOperator().equals("++") || e.getOperator().equals("--") -> both(e.getOperand());
            case ParenthesizedExpression e -> look(e.getExpression(), written);
            case CallExpression e -> call(e);
            case Variable v -> {
                v.eContents().forEach(part -> look(part, false));
                if (v.getInitializer() != null || v.getMacro() != null) {
                    writes.add(String.valueOf(v.getName()));
                }
            }
            case TypeExpression e -> {
            }
            case DeclarationSpecifiers s -> {
            }
            case null -> {
            }
            default -> element.eContents().forEach(part -> look(part, false));
            }
        }

        private boolean isName(Expression target) {
            return Module.bare(target) instanceof NameExpression;
        }

        private void both(Expression target) {
            look(target, false);
            if (isName(target)) {
                look(target, true);
            }
        }

        private void name(NameExpression e, boolean written) {
            if (module.symbol(e) instanceof Symbol s && (s instanceof Variable || s instanceof ValueParameter) && s.getName() != null && !module.isLibrary(s)) {
                (written ? writes : reads).add(s.getName());
            }
        }

        private void guard(Statement statement, GuardDefinition guard, List<Expression> arguments) {
            if (guard != null) {
                calls.add(new Source.Call("guard(" + guard.getName() + ")", module.isLibrary(guard), arguments.stream().map(module.texts()::text).toList(),
                        head(statement), effects.of(guard, arguments)));
            }
        }

        private void call(CallExpression call) {
            Facts.byName(module, call).forEach(name -> {
                look(name, false);
                look(name, true);
            });
            call.getArguments().forEach(argument -> look(argument, false));
            if (!(Module.bare(call.getCallee()) instanceof NameExpression name)) {
                look(call.getCallee(), false);
                return;
            }
            EObject symbol = module.symbol(name);
            if (symbol instanceof Variable || symbol instanceof ValueParameter) {
                look(name, false);
            }
            calls.add(new Source.Call(module.texts().name(name, HoldPackage.Literals.NAME_EXPRESSION__SYMBOL), symbol != null && module.isLibrary(symbol),
                    call.getArguments().stream().map(module.texts()::text).toList(), module.texts().range(call), effects.of(call)));
        }
    }
}
