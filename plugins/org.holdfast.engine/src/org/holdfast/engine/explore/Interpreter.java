package org.holdfast.engine.explore;

import org.holdfast.engine.program.Step;

/**
 * Runs one transition: a visible step, or a whole atomic section, and the local steps after it up to the next visible one (SPIN's
 * statement merging: Holzmann 1999). A check that fails and a trap are not run with the step before them but as transitions of their own.
 */
final class Interpreter {
    /** Outcomes of a transition. */
    static final int DONE = 0;
    static final int BLOCKED = 1;
    static final int VIOLATION = 2;
    static final int TRAPPED = 3;

    private static final int LOCAL_LIMIT = 10_000;
    private static final int ATOMIC_LIMIT = 100_000;
    /** Answers of {@link Steps#run} besides the next node. */
    static final int BLOCK = -1;
    static final int FAIL = -2;
    static final int STAY = -3;
    static final int GONE = -4;

    final Machine m;
    Script script;
    final Steps steps;
    Observer observer;
    /** By unique node number: some run got there. */
    final boolean[] reached;
    /** Tells {@link Observer#before} and {@link Observer#after}. */
    boolean recording;
    /** Where the last transition failed, trapped or was blocked. */
    int node;
    /** Takes note of what is touched, or null. */
    Touched touched;
    /** The execution that moved last. */
    int mover;
    /** Unique number of the node at which the last transition began. */
    int start;
    /** The routine that ran last. */
    int routine;
    final Claims claims;
    private Probe probe;

    Interpreter(Machine m, Script script, Observer observer) {
        this.m = m;
        this.script = script;
        this.observer = observer;
        reached = new boolean[m.image.nodes];
        claims = new Claims(m);
        steps = new Steps(this);
    }

    Probe probe() {
        if (probe == null) {
            probe = new Probe(this);
        }
        return probe;
    }

    /** The local steps an execution begins with. */
    void prefix(int e) {
        run(e, true);
    }

    /** One transition of the execution, of which the caller has made sure that its CPU is free. */
    int transition(int e) {
        if (e < m.shape.statics) {
            if (!m.has(e, Machine.STARTED)) {
                m.flag(e, Machine.STARTED, true);
                if (touched != null && m.image.kind[e] != 0) {
                    // An interrupt is a reader from its first step on.
                    touched.note(Touched.SECTION);
                }
            }
            Cpus.runs(m, e);
        }
        return run(e, false);
    }

    private int run(int e, boolean prefix) {
        m.enter(e);
        Routine r = m.image.routines[m.routine(e)];
        routine = r.id;
        mover = e;
        int pc = m.pc(e);
        boolean fresh = !prefix;
        int depth = 0;
        boolean atomic = false;
        int start = pc;
        this.start = r.base + pc;
        boolean acted = prefix || r.op[pc] < Op.VISIBLE;
        int locals = 0;
        int all = 0;
        try {
            for (;;) {
                int op = r.op[pc];
                if (op >= Op.VISIBLE) {
                    if (op == Op.ATOMIC_BEGIN) {
                        if (acted && !atomic) {
                            break;
                        }
                        claims.leave(touched, r);
                        reached[r.base + pc] = true;
                        atomic = true;
                        depth++;
                        pc = r.next[pc];
                        fresh = false;
                        continue;
                    }
                    if (acted && !atomic) {
                        break;
                    }
                    claims.leave(touched, r);
                    if (recording) {
                        observer.before(m, r, pc);
                    }
                    reached[r.base + pc] = true;
                    int next = steps.run(r, pc, atomic);
                    if (next < 0) {
                        if (next == BLOCK) {
                            node = pc;
                            return BLOCKED;
                        }
                        if (next == FAIL) {
                            if (touched != null) {
                                touched.missed(r.base + pc, m.faultAddress);
                            }
                            node = pc;
                            return VIOLATION;
                        }
                        if (recording) {
                            observer.after(m, r, pc);
                        }
                        judge(r, start);
                        return DONE;
                    }
                    if (recording) {
                        observer.after(m, r, pc);
                    }
                    if (!atomic) {
                        acted = true;
                    } else if (++all > ATOMIC_LIMIT) {
                        throw new Stuck("an atomic section does not end");
                    }
                    pc = next;
                    fresh = false;
                    continue;
                }
                if (atomic ? ++all > ATOMIC_LIMIT : ++locals > LOCAL_LIMIT) {
                    if (atomic) {
                        throw new Stuck("an atomic section does not end");
                    }
                    break;
                }
                if (op == Op.BRANCH) {
                    reached[r.base + pc] = true;
                    pc = r.x[pc].eval(m) != 0 ? r.next[pc] : r.a[pc];
                } else if (op == Op.ASSIGN) {
                    m.set(m.registers + r.a[pc], r.x[pc].eval(m));
                    reached[r.base + pc] = true;
                    pc = r.next[pc];
                } else if (op == Op.JUMP) {
                    reached[r.base + pc] = true;
                    pc = r.next[pc];
                } else if (op == Op.ATOMIC_END) {
                    reached[r.base + pc] = true;
                    if (depth > 0 && --depth == 0) {
                        atomic = false;
                        acted = true;
                    }
                    pc = r.next[pc];
                } else if (op == Op.AWAIT) {
                    if (r.x[pc].eval(m) == 0) {
                        if (atomic || fresh) {
                            node = pc;
                            return BLOCKED;
                        }
                        break;
                    }
                    reached[r.base + pc] = true;
                    pc = r.next[pc];
                } else if (op == Op.CHECK) {
                    if (r.x[pc].eval(m) == 0) {
                        if (!atomic && !fresh) {
                            break;
                        }
                        reached[r.base + pc] = true;
                        Step.Check check = (Step.Check) r.step(pc);
                        m.fail(check.rule(), 0);
                        m.faultMessage = check.message();
                        node = pc;
                        return VIOLATION;
                    }
                    reached[r.base + pc] = true;
                    pc = r.next[pc];
                } else if (op == Op.JUDGE || op == Op.WATCH) {
                    if (touched != null) {
                        touched.note(Touched.ANYTHING);
                    }
                    claims.step(observer, touched, r, pc, atomic);
                    reached[r.base + pc] = true;
                    pc = r.next[pc];
                } else if (op == Op.TRAP) {
                    if (!atomic && !fresh) {
                        break;
                    }
                    reached[r.base + pc] = true;
                    m.faultMessage = ((Step.Trap) r.step(pc)).message();
                    node = pc;
                    return TRAPPED;
                } else {
                    steps.local(r, pc, op);
                    reached[r.base + pc] = true;
                    pc = r.next[pc];
                }
                fresh = false;
            }
        } catch (Stuck stuck) {
            if (fresh || atomic) {
                m.faultMessage = stuck.getMessage();
                node = pc;
                return TRAPPED;
            }
        }
        m.pc(e, pc);
        if (!prefix) {
            judge(r, start);
        }
        return DONE;
    }

    /** The local steps a callback begins with, which are a transition. */
    void begin(int e) {
        prefix(e);
        judge(m.image.routines[routine], 0);
    }

    /** Judges the claims that are open after a transition of the last mover that began at that node. */
    private void judge(Routine r, int start) {
        if (m.image.watches) {
            claims.judge(observer, touched, mover, r, start);
        }
    }

    /** An interrupt comes in although its first step has to wait: what it interrupts waits with it. */
    int arrive(int e) {
        m.flag(e, Machine.STARTED, true);
        routine = m.routine(e);
        mover = e;
        judge(m.image.routines[routine], m.pc(e));
        return DONE;
    }
}
