package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Step;
import org.holdfast.lang.hold.FunctionDeclaration;

/** One code while it is lowered: its graph, the activation being lowered, and where the steps stand in the text. */
final class Lane {
    /** The user's statement or call that steps belong to. */
    record Position(Range range, String text, int statement) {
    }

    final Module module;
    final Graph graph = new Graph();
    final Places places;
    final Expressions expressions;
    final Calls calls;
    final Statements statements;
    final Cleanups cleanups;
    final Claims claims;
    /** {@code init} and {@code finally}: exempt from guards and contracts on locks. */
    final boolean exempt;
    /** Functions being inlined, outermost first: a call of one of them is recursion. */
    final Set<FunctionDeclaration> inlining = new LinkedHashSet<>();
    Activation activation;
    private List<Site.Frame> frames = List.of();
    private Position position;
    private Site site;
    private int current = -1;
    private int marking;
    private boolean taskAssigned;

    Lane(Module module, Position position, boolean exempt) {
        this.module = module;
        this.position = position;
        this.exempt = exempt;
        this.places = new Places(this);
        this.claims = new Claims(this);
        this.cleanups = new Cleanups(this);
        this.expressions = new Expressions(this);
        this.calls = new Calls(this);
        this.statements = new Statements(this);
    }

    Site site() {
        if (site == null) {
            site = new Site(position.range(), position.text(), position.statement(), frames);
        }
        return site;
    }

    Position position() {
        return position;
    }

    void position(Position next) {
        if (next != position) {
            position = next;
            site = null;
        }
    }

    List<Site.Frame> frames() {
        return frames;
    }

    void frames(List<Site.Frame> next) {
        frames = next;
        site = null;
    }

    void enter(Site.Frame frame) {
        List<Site.Frame> deeper = new ArrayList<>(frames);
        deeper.add(frame);
        frames(List.copyOf(deeper));
    }

    /** Accesses made while the work is done are marked, as those of READ_ONCE() are. */
    <T> T marked(Supplier<T> work) {
        marking++;
        try {
            return work.get();
        } finally {
            marking--;
        }
    }

    boolean isMarked() {
        return marking > 0 || inLibrary();
    }

    /** The pointer type that a value for something of this type is used as in the end: a {@code void *} of the library's is on its way to its caller. */
    CType wanted(CType type) {
        return type.pointee() instanceof CType.Void && activation.wanted != null ? activation.wanted : type;
    }

    /** Whether the text being lowered belongs to the kernel library. */
    boolean inLibrary() {
        return !frames.isEmpty() && frames.get(frames.size() - 1).library();
    }

    void emit(Step step) {
        graph.emit(step, site());
    }

    int register() {
        return graph.register();
    }

    /** The value in a register of its own, so that it outlives changes of what it was read from. */
    Operand kept(Operand operand) {
        if (operand.isConstant()) {
            return operand;
        }
        int register = register();
        emit(new Step.Assign(register, operand.value()));
        return new Operand(new Expr.Register(register), operand.type(), operand.region());
    }

    /** Lowers something in another activation: a parameter by name in that of its call, a cleanup in that of its scope. */
    <T> T within(Activation other, Supplier<T> work) {
        Activation outer = activation;
        activation = other == null ? new Activation(null) : other;
        try {
            return work.get();
        } finally {
            activation = outer;
        }
    }

    /** The register that holds {@code current}, made on first use. */
    int currentTask() {
        if (current < 0) {
            current = register();
        }
        return current;
    }

    boolean usesCurrent() {
        return current >= 0;
    }

    /** Whether the task is made for this code; a kernel thread's is the one it was made with, which the library assigns. */
    boolean ownTask() {
        return !taskAssigned;
    }

    void assignTask() {
        taskAssigned = true;
    }

    CType taskType() {
        return module.unknownStruct("task_struct");
    }

    void refuse(EObject element, String message) {
        module.refuse(element, Problem.NOT_SUPPORTED, message);
    }
}
