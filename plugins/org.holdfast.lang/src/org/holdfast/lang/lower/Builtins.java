package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Step;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.StructDeclaration;

/** Primitives that take types, names or any number of arguments, and so are evaluated in their own way. */
final class Builtins {
    private final Lane lane;
    private final Module module;
    private final CallExpression call;
    private final List<Expression> arguments;

    private Builtins(Lane lane, CallExpression call) {
        this.lane = lane;
        this.module = lane.module;
        this.call = call;
        this.arguments = call.getArguments();
    }

    /** Null if the name is none of these. */
    static Operand call(Lane lane, String name, CallExpression call, CType wanted) {
        Builtins b = new Builtins(lane, call);
        return switch (name) {
        case "maybe" -> b.choose(List.of(Operand.ZERO, Operand.integer(1)), CType.BOOL);
        case "any" -> b.any(wanted);
        case "container_of" -> b.containerOf();
        case "offsetof" -> Operand.of(Fold.constant(b.offset(b.type(0), b.arguments.get(1))), CType.UNSIGNED_LONG);
        case "struct_size" -> {
            CType target = b.typeOf(b.arguments.get(0)).pointee();
            yield Operand.of(Fold.constant(target == null ? 1 : lane.module.shapes().cells(target)), CType.UNSIGNED_LONG);
        }
        case "ARRAY_SIZE" -> b.arraySize();
        case "memset" -> b.clear();
        case "memcpy" -> b.copy();
        case "READ_ONCE" -> b.read();
        case "WRITE_ONCE" -> b.write();
        case "IS_ERR" -> b.isError();
        case "__uses" -> Operand.of(Primitives.names(lane.module, b.arguments).stream().anyMatch(lane.module.declarations()::isUsed) ? Fold.ONE : Fold.ZERO, CType.BOOL);
        case "__instance" -> Operand.of(new Expr.Instance(), CType.INT);
        case "__allocate" -> Allocation.allocate(lane, call, wanted);
        default -> null;
        };
    }

    private CType typeOf(Expression argument) {
        return module.typer().typeOf(argument, lane.activation);
    }

    private CType type(int argument) {
        return typeOf(arguments.get(argument));
    }

    private Operand choose(List<Operand> values, CType type) {
        int register = lane.register();
        lane.emit(new Step.Choose(register, values.stream().map(v -> Arithmetic.convert(v, type).value()).toList()));
        return Operand.of(new Expr.Register(register), type);
    }

    private Operand any(CType wanted) {
        List<Operand> values = new ArrayList<>();
        for (Expression argument : arguments) {
            values.add(lane.expressions.value(argument, wanted));
        }
        if (values.isEmpty()) {
            module.refuse(call, Problem.TYPE, "any() needs at least one value");
            return Operand.ZERO;
        }
        CType type = values.get(0).type();
        for (Operand value : values) {
            type = Arithmetic.joined(type, value.type());
        }
        return choose(values, type);
    }

    /** Where a member lies; it may be a path, as in {@code np.list}. */
    private int offset(CType type, Expression member) {
        CType inner = type;
        int offset = 0;
        for (String name : module.memberName(member, lane.activation).split("\\s*\\.\\s*")) {
            Shapes.Found found = inner instanceof CType.Struct(StructDeclaration d) ? module.shapes().field(d, name) : null;
            if (found == null) {
                module.refuse(call, Problem.TYPE, inner + " has no member " + name);
                return 0;
            }
            offset += found.offset();
            inner = found.type();
        }
        return offset;
    }

    private Operand containerOf() {
        Operand pointer = lane.expressions.value(arguments.get(0));
        CType type = type(1);
        int offset = offset(type, arguments.get(2));
        Region region = pointer.region();
        if (region != null) {
            Region outer = region.plus(-offset);
            region = outer != null && type instanceof CType.Struct && fits(outer, type) ? outer : null;
        }
        return new Operand(Fold.offset(pointer.value(), -offset), new CType.Pointer(type), region);
    }

