package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Value;
import org.holdfast.lang.hold.Annotation;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.HoldPackage;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.ParenthesizedExpression;
import org.holdfast.lang.hold.ScenarioFile;
import org.holdfast.lang.hold.Statement;
import org.holdfast.lang.hold.StringLiteral;
import org.holdfast.lang.hold.StructDeclaration;
import org.holdfast.lang.hold.Symbol;
import org.holdfast.lang.hold.TypeExpression;
import org.holdfast.lang.hold.Variable;

/** What all codes of one program share while it is lowered: declarations, numbers given out so far, problems met. */
final class Module {
    /** String literals are told apart by integers from here on: neither NULL nor an address. */
    private static final long STRINGS = 1L << 20;

    private final Texts texts;
    private final Declarations declarations;
    private final Locations locations = new Locations();
    private final Types types = new Types(this);
    private final Typer typer = new Typer(this);
    private final Shapes shapes = new Shapes(this);
    private final Guards guards = new Guards(this);
    private final Constants constants = new Constants(this);
    private final Functions functions = new Functions(this);
    private final Scopes scopes = new Scopes(this);
    private final Outline outline;
    private final List<ClaimText> claims;
    private final Map<EObject, Facts> facts = new IdentityHashMap<>();
    private final Map<Variable, Integer> globals = new LinkedHashMap<>();
    private final Map<Integer, Shape> globalShapes = new HashMap<>();
    private final Map<EObject, Shape> localShapes = new IdentityHashMap<>();
    private final List<String> strings = new ArrayList<>();
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<String> assumptions = new LinkedHashSet<>();
    private int quiet;
    private int refusals;

    Module(Input input) {
        texts = new Texts(input.path());
        declarations = new Declarations(input);
        outline = new Outline(this, input);
        claims = ClaimText.of(this, input);
    }

    Texts texts() {
        return texts;
    }

    Declarations declarations() {
        return declarations;
    }

    Locations locations() {
        return locations;
    }

    Types types() {
        return types;
    }

    Typer typer() {
        return typer;
    }

    Shapes shapes() {
        return shapes;
    }

    Guards guards() {
        return guards;
    }

    Constants constants() {
        return constants;
    }

    Functions functions() {
        return functions;
    }

    Scopes scopes() {
        return scopes;
    }

    Outline outline() {
        return outline;
    }

    List<ClaimText> claims() {
        return claims;
    }

    // ------------------------------------------------------------------------------------------------ problems

    void refuse(EObject element, String id, String message) {
        refuse(quiet == 0 ? texts.range(element) : null, id, message);
    }

    void refuse(Range range, String id, String message) {
        refusals++;
        if (quiet == 0) {
            problems.add(new Problem(id, message, range));
        }
    }

    /** How often something was refused, also where that was tried only. */
    int refusals() {
        return refusals;
    }

    /** Tries something whose failure is no problem. */
    <T> T quietly(Supplier<T> work) {
        quiet++;
        try {
            return work.get();
        } finally {
            quiet--;
        }
    }

    void assume(String sentence) {
        if (quiet == 0) {
            assumptions.add(sentence);
        }
    }

    List<Problem> problems() {
        return new ArrayList<>(problems);
    }

    List<String> assumptions() {
        return new ArrayList<>(assumptions);
    }

    // ------------------------------------------------------------------------------------------------ names

    /** What a name refers to; null where that is nothing. Macros that only rename are looked through by {@link #callee}. */
    EObject symbol(NameExpression name) {
        Symbol symbol = name.getSymbol();
        return symbol == null || symbol.eIsProxy() ? null : symbol;
    }

    /** What a call calls, through macros that are another name for it and parameters by name; null for what is declared nowhere. */
    EObject callee(NameExpression name, Activation activation) {
        EObject symbol = symbol(name);
        for (int i = 0; i < 50; i++) {
            Binding binding = activation == null ? null : activation.binding(symbol);
            if (binding instanceof Binding.ByName(Expression argument, Activation outer) && bare(argument) instanceof NameExpression next) {
                symbol = symbol(next);
                activation = outer;
            } else if (binding == null && symbol instanceof Define d && !d.isFunction() && d.getBody() != null && bare(d.getBody()) instanceof NameExpression next) {
                symbol = symbol(next);
                activation = null;
            } else {
                return symbol;
            }
        }
        return null;
    }

    /** The type that a parameter of a macro or function stands for; null if it stands for none. {@code (T)(x)} reads as a call of it. */
    CType typeArgument(NameExpression name, Activation activation) {
        return switch (activation == null ? null : activation.binding(symbol(name))) {
        case Binding.TypeArgument(CType type) -> type;
        case Binding.ByName(TypeExpression type, Activation outer) -> types.of(type.getType(), outer);
        case Binding.ByName(Expression argument, Activation outer) when bare(argument) instanceof NameExpression next -> typeArgument(next, outer);
        case null, default -> null;
        };
    }

