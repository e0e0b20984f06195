package org.holdfast.lang.lower;

import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Step.Access;
import org.holdfast.engine.program.Value;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.CastExpression;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.ImplicitExpression;
import org.holdfast.lang.hold.IndexExpression;
import org.holdfast.lang.hold.MemberExpression;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.ParenthesizedExpression;
import org.holdfast.lang.hold.UnaryExpression;
import org.holdfast.lang.hold.Variable;

/** Lvalues: what an expression designates, and the steps that read and write it. */
final class Places {
    private final Lane lane;
    private final Module module;

    Places(Lane lane) {
        this.lane = lane;
        this.module = lane.module;
    }

    /** Null if the expression designates no place; then nothing has been emitted and it may be lowered as a value. */
    Place of(Expression expression) {
        return switch (expression) {
        case ParenthesizedExpression e -> of(e.getExpression());
        case NameExpression e -> name(e);
        case ImplicitExpression e -> {
            Binding binding = lane.activation.implicit(e.getName());
            yield binding == null ? null : of(binding);
        }
        case MemberExpression e -> member(e);
        case IndexExpression e -> element(e);
        case UnaryExpression e when "*".equals(e.getOperator()) -> pointee(e, lane.expressions.value(e.getOperand()));
        case CallExpression e -> expansion(e);
        case CastExpression e when e.getInitializer() != null -> Initializers.literal(lane, e);
        case null, default -> null;
        };
    }

    private Place expansion(CallExpression call) {
        if (call.getCallee() instanceof NameExpression name && module.symbol(name) instanceof Define define && define.isFunction()) {
            Activation macro = Activation.ofDefine(module, define, call, lane.activation, lane);
            return macro == null ? null : lane.within(macro, () -> of(define.getBody()));
        }
        return lane.calls.place(call);
    }

    private Place name(NameExpression name) {
        EObject symbol = module.symbol(name);
        Binding binding = lane.activation.binding(symbol);
        if (binding != null) {
            return of(binding);
        }
        return switch (symbol) {
        case Variable v when Primitives.isPseudo(module, v) -> Primitives.pseudo(lane, v);
        case Variable v when module.isGlobal(v) -> global(v);
        case Define d when !d.isFunction() && d.getBody() != null -> lane.within(new Activation(d), () -> of(d.getBody()));
        case null, default -> null;
        };
    }

    Place of(Binding binding) {
        return switch (binding) {
        case Binding.InRegister b -> new Place.Register(b.register(), b.type());
        case Binding.InMemory b -> memory(b.address(), b.type(), b.region());
        case Binding.ByName b -> lane.within(b.activation(), () -> of(b.expression()));
        case Binding.Bound b -> null;
        case Binding.TypeArgument b -> null;
        case Binding.MemberArgument b -> null;
        };
    }

    Place.Memory global(Variable variable) {
        int object = module.global(variable);
        Expr address = Fold.constant(Value.pointer(object, 0));
        return memory(address, module.types().of(variable), new Region(module.shapeOfGlobal(object), 0));
    }

    private static Place.Memory memory(Expr address, CType type, Region region) {
        int member = type.isScalar() && region != null ? region.slot().cell().member() : -1;
        return new Place.Memory(address, type, region, member);
    }

    private Place member(MemberExpression expression) {
        Place.Memory base;
        if (expression.isArrow()) {
            base = pointee(expression.getReceiver(), lane.expressions.value(expression.getReceiver()));
        } else {
            Place receiver = of(expression.getReceiver());
            if (!(receiver instanceof Place.Memory memory)) {
                module.refuse(expression, Problem.TYPE, module.texts().text(expression.getReceiver()) + " is no struct");
                return new Place.Register(lane.register(), CType.INT);
            }
            base = memory;
        }
        String name = module.typer().memberName(expression, lane.activation);
        return member(base, name, expression);
    }

    /** The member {@code name} of a struct in memory. */
    Place.Memory member(Place.Memory base, String name, EObject where) {
        Shapes.Found found = base.type() instanceof CType.Struct(var d) ? module.shapes().field(d, name) : null;
        if (found == null) {
            module.refuse(where, Problem.TYPE, base.type() + " has no member " + name);
            return new Place.Memory(base.address(), CType.INT, null, -1);
        }
        Region region = base.region() == null ? null : base.region().plus(found.offset());
        int member = module.locations().member(List.of(found.struct(), name));
        return new Place.Memory(Fold.offset(base.address(), found.offset()), found.type(), region, member);
    }

    private Place element(IndexExpression expression) {
        Operand array = lane.expressions.value(expression.getArray());
        Operand index = lane.expressions.value(expression.getIndex());
        if (!(array.type() instanceof CType.Pointer) && index.type() instanceof CType.Pointer) {
            Operand swap = array;
            array = index;
            index = swap;
        }
        Place base = of(expression.getArray(), array);
        Operand moved = array.type() instanceof CType.Pointer ? Arithmetic.moved(module, array, index, 1) : array;
        Place.Memory place = pointee(expression, moved);
        return base instanceof Place.Memory memory && memory.type() instanceof CType.Array && place.type().isScalar()
                ? new Place.Memory(place.address(), place.type(), place.region(), memory.member()) : place;
    }

