package org.holdfast.engine.explore;

import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Value;

/**
 * An expression compiled to a small tree of final classes, evaluated on the registers the machine points at
 * ({@link Machine#registers}). Evaluation allocates nothing; what has no value throws {@link Stuck} or {@link Undefined}.
 */
abstract class Formula {
    abstract long eval(Machine m);

    /** The operands, for the analyses. */
    Formula[] parts() {
        return new Formula[0];
    }

    static final class Const extends Formula {
        final long value;

        Const(long value) {
            this.value = value;
        }

        @Override
        long eval(Machine m) {
            return value;
        }
    }

    static final class Reg extends Formula {
        final int index;

        Reg(int index) {
            this.index = index;
        }

        @Override
        long eval(Machine m) {
            return m.w[m.registers + index];
        }
    }

    static final class Unary extends Formula {
        final Expr.UnaryOp op;
        final Formula operand;

        Unary(Expr.UnaryOp op, Formula operand) {
            this.op = op;
            this.operand = operand;
        }

        @Override
        long eval(Machine m) {
            long v = operand.eval(m);
            return switch (op) {
                case NOT -> v == 0 ? 1 : 0;
                case NEGATE -> -Arithmetic.integer(v);
                case COMPLEMENT -> ~Arithmetic.integer(v);
            };
        }

        @Override
        Formula[] parts() {
            return new Formula[] {operand};
        }
    }

    static final class Same extends Formula {
        final Formula left;
        final Formula right;
        final boolean equal;

        Same(Formula left, Formula right, boolean equal) {
            this.left = left;
            this.right = right;
            this.equal = equal;
        }

        @Override
        long eval(Machine m) {
            return left.eval(m) == right.eval(m) == equal ? 1 : 0;
        }

        @Override
        Formula[] parts() {
            return new Formula[] {left, right};
        }
    }

    static final class Binary extends Formula {
        final Expr.BinaryOp op;
        final Formula left;
        final Formula right;

        Binary(Expr.BinaryOp op, Formula left, Formula right) {
            this.op = op;
            this.left = left;
            this.right = right;
        }

        @Override
        long eval(Machine m) {
            return Arithmetic.binary(op, left.eval(m), right.eval(m), m);
        }

        @Override
        Formula[] parts() {
            return new Formula[] {left, right};
        }
    }

    static final class Conditional extends Formula {
        final Formula condition;
        final Formula ifTrue;
        final Formula ifFalse;

        Conditional(Formula condition, Formula ifTrue, Formula ifFalse) {
            this.condition = condition;
            this.ifTrue = ifTrue;
            this.ifFalse = ifFalse;
        }

        @Override
        long eval(Machine m) {
            return condition.eval(m) != 0 ? ifTrue.eval(m) : ifFalse.eval(m);
        }

        @Override
        Formula[] parts() {
            return new Formula[] {condition, ifTrue, ifFalse};
        }
    }

    static final class Convert extends Formula {
        final Formula operand;
        final int bits;
        final boolean signed;

        Convert(Formula operand, int bits, boolean signed) {
            this.operand = operand;
            this.bits = bits;
            this.signed = signed;
        }

        @Override
        long eval(Machine m) {
            return Arithmetic.convert(operand.eval(m), bits, signed);
        }

        @Override
        Formula[] parts() {
            return new Formula[] {operand};
        }
    }

    static final class Offset extends Formula {
        final Formula base;
        final int cells;

        Offset(Formula base, int cells) {
            this.base = base;
            this.cells = cells;
        }

        @Override
        long eval(Machine m) {
            return Value.plus(base.eval(m), cells);
        }

        @Override
        Formula[] parts() {
            return new Formula[] {base};
        }
    }

    static final class Index extends Formula {
        final Formula base;
        final Formula index;
        final int scale;

        Index(Formula base, Formula index, int scale) {
            this.base = base;
            this.index = index;
            this.scale = scale;
        }

        @Override
        long eval(Machine m) {
            return Arithmetic.index(base.eval(m), index.eval(m), scale);
        }

        @Override
        Formula[] parts() {
            return new Formula[] {base, index};
        }
    }

    static final class Context extends Formula {
        final Expr.ContextField field;

        Context(Expr.ContextField field) {
            this.field = field;
        }

        @Override
        long eval(Machine m) {
            return m.context(m.slot, field);
        }
    }

    static final class Instance extends Formula {
        @Override
        long eval(Machine m) {
            return m.slot < m.image.statics ? m.image.instance[m.slot] : 0;
        }
    }

    static final class Peek extends Formula {
        final Formula address;

        Peek(Formula address) {
            this.address = address;
        }

        @Override
        long eval(Machine m) {
            int i = m.peek(address.eval(m));
            if (i < 0) {
                throw Undefined.UNDEFINED;
            }
            return m.w[i];
        }

        @Override
        Formula[] parts() {
            return new Formula[] {address};
        }
    }

    static final class Freed extends Formula {
        final Formula address;

        Freed(Formula address) {
            this.address = address;
        }

        @Override
        long eval(Machine m) {
            long a = address.eval(m);
            if (!Value.isPointer(a)) {
                return 0;
            }
            int o = Value.object(a);
            return o >= m.image.globals && m.status(o) != Machine.LIVE ? 1 : 0;
        }

        @Override
        Formula[] parts() {
            return new Formula[] {address};
        }
    }

    static final class Held extends Formula {
        final Formula lock;
        final boolean mine;

        Held(Formula lock, boolean mine) {
            this.lock = lock;
            this.mine = mine;
        }

        @Override
        long eval(Machine m) {
            long a = lock.eval(m);
            if (mine) {
                return Locking.find(m, m.slot, a, Locking.ANY) >= 0 ? 1 : 0;
            }
            for (int e = 0; e < m.shape.slots; e++) {
                if (Locking.find(m, e, a, Locking.ANY) >= 0) {
                    return 1;
                }
            }
            return 0;
        }

        @Override
        Formula[] parts() {
            return new Formula[] {lock};
        }
    }

    static Formula of(Expr e) {
        return switch (e) {
            case Expr.Const c -> new Const(c.value());
            case Expr.Register r -> new Reg(r.index());
            case Expr.Unary u -> new Unary(u.op(), of(u.operand()));
            case Expr.Binary b when b.op() == Expr.BinaryOp.EQ -> new Same(of(b.left()), of(b.right()), true);
            case Expr.Binary b when b.op() == Expr.BinaryOp.NE -> new Same(of(b.left()), of(b.right()), false);
            case Expr.Binary b -> new Binary(b.op(), of(b.left()), of(b.right()));
            case Expr.Conditional c -> new Conditional(of(c.condition()), of(c.ifTrue()), of(c.ifFalse()));
            case Expr.Convert c -> new Convert(of(c.operand()), c.bits(), c.signed());
            case Expr.Offset o -> {
                Formula base = of(o.base());
                yield base instanceof Const c ? new Const(Value.plus(c.value, o.cells())) : o.cells() == 0 ? base : new Offset(base, o.cells());
            }
            case Expr.Index i -> new Index(of(i.base()), of(i.index()), i.scale());
            case Expr.Context c -> new Context(c.field());
            case Expr.Instance i -> new Instance();
            case Expr.Peek p -> new Peek(of(p.address()));
            case Expr.Freed f -> new Freed(of(f.address()));
            case Expr.Held h -> new Held(of(h.lock()), h.mine());
        };
    }
}