    /** Whether an object of the type begins there, going by its first cell. */
    private boolean fits(Region region, CType type) {
        List<Shape.Slot> slots = module.shapes().of(type).slots();
        return !slots.isEmpty() && slots.get(0).cell().member() == region.slot().cell().member();
    }

    private Operand arraySize() {
        if (type(0) instanceof CType.Array(CType element, int length)) {
            return Operand.of(Fold.constant(length), CType.UNSIGNED_LONG);
        }
        module.refuse(call, Problem.TYPE, "ARRAY_SIZE() needs an array");
        return Operand.ZERO;
    }

    /** The object that memset() and memcpy() are about: all of what a typed pointer or array leads to. */
    private Place.Memory object(int argument) {
        CType type = type(argument);
        Operand pointer = lane.kept(lane.expressions.value(arguments.get(argument)));
        if (type instanceof CType.Array) {
            return new Place.Memory(pointer.value(), type, pointer.region(), -1);
        }
        if (pointer.type().pointee() instanceof CType.Void) {
            lane.refuse(call, "what '" + module.texts().text(arguments.get(argument)) + "' leads to has no type");
            return new Place.Memory(pointer.value(), CType.INT, null, -1);
        }
        return lane.places.pointee(arguments.get(argument), pointer);
    }

    private Operand clear() {
        Place.Memory object = object(0);
        if (!Long.valueOf(0).equals(module.constants().value(arguments.get(1), lane.activation))) {
            lane.refuse(call, "memset() is supported for 0 only");
            return Operand.ZERO;
        }
        List<Shape.Slot> slots = module.shapes().of(object.type()).slots();
        for (int i = 0; i < slots.size(); i++) {
            Shape.Slot slot = slots.get(i);
            if (slot.cell().lock() != null) {
                lane.emit(new Step.InitLock(Fold.offset(object.address(), i)));
            } else if (!(slot.type() instanceof CType.Lock)) {
                lane.places.store(Places.cell(object, i, slot), Operand.ZERO, call);
            }
        }
        return Operand.of(object.address(), CType.VOID_POINTER);
    }

    private Operand copy() {
        Place.Memory to = object(0);
        Place.Memory from = object(1);
        CType type = to.type() instanceof CType.Struct ? to.type() : from.type();
        lane.places.copy(new Place.Memory(to.address(), type, to.region(), -1), from, call);
        return Operand.of(to.address(), CType.VOID_POINTER);
    }

    private Operand read() {
        Place place = lane.places.of(arguments.get(0));
        if (place == null) {
            return lane.expressions.value(arguments.get(0));
        }
        return lane.kept(lane.marked(() -> lane.places.load(place, call)));
    }

    private Operand write() {
        Operand value = lane.expressions.value(arguments.get(1), type(0));
        if (Expressions.hasEffect(arguments.get(0))) {
            value = lane.kept(value);
        }
        Place place = lane.places.of(arguments.get(0));
        Operand stored = value;
        if (place == null) {
            module.refuse(call, Problem.TYPE, "'" + module.texts().text(arguments.get(0)) + "' cannot be assigned to");
            return Operand.NOTHING;
        }
        lane.marked(() -> {
            lane.places.store(place, stored, call);
            return null;
        });
        return Operand.NOTHING;
    }

    /** No address is negative, see {@link org.holdfast.engine.program.Value}. */
    private Operand isError() {
        Operand pointer = lane.kept(lane.expressions.value(arguments.get(0)));
        Expr negative = Fold.binary(Expr.BinaryOp.LT, pointer.value(), Fold.ZERO);
        Expr small = Fold.binary(Expr.BinaryOp.GE, pointer.value(), Fold.constant(-4095));
        return Operand.of(Fold.conditional(negative, small, Fold.ZERO), CType.BOOL);
    }
}
