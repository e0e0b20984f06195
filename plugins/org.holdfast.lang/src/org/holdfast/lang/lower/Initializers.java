package org.holdfast.lang.lower;

import java.util.BitSet;
import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Step;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.CastExpression;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.Designator;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.HoldPackage;
import org.holdfast.lang.hold.InitializerItem;
import org.holdfast.lang.hold.InitializerList;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.ParenthesizedExpression;
import org.holdfast.lang.hold.StringLiteral;
import org.holdfast.lang.hold.StructDeclaration;
import org.holdfast.lang.hold.Variable;

/** Initializer lists, for objects that are made while the program runs and for globals' first values; assignment of whole structs. */
final class Initializers {
    /** Takes each cell that gets a value, with the expression and the activation it is to be read in. */
    interface Sink {
        void cell(int offset, CType type, Expression value, Activation activation);

        /** A whole struct is copied from elsewhere. */
        void copy(int offset, CType type, Expression value, Activation activation);
    }

    private record Source(Expression expression, Activation activation) {
    }

    private final Module module;
    private final Sink sink;

    Initializers(Module module, Sink sink) {
        this.module = module;
        this.sink = sink;
    }

    /** Initialises a local object, or a variable of init that others name. */
    static void store(Lane lane, Place.Memory place, Variable variable) {
        Module module = lane.module;
        Initializers initializers = new Initializers(module, new Stores(lane, place));
        if (variable.getMacro() != null) {
            Binding self = new Binding.InMemory(place.address(), place.type(), place.region());
            initializers.definer(variable, place.type(), self, lane.activation);
        } else if (variable.getInitializer() != null) {
            initializers.walk(place.type(), 0, variable.getInitializer(), lane.activation);
        }
    }

    /** {@code target = value} of struct type. */
    static void assign(Lane lane, Place.Memory target, Expression value) {
        Stores stores = new Stores(lane, target);
        Initializers initializers = new Initializers(lane.module, stores);
        initializers.walk(target.type(), 0, value, lane.activation);
        if (initializers.unfold(new Source(value, lane.activation), 0).expression() instanceof InitializerList) {
            stores.clearOthers(value);
        }
    }

    static Place literal(Lane lane, CastExpression literal) {
        lane.refuse(literal, "a compound literal is supported only where a struct is initialised or assigned");
        return new Place.Register(lane.register(), CType.INT);
    }

    /** The first value of a variable that a macro defines: the expansion of the library's define of that name. */
    void definer(Variable variable, CType type, Binding self, Activation outer) {
        Define define = module.defineNamed(variable.getMacro());
        if (define == null || !define.isFunction() || define.getBody() == null || !(type instanceof CType.Struct)) {
            return;
        }
        Activation activation = new Activation(define);
        for (int i = 0; i < define.getParameters().size(); i++) {
            Binding binding = i == 0 ? self
                    : i <= variable.getArguments().size() ? new Binding.ByName(variable.getArguments().get(i - 1), outer)
                            : new Binding.Bound(Operand.ZERO);
            activation.bind(define.getParameters().get(i), binding);
        }
        walk(type, 0, define.getBody(), activation);
    }

    /** Number of elements an open array gets from its initializer. */
    static int length(Module module, Expression initializer, CType element) {
        if (initializer instanceof StringLiteral s) {
            return string(s).length() + 1;
        }
        if (!(initializer instanceof InitializerList list)) {
            return 0;
        }
        int next = 0;
        int length = 0;
        for (InitializerItem item : list.getItems()) {
            if (!item.getDesignators().isEmpty() && item.getDesignators().get(0).getIndex() != null) {
                Long index = module.constants().value(item.getDesignators().get(0).getIndex(), null);
                next = index == null ? next : (int) Math.min(Math.max(index, 0), Shapes.LIMIT);
            }
            length = Math.max(length, ++next);
        }
        return length;
    }

    void walk(CType type, int offset, Expression value, Activation activation) {
        Source source = unfold(new Source(value, activation), 0);
        switch (source.expression()) {
        case InitializerList list -> list(type, offset, list, source.activation());
        case StringLiteral s when type instanceof CType.Array(CType element, int length) -> {
            module.refuse(s, Problem.NOT_SUPPORTED, "initialising an array with a string is not supported");
        }
        case null -> {
        }
        default -> {
            if (type.isScalar()) {
                sink.cell(offset, type, source.expression(), source.activation());
            } else if (type instanceof CType.Struct) {
                sink.copy(offset, type, source.expression(), source.activation());
            } else {
                module.refuse(value, Problem.TYPE, type.described() + " cannot be initialised with this");
            }
        }
        }
    }

    /** Looks through macros, parentheses and casts to the list an expression stands for. */
    private Source unfold(Source source, int depth) {
        if (depth > 50) {
            return source;
        }
        Source inner = switch (source.expression()) {
        case ParenthesizedExpression e -> new Source(e.getExpression(), source.activation());
        case CastExpression e when e.getInitializer() != null -> new Source(e.getInitializer(), source.activation());
        case NameExpression e -> {
            EObject symbol = module.symbol(e);
            Binding binding = source.activation() == null ? null : source.activation().binding(symbol);
            if (binding instanceof Binding.ByName(Expression argument, Activation outer)) {
                yield new Source(argument, outer);
            }
            yield symbol instanceof Define d && !d.isFunction() && d.getBody() != null ? new Source(d.getBody(), new Activation(d)) : null;
        }
        case CallExpression e when e.getCallee() instanceof NameExpression name && module.symbol(name) instanceof Define d -> {
            Define define = module.target(d);
            Activation macro = define == null || !define.isFunction() ? null : Activation.ofDefine(module, define, e, source.activation(), null);
            yield macro == null || define.getBody() == null ? null : new Source(define.getBody(), macro);
        }
        case null, default -> null;
        };
        if (inner == null) {
            return source;
        }
        Source unfolded = unfold(inner, depth + 1);
        return unfolded.expression() instanceof InitializerList ? unfolded : source;
    }