    /** The array a value decayed from, known from its last member expression alone; nothing is emitted. */
    private Place of(Expression expression, Operand decayed) {
        Expression inner = expression;
        while (inner instanceof ParenthesizedExpression p) {
            inner = p.getExpression();
        }
        CType type = module.typer().typeOf(inner, lane.activation);
        if (!(type instanceof CType.Array)) {
            return null;
        }
        int member = -1;
        if (inner instanceof MemberExpression m) {
            String name = module.typer().memberName(m, lane.activation);
            var struct = module.typer().typeOf(m.getReceiver(), lane.activation).struct();
            Shapes.Found found = struct == null ? null : module.shapes().field(struct, name);
            member = found == null ? -1 : module.locations().member(List.of(found.struct(), name));
        }
        return new Place.Memory(decayed.value(), type, decayed.region(), member);
    }

    /** What a pointer leads to. */
    Place.Memory pointee(EObject where, Operand pointer) {
        CType target = pointer.type().pointee();
        if (pointer == Operand.REFUSED) {
            target = CType.INT;
        } else if (target == null) {
            module.refuse(where, Problem.TYPE, module.texts().text(where) + " is no pointer but " + pointer.type().described());
            target = CType.INT;
        }
        return new Place.Memory(pointer.value(), target, region(pointer, target), -1);
    }

    /** Where a pointer leads as far as it is known: by its value, by how it came about, by its type. */
    Region region(Operand pointer, CType target) {
        if (pointer.value() instanceof Expr.Const(long value)) {
            Region known = module.regionOf(value);
            if (known != null) {
                return known;
            }
        }
        if (pointer.region() != null) {
            return pointer.region();
        }
        return target instanceof CType.Struct(var d) && !module.isLibrary(d) && d.getName() != null ? new Region(module.shapes().struct(d), 0) : null;
    }

    Operand address(Place place, EObject where) {
        if (place instanceof Place.Memory(Expr address, CType type, Region region, int member)) {
            return new Operand(address, new CType.Pointer(type), region);
        }
        lane.refuse(where, "the address of " + module.texts().text(where) + " cannot be taken");
        return Operand.of(Fold.ZERO, new CType.Pointer(place.type()));
    }

    /** The value in a place; arrays become pointers to their first element. */
    Operand load(Place place, EObject where) {
        return switch (place) {
        case Place.Register(int register, CType type) -> Operand.of(new Expr.Register(register), type);
        case Place.Context(Expr.ContextField field) -> Operand.of(new Expr.Context(field), CType.LONG);
        case Place.Memory memory -> switch (memory.type()) {
        case CType.Array(CType element, int length) -> new Operand(memory.address(), new CType.Pointer(element), memory.region());
        case CType.Function f -> new Operand(memory.address(), new CType.Pointer(f), null);
        case CType.Int i -> read(memory);
        case CType.Pointer p -> read(memory);
        case CType.Void v -> {
            module.refuse(where, Problem.TYPE, "what a void pointer leads to has no value");
            yield Operand.ZERO;
        }
        case CType.Struct s -> {
            lane.refuse(where, "a " + s + " as a value is not supported here: pass a pointer to it");
            yield Operand.ZERO;
        }
        case CType.Lock l -> read(new Place.Memory(memory.address(), CType.LONG, memory.region(), memory.member()));
        };
        };
    }

    private Operand read(Place.Memory memory) {
        if (lane.claims.evaluating()) {
            return Operand.of(new Expr.Peek(memory.address()), memory.type());
        }
        int register = lane.register();
        lane.emit(new Step.Load(register, memory.address(), access(memory)));
        return Operand.of(new Expr.Register(register), memory.type());
    }

    void store(Place place, Operand value, EObject where) {
        Operand converted = Arithmetic.convert(value, place.type());
        module.functions().convert(value, place.type());
        switch (place) {
        case Place.Register(int register, CType type) -> {
            lane.emit(new Step.Assign(register, converted.value()));
            if (lane.usesCurrent() && register == lane.currentTask()) {
                lane.assignTask();
            }
        }
        case Place.Context(Expr.ContextField field) -> lane.emit(new Step.SetContext(field, converted.value()));
        case Place.Memory memory -> {
            if (memory.type().isScalar()) {
                lane.emit(new Step.Store(memory.address(), converted.value(), access(memory)));
            } else {
                lane.refuse(where, memory.type().described() + " cannot be assigned");
            }
        }
        }
    }

    /** Copies a whole struct, cell by cell as the machine might. */
    void copy(Place.Memory to, Place.Memory from, EObject where) {
        List<Shape.Slot> slots = module.shapes().of(to.type()).slots();
        for (int i = 0; i < slots.size(); i++) {
            Shape.Slot slot = slots.get(i);
            if (slot.type() instanceof CType.Lock) {
                lane.refuse(where, "copying a " + to.type() + " would copy the lock in it");
                return;
            }
            store(cell(to, i, slot), load(cell(from, i, slot), where), where);
        }
    }

    static Place.Memory cell(Place.Memory place, int offset, Shape.Slot slot) {
        Region region = place.region() == null ? null : place.region().plus(offset);
        return new Place.Memory(Fold.offset(place.address(), offset), slot.type(), region, slot.cell().member());
    }

    Access access(Place.Memory memory) {
        List<Integer> locations = List.of();
        Region region = memory.region();
        if (region != null && (memory.member() < 0 || region.slot().cell().member() == memory.member())) {
            locations = List.of(region.slot().cell().location());
        } else if (memory.member() >= 0) {
            locations = List.of(Locations.BY_MEMBER);
        }
        return new Access(memory.member(), locations, lane.isMarked());
    }
}
