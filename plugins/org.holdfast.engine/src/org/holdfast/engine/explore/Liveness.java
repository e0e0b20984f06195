package org.holdfast.engine.explore;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.holdfast.engine.program.Step;

/**
 * Which registers may be read again from each node on: the classic backward data-flow analysis. Registers that are dead count as 0, so
 * that states which differ in them alone are one. Registers a watched claim reads stay alive while it may be open.
 */
final class Liveness {
    private Liveness() {
    }

    /** Sets {@link Routine#live} of all routines; with {@code all}, to every register. */
    static void analyse(Image image, boolean all) {
        for (Routine r : image.routines) {
            r.live = all ? everything(r) : live(r);
        }
    }

    private static int[][] everything(Routine r) {
        int[][] live = new int[r.size][];
        java.util.Arrays.fill(live, IntStream.range(0, r.registers).toArray());
        return live;
    }

    private static int[][] live(Routine r) {
        BitSet[] in = new BitSet[r.size];
        BitSet[] use = new BitSet[r.size];
        for (int n = 0; n < r.size; n++) {
            in[n] = new BitSet();
            use[n] = uses(r, n);
        }
        BitSet[] open = watched(r);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int n = r.size - 1; n >= 0; n--) {
                BitSet now = new BitSet();
                if (r.op[n] != Op.END) {
                    now.or(in[r.next[n]]);
                    if (r.op[n] == Op.BRANCH) {
                        now.or(in[r.a[n]]);
                    }
                }
                int target = target(r, n);
                if (target >= 0) {
                    now.clear(target);
                }
                now.or(use[n]);
                now.or(open[n]);
                if (!now.equals(in[n])) {
                    in[n] = now;
                    changed = true;
                }
            }
        }
        int[][] live = new int[r.size][];
        for (int n = 0; n < r.size; n++) {
            live[n] = in[n].stream().toArray();
        }
        return live;
    }

    /** The register the node overwrites whatever happens, or -1. */
    static int target(Routine r, int n) {
        return switch (r.op[n]) {
            case Op.ASSIGN, Op.CHOOSE, Op.LOAD, Op.ALLOCATE, Op.CANCEL, Op.QUERY, Op.ACQUIRE, Op.ORIGIN -> r.a[n];
            case Op.WALK -> r.b[n] == Step.Walk.Phase.NEXT.ordinal() ? -1 : r.a[n];
            default -> -1;
        };
    }

    static BitSet uses(Routine r, int n) {
        BitSet set = new BitSet();
        collect(r.x[n], set);
        collect(r.y[n], set);
        collect(r.z[n], set);
        if (r.more[n] != null) {
            for (Formula f : r.more[n]) {
                collect(f, set);
            }
        }
        if (r.op[n] == Op.WALK && r.b[n] == Step.Walk.Phase.NEXT.ordinal() || r.op[n] == Op.WATCH) {
            set.set(r.a[n]);
        }
        return set;
    }

    private static void collect(Formula f, BitSet set) {
        if (f == null) {
            return;
        }
        if (f instanceof Formula.Reg reg) {
            set.set(reg.index);
        }
        for (Formula part : f.parts()) {
            collect(part, set);
        }
    }

    /** For each node, the registers of the claims that may be open before it. */
    private static BitSet[] watched(Routine r) {
        BitSet[] keep = new BitSet[r.size];
        for (int n = 0; n < r.size; n++) {
            keep[n] = new BitSet();
        }
        for (int watch : r.watches) {
            BitSet registers = new BitSet();
            collect(r.x[watch], registers);
            registers.set(r.a[watch]);
            int[] depths = depths(r, r.a[watch]);
            for (int n = 0; n < r.size; n++) {
                if ((depths[n] & ~1) != 0) {
                    keep[n].or(registers);
                }
            }
        }
        return keep;
    }

    /** For each node, the set (bits 0..3, 3 standing for more) of values the watch's register may have before it. */
    private static int[] depths(Routine r, int slot) {
        boolean label = java.util.Arrays.stream(r.labels).anyMatch(l -> l == slot);
        int[] in = new int[r.size];
        in[0] = 1;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int n = 0; n < r.size; n++) {
                int out = in[n];
                if (r.op[n] >= Op.VISIBLE && label) {
                    out = out == 0 ? 0 : 1;
                } else if (r.op[n] == Op.JUDGE && r.a[n] == slot) {
                    out = out == 0 ? 0 : 2;
                } else if (r.op[n] == Op.WATCH && r.a[n] == slot) {
                    out = ((Step.Watch) r.step(n)).open() ? out << 1 & 0xF | out & 8 : out >> 1 | out & 1 | out & 8;
                }
                if (r.op[n] == Op.END || out == 0) {
                    continue;
                }
                int before = in[r.next[n]];
                in[r.next[n]] |= out;
                changed |= in[r.next[n]] != before;
                if (r.op[n] == Op.BRANCH) {
                    before = in[r.a[n]];
                    in[r.a[n]] |= out;
                    changed |= in[r.a[n]] != before;
                }
            }
        }
        return in;
    }
}
