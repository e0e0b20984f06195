package org.holdfast.engine.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Step;

/** A {@link Program} in the form the machine runs: routines, layouts and threads as arrays. Immutable but for {@link Routine#live}. */
final class Image {
    static final List<Kind> KINDS = List.of(Kind.values());
    static final List<Deferral> DEFERRALS = List.of(Deferral.values());
    static final List<LockKind> LOCK_KINDS = List.of(LockKind.values());

    final Program program;
    final int globals;
    final int globalCells;
    /** Offset of a global's first cell among the cells of all globals. */
    final int[] globalBase;
    final int[] globalLayout;
    final Shapes[] layouts;
    final Routine[] routines;
    final int initRoutine;
    final int teardownRoutine;
    /** Routine of a function, -1 where it has no body. */
    final int[] functionRoutine;
    /** Total number of nodes of all routines. */
    final int nodes;

    /** Number of static thread instances, and for each: its thread, number among its siblings, routine, kind, CPU (or -1). */
    final int statics;
    final int[] thread;
    final int[] instance;
    final int[] routine;
    final int[] kind;
    final int[] cpu;
    final int cpus;
    /** CPUs on which two or more process threads compete. */
    final boolean[] shared;
    final boolean hasCpus;
    /** Some routine watches a claim. */
    final boolean watches;
    final boolean pointeeGuards;

    /** What an access needs to know of a layout. */
    static final class Shapes {
        final Layout layout;
        final int size;
        final int[] member;
        final int[] location;
        /** Ordinal of the kind of the lock that starts here, or -1. */
        final int[] lock;
        final boolean[] guarded;

        Shapes(Layout layout) {
            this.layout = layout;
            size = layout.size();
            member = new int[size];
            location = new int[size];
            lock = new int[size];
            guarded = new boolean[size];
            for (int i = 0; i < size; i++) {
                Layout.Cell c = layout.cells().get(i);
                member[i] = c.member();
                location[i] = c.location();
                lock[i] = c.lock() == null ? -1 : c.lock().ordinal();
                guarded[i] = !c.guards().isEmpty();
            }
        }
    }

    Image(Program program) {
        this.program = program;
        layouts = new Shapes[program.layouts().stream().mapToInt(Layout::id).max().orElse(-1) + 1];
        boolean pointee = false;
        for (Layout l : program.layouts()) {
            layouts[l.id()] = new Shapes(l);
            pointee |= l.cells().stream().anyMatch(c -> c.guards().stream().anyMatch(Layout.Guard::pointee));
        }
        pointeeGuards = pointee;
        globals = program.globals().size();
        globalBase = new int[globals];
        globalLayout = new int[globals];
        int cells = 0;
        for (int g = 0; g < globals; g++) {
            globalBase[g] = cells;
            globalLayout[g] = program.globals().get(g).layout();
            cells += layouts[globalLayout[g]].size;
        }
        globalCells = cells;

        List<Routine> all = new ArrayList<>();
        int[] threadRoutine = new int[program.threads().size()];
        for (int t = 0; t < threadRoutine.length; t++) {
            threadRoutine[t] = add(all, program.threads().get(t).code());
        }
        functionRoutine = new int[program.functions().size()];
        for (int f = 0; f < functionRoutine.length; f++) {
            functionRoutine[f] = add(all, program.functions().get(f).code());
        }
        initRoutine = add(all, program.init());
        teardownRoutine = add(all, program.teardown());
        routines = all.toArray(Routine[]::new);
        nodes = routines.length == 0 ? 0 : routines[routines.length - 1].base + routines[routines.length - 1].size;
        watches = all.stream().anyMatch(r -> r.watches.length > 0);

        statics = program.threads().stream().mapToInt(Program.Thread::count).sum();
        thread = new int[statics];
        instance = new int[statics];
        routine = new int[statics];
        kind = new int[statics];
        cpu = new int[statics];
        Map<String, Integer> names = new LinkedHashMap<>();
        List<Integer> processes = new ArrayList<>();
        int e = 0;
        for (int t = 0; t < threadRoutine.length; t++) {
            Program.Thread declared = program.threads().get(t);
            for (int i = 0; i < declared.count(); i++, e++) {
                thread[e] = t;
                instance[e] = i;
                routine[e] = threadRoutine[t];
                kind[e] = declared.kind().ordinal();
                cpu[e] = -1;
                if (declared.cpu() != null) {
                    if (!names.containsKey(declared.cpu())) {
                        names.put(declared.cpu(), names.size());
                        processes.add(0);
                    }
                    cpu[e] = names.get(declared.cpu());
                    if (declared.kind() == Kind.PROCESS) {
                        processes.set(cpu[e], processes.get(cpu[e]) + 1);
                    }
                }
            }
        }
        cpus = names.size();
        hasCpus = cpus > 0;
        shared = new boolean[cpus];
        for (int c = 0; c < cpus; c++) {
            shared[c] = processes.get(c) > 1;
        }
    }

    private static int add(List<Routine> all, Code code) {
        if (code == null) {
            return -1;
        }
        int base = all.isEmpty() ? 0 : all.get(all.size() - 1).base + all.get(all.size() - 1).size;
        all.add(new Routine(all.size(), base, code));
        return all.size() - 1;
    }

    /** Most registers a function's routine has. */
    int functionRegisters() {
        int most = 1;
        for (int r : functionRoutine) {
            most = Math.max(most, r < 0 ? 0 : routines[r].registers);
        }
        return most;
    }

    int soloRegisters() {
        return Math.max(initRoutine < 0 ? 0 : routines[initRoutine].registers, teardownRoutine < 0 ? 0 : routines[teardownRoutine].registers);
    }

    /** The routine a unique node number belongs to. */
    Routine routineOf(int node) {
        for (Routine r : routines) {
            if (node < r.base + r.size) {
                return r;
            }
        }
        throw new IllegalArgumentException("node " + node);
    }

    boolean defers() {
        for (Routine r : routines) {
            for (int n = 0; n < r.size; n++) {
                if (r.step(n) instanceof Step.Defer) {
                    return true;
                }
            }
        }
        return false;
    }
}