    private void list(CType type, int offset, InitializerList list, Activation activation) {
        List<InitializerItem> items = list.getItems();
        if (type.isScalar()) {
            if (items.size() == 1 && items.get(0).getDesignators().isEmpty()) {
                walk(type, offset, items.get(0).getValue(), activation);
            } else if (!items.isEmpty()) {
                module.refuse(list, Problem.TYPE, "too many values for " + type.described());
            }
            return;
        }
        if (items.size() == 1 && items.get(0).getDesignators().isEmpty() && isZero(items.get(0).getValue(), activation)) {
            return;
        }
        int next = 0;
        for (InitializerItem item : items) {
            Member member = item.getDesignators().isEmpty() ? member(type, next) : designated(type, item.getDesignators(), activation);
            if (member == null) {
                module.refuse(item, Problem.TYPE, item.getDesignators().isEmpty() ? "too many values for " + type.described()
                        : type.described() + " has no such member");
                return;
            }
            walk(member.type(), offset + member.offset(), item.getValue(), activation);
            next = member.index() + 1;
        }
    }

    private boolean isZero(Expression value, Activation activation) {
        return !(value instanceof InitializerList) && Long.valueOf(0).equals(module.constants().value(value, activation));
    }

    /** {@code index}: its number in the outermost aggregate. */
    private record Member(CType type, int offset, int index) {
    }

    private Member member(CType type, int index) {
        return switch (type) {
        case CType.Array(CType element, int length) -> index >= length ? null : new Member(element, index * module.shapes().cells(element), index);
        case CType.Struct(StructDeclaration d) -> {
            List<Shapes.Found> fields = module.shapes().fields(d);
            yield index >= fields.size() ? null : new Member(fields.get(index).type(), fields.get(index).offset(), index);
        }
        default -> null;
        };
    }

    private Member designated(CType type, List<Designator> designators, Activation activation) {
        CType inner = type;
        int offset = 0;
        int first = -1;
        for (Designator designator : designators) {
            Member member = null;
            if (designator.getIndex() != null) {
                Long index = module.constants().value(designator.getIndex(), activation);
                member = index == null || index < 0 || !(inner instanceof CType.Array) ? null : member(inner, (int) Math.min(index, Shapes.LIMIT));
            } else if (inner instanceof CType.Struct(StructDeclaration d)) {
                String name = module.texts().name(designator, HoldPackage.Literals.DESIGNATOR__FIELD);
                List<Shapes.Found> fields = module.shapes().fields(d);
                for (int i = 0; i < fields.size() && member == null; i++) {
                    if (name.equals(fields.get(i).field().getName())) {
                        member = new Member(fields.get(i).type(), fields.get(i).offset(), i);
                    }
                }
            }
            if (member == null) {
                return null;
            }
            first = first < 0 ? member.index() : first;
            inner = member.type();
            offset += member.offset();
        }
        return new Member(inner, offset, first);
    }

    static String string(StringLiteral literal) {
        StringBuilder text = new StringBuilder();
        for (String part : literal.getParts()) {
            text.append(unquoted(part));
        }
        return text.toString();
    }

    /** Whether or not the token reader has taken the quotes off. */
    static String unquoted(String text) {
        return text != null && text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"") ? text.substring(1, text.length() - 1) : String.valueOf(text);
    }

    /** Stores into an object that exists. */
    private static final class Stores implements Sink {
        private final Lane lane;
        private final Place.Memory target;
        private final BitSet written = new BitSet();

        Stores(Lane lane, Place.Memory target) {
            this.lane = lane;
            this.target = target;
        }

        /** What the list leaves out becomes 0. */
        void clearOthers(Expression where) {
            List<Shape.Slot> slots = lane.module.shapes().of(target.type()).slots();
            for (int i = 0; i < slots.size(); i++) {
                Shape.Slot slot = slots.get(i);
                if (slot.cell().lock() != null) {
                    lane.emit(new Step.InitLock(Fold.offset(target.address(), i)));
                } else if (!written.get(i) && !(slot.type() instanceof CType.Lock)) {
                    lane.places.store(Places.cell(target, i, slot), Operand.ZERO, where);
                }
            }
        }

        private Place.Memory at(int offset, CType type) {
            Region region = target.region() == null ? null : target.region().plus(offset);
            int member = region != null && type.isScalar() ? region.slot().cell().member() : -1;
            return new Place.Memory(Fold.offset(target.address(), offset), type, region, member);
        }

        @Override
        public void cell(int offset, CType type, Expression value, Activation activation) {
            written.set(offset);
            Operand operand = lane.within(activation, () -> lane.expressions.value(value, type));
            lane.places.store(at(offset, type), operand, value);
        }

        @Override
        public void copy(int offset, CType type, Expression value, Activation activation) {
            written.set(offset, offset + lane.module.shapes().cells(type));
            Place source = lane.within(activation, () -> lane.places.of(value));
            if (!(source instanceof Place.Memory from) || !from.type().equals(type)) {
                lane.module.refuse(value, Problem.TYPE, "this is no " + type);
                return;
            }
            lane.places.copy(at(offset, type), from, value);
        }
    }
}