    /** The function-like define that one or its alias is. */
    Define target(Define define) {
        Define found = define;
        for (int i = 0; i < 50 && !found.isFunction() && found.getBody() instanceof NameExpression name; i++) {
            if (!(symbol(name) instanceof Define next)) {
                return null;
            }
            found = next;
        }
        return found;
    }

    static Expression bare(Expression expression) {
        Expression inner = expression;
        while (inner instanceof ParenthesizedExpression p) {
            inner = p.getExpression();
        }
        return inner;
    }

    /** The member that an argument names. */
    String memberName(Expression argument, Activation outer) {
        if (!(bare(argument) instanceof NameExpression name)) {
            return texts.text(argument);
        }
        EObject symbol = symbol(name);
        String text = texts.name(name, HoldPackage.Literals.NAME_EXPRESSION__SYMBOL);
        return switch (outer == null ? null : symbol == null ? outer.parameter(text) : outer.binding(symbol)) {
        case Binding.MemberArgument(String member) -> member;
        case Binding.ByName(Expression further, Activation next) -> memberName(further, next);
        case null, default -> text;
        };
    }

    boolean isLibrary(EObject element) {
        return declarations.isKernel(element);
    }

    CType unknownStruct(String name) {
        return new CType.Struct(declarations.canonical(name, null));
    }

    StructDeclaration canonical(StructDeclaration struct) {
        return declarations.canonical(struct.getName(), struct);
    }

    Define defineNamed(String name) {
        return declarations.define(name);
    }

    Facts facts(EObject owner) {
        Facts known = facts.get(owner);
        if (known == null) {
            if (facts.containsKey(owner)) {
                return null;
            }
            facts.put(owner, null);
            known = new Facts(this, Scopes.body(owner));
            facts.put(owner, known);
        }
        return known;
    }

    Facts factsOf(EObject element) {
        return facts(Scopes.owner(element));
    }

    boolean isTarget(EObject label) {
        return factsOf(label).isTarget(label);
    }

    Range head(Statement statement) {
        return outline.head(statement);
    }

    int statementNumber(Statement statement) {
        return outline.number(statement);
    }

    // ------------------------------------------------------------------------------------------------ objects

    Variable globalNamed(String name) {
        return declarations.variable(name);
    }

    boolean isGlobal(Variable variable) {
        return declarations.isGlobal(variable);
    }

    boolean isStatic(Variable variable) {
        return Declarations.isStatic(variable);
    }

    /** The object number of a global, given out on first use. */
    int global(Variable variable) {
        boolean top = variable.eContainer().eContainer() instanceof ScenarioFile;
        Variable named = top ? globalNamed(variable.getName()) : null;
        // A variable of the scenario's stands in for the library's as a function does, unless it is another thing that has the name by chance.
        Variable canonical = named != null && (!isLibrary(variable) || types.of(named).equals(types.of(variable))) ? named : variable;
        Integer known = globals.get(canonical);
        if (known == null) {
            known = globals.size();
            globals.put(canonical, known);
        }
        return known;
    }

    /** Shapes are made late, since guards in them may name globals, this one too. */
    Shape shapeOfGlobal(int object) {
        Shape known = globalShapes.get(object);
        if (known == null) {
            Variable variable = new ArrayList<>(globals.keySet()).get(object);
            known = shapes.variable(variable.getName(), types.of(variable), Guards.annotations(variable));
            globalShapes.put(object, known);
        }
        return known;
    }

    Region regionOf(long pointer) {
        if (!Value.isPointer(pointer) || Value.object(pointer) >= globals.size()) {
            return null;
        }
        Shape shape = shapeOfGlobal(Value.object(pointer));
        int offset = Value.offset(pointer);
        return offset >= 0 && offset < shape.size() ? new Region(shape, offset) : null;
    }

    Shape localShape(EObject symbol, String name, CType type, List<Annotation> annotations) {
        return localShapes.computeIfAbsent(symbol, s -> shapes.variable(name, type, annotations));
    }

    List<Program.Global> globals() {
        List<Program.Global> result = new ArrayList<>();
        // Initial values may name further globals.
        for (int i = 0; i < globals.size(); i++) {
            Variable variable = new ArrayList<>(globals.keySet()).get(i);
            Shape shape = shapeOfGlobal(i);
            List<Long> cells = declarations.isHandedOn(variable) ? Collections.nCopies(shape.size(), 0L) : constants.initial(variable, shape, i);
            result.add(new Program.Global(variable.getName(), shapes.layout(shape), cells, !declarations.isHandedOn(variable)));
        }
        return result;
    }

    long string(StringLiteral literal) {
        String text = Initializers.string(literal);
        int index = strings.indexOf(text);
        if (index < 0) {
            index = strings.size();
            strings.add(text);
        }
        return STRINGS + index;
    }

    /** The text of a string literal by its value, or null. */
    String stringText(long value) {
        return value >= STRINGS && value < STRINGS + strings.size() ? strings.get((int) (value - STRINGS)) : null;
    }
}
