package org.holdfast.engine.naive;

import org.holdfast.engine.naive.Stop.Trapped;
import org.holdfast.engine.naive.World.Execution;
import org.holdfast.engine.naive.World.Status;
import org.holdfast.engine.naive.World.Thing;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Expr.BinaryOp;
import org.holdfast.engine.program.Value;

/** The value of an expression for one execution of one world. */
final class Evaluation {
    private final World world;
    private final Execution self;

    Evaluation(World world, Execution self) {
        this.world = world;
        this.self = self;
    }

    /** A claim's condition looks at what is not there: it is not judged. */
    static final class Undefined extends RuntimeException {
        private static final long serialVersionUID = 1;

        Undefined() {
            super(null, null, false, false);
        }
    }

    long of(Expr expr) {
        return switch (expr) {
            case Expr.Const c -> c.value();
            case Expr.Register r -> self.registers[r.index()];
            case Expr.Unary u -> unary(u.op(), of(u.operand()));
            case Expr.Binary b -> binary(b.op(), of(b.left()), of(b.right()));
            case Expr.Conditional c -> of(c.condition()) != 0 ? of(c.ifTrue()) : of(c.ifFalse());
            case Expr.Convert c -> convert(of(c.operand()), c.bits(), c.signed());
            case Expr.Offset o -> Value.plus(of(o.base()), o.cells());
            case Expr.Index i -> Value.plus(of(i.base()), (int) (number(of(i.index())) * i.scale()));
            case Expr.Context c -> switch (c.field()) {
                case PREEMPT -> self.preempt;
                case SOFTIRQ -> self.softirq;
                case IRQ -> self.irq;
                case IN -> self.role.kind().ordinal();
            };
            case Expr.Instance i -> self.role.instance();
            case Expr.Peek p -> peek(of(p.address()));
            case Expr.Freed f -> freed(of(f.address())) ? 1 : 0;
            case Expr.Held h -> {
                long lock = of(h.lock());
                boolean held = h.mine() ? self.holds(lock) : world.executions.stream().anyMatch(e -> e.holds(lock));
                yield held ? 1 : 0;
            }
        };
    }

    /** Pointers, functions and executions are no numbers: what C leaves undefined is a trap here. */
    static boolean tagged(long value) {
        return Value.isPointer(value) || Value.isFunction(value) || Value.isExecution(value);
    }

    private static long number(long value) {
        if (tagged(value)) {
            throw new Trapped("arithmetic on a pointer");
        }
        return value;
    }

    private static long unary(Expr.UnaryOp op, long v) {
        return switch (op) {
            case NOT -> v == 0 ? 1 : 0;
            case NEGATE -> -number(v);
            case COMPLEMENT -> ~number(v);
        };
    }

    private static long binary(BinaryOp op, long l, long r) {
        return switch (op) {
            case EQ -> l == r ? 1 : 0;
            case NE -> l != r ? 1 : 0;
            case LT -> order(l, r, false) < 0 ? 1 : 0;
            case LE -> order(l, r, false) <= 0 ? 1 : 0;
            case GT -> order(l, r, false) > 0 ? 1 : 0;
            case GE -> order(l, r, false) >= 0 ? 1 : 0;
            case ULT -> order(l, r, true) < 0 ? 1 : 0;
            case ULE -> order(l, r, true) <= 0 ? 1 : 0;
            case UGT -> order(l, r, true) > 0 ? 1 : 0;
            case UGE -> order(l, r, true) >= 0 ? 1 : 0;
            case SUB -> Value.isPointer(l) && Value.isPointer(r) && Value.object(l) == Value.object(r)
                    ? Value.offset(l) - Value.offset(r) : number(l) - number(r);
            case ADD -> number(l) + number(r);
            case MUL -> number(l) * number(r);
            case DIV -> number(l) / divisor(r);
            case MOD -> number(l) % divisor(r);
            case AND -> number(l) & number(r);
            case OR -> number(l) | number(r);
            case XOR -> number(l) ^ number(r);
            case SHL -> number(l) << (number(r) & 63);
            case SHR -> number(l) >> (number(r) & 63);
            case USHR -> number(l) >>> (number(r) & 63);
        };
    }

    private static long divisor(long value) {
        if (number(value) == 0) {
            throw new Trapped("division by zero");
        }
        return value;
    }

    /** By address, which is the order of allocation; a number lies below every pointer unless it is unsigned and enormous. */
    private static int order(long l, long r, boolean unsigned) {
        if (Value.isPointer(l) && Value.isPointer(r)) {
            int objects = Integer.compare(Value.object(l), Value.object(r));
            return objects != 0 ? objects : Integer.compare(Value.offset(l), Value.offset(r));
        }
        return unsigned ? Long.compareUnsigned(l, r) : Long.compare(l, r);
    }

    private static long convert(long v, int bits, boolean signed) {
        if (bits == 64) {
            return v;
        }
        if (bits == 1) {
            return v != 0 ? 1 : 0;
        }
        int shift = 64 - bits;
        return signed ? number(v) << shift >> shift : number(v) << shift >>> shift;
    }

    private long peek(long address) {
        if (!Value.isPointer(address)) {
            throw new Undefined();
        }
        Thing thing = world.things.get(Value.object(address));
        int offset = Value.offset(address);
        if (thing.status == Status.FREED || offset < 0 || offset >= thing.layout.size()) {
            throw new Undefined();
        }
        return thing.cells[offset];
    }

    private boolean freed(long address) {
        return Value.isPointer(address) && world.things.get(Value.object(address)).status != Status.LIVE;
    }
}
