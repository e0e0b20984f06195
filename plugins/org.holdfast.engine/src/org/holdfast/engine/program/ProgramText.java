package org.holdfast.engine.program;

import java.util.List;
import java.util.stream.Collectors;
import org.holdfast.engine.program.Code.Node;
import org.holdfast.engine.program.Layout.Cell;
import org.holdfast.engine.program.Layout.Guard;
import org.holdfast.engine.program.Program.Global;

/**
 * A program as text, for golden files, bug reports and content hashes: one line a cell, a global, a node. The text is determined by
 * what the program does; positions appear only where asked for, so that two programs with the same text without sites have the
 * same runs.
 */
public final class ProgramText {
    private final Program program;
    private final boolean sites;
    private final StringBuilder out = new StringBuilder();

    private ProgramText(Program program, boolean sites) {
        this.program = program;
        this.sites = sites;
    }

    /** @param sites whether each node is followed by the source text it came from */
    public static String of(Program program, boolean sites) {
        ProgramText text = new ProgramText(program, sites);
        text.declarations();
        text.codes();
        return text.out.toString();
    }

    private void declarations() {
        for (Layout layout : program.layouts()) {
            line("layout " + layout.id() + " " + layout.name());
            for (int i = 0; i < layout.size(); i++) {
                cell(i, layout.cells().get(i));
            }
        }
        for (int i = 0; i < program.globals().size(); i++) {
            Global global = program.globals().get(i);
            line("global " + global.name() + ": layout " + global.layout() + (global.root() ? "" : " no-root") + initial(global));
        }
        for (int i = 0; i < program.functions().size(); i++) {
            line("function " + i + " " + program.functions().get(i).name() + (program.functions().get(i).code() == null ? " without code" : ""));
        }
        for (Program.Order order : program.orders()) {
            line("order " + String.join(" -> ", order.classes()));
        }
        for (int i = 0; i < program.claims().size(); i++) {
            line("claim " + i + " " + program.claims().get(i).name() + " " + program.claims().get(i).form());
        }
        for (String assumption : program.assumptions()) {
            line("assumes " + assumption);
        }
    }

    private void cell(int index, Cell cell) {
        StringBuilder notes = new StringBuilder();
        if (cell.lock() != null) {
            notes.append(" lock ").append(cell.lock());
        }
        for (Guard guard : cell.guards()) {
            notes.append(guard.pointee() ? " pointee-guarded-by " : " guarded-by ").append(guard.writes() ? "(writes) " : "");
            notes.append(guard.object() < 0 ? "." : globalName(guard.object()) + "+").append(guard.offset());
        }
        if (cell.rcu()) {
            notes.append(" rcu");
        }
        if (cell.counts()) {
            notes.append(" counts");
        }
        line("  " + index + " " + (cell.path().isEmpty() ? "." : cell.path()) + " = " + program.locations().get(cell.location()) + " #" + cell.member() + notes);
    }

    private String initial(Global global) {
        if (global.cells().stream().allMatch(cell -> cell == 0)) {
            return "";
        }
        return global.cells().stream().map(this::constant).collect(Collectors.joining(", ", " = ", ""));
    }

    private void codes() {
        code("init", program.init());
        for (Program.Thread thread : program.threads()) {
            line("thread " + thread.name() + " " + thread.kind() + (thread.cpu() == null ? "" : " on " + thread.cpu()) + (thread.count() == 1 ? "" : " * " + thread.count()));
            code(thread.name(), thread.code());
        }
        program.functions().forEach(function -> code(function.name(), function.code()));
        code("finally", program.teardown());
    }

    private void code(String what, Code code) {
        if (code == null) {
            return;
        }
        line("code " + what + ", " + code.registers() + " registers" + (what.equals(code.name()) ? "" : " named " + code.name()));
        String last = "";
        for (int i = 0; i < code.nodes().size(); i++) {
            Node node = code.nodes().get(i);
            if (sites && !site(node.site()).equals(last)) {
                last = site(node.site());
                line("  // " + last);
            }
            String next = node.step() instanceof Step.End || node.next() == i + 1 ? "" : " -> " + node.next();
            line("  " + i + " " + step(node.step()) + next);
        }
    }

    private static String site(Site site) {
        String frames = site.frames().stream().map(frame -> (frame.library() ? "<" + frame.function() + ">" : frame.function()) + " / ")
                .collect(Collectors.joining());
        return site.range().line() + ": " + frames + site.text();
    }

    private String step(Step step) {
        return switch (step) {
        case Step.Assign s -> "r" + s.target() + " = " + expr(s.value());
        case Step.Jump s -> "jump";
        case Step.Branch s -> "unless " + expr(s.condition()) + " goto " + s.otherwise();
        case Step.Choose s -> "r" + s.target() + " = any of " + exprs(s.values());
        case Step.Check s -> "check " + expr(s.condition()) + " else " + s.rule() + ": " + s.message();
        case Step.Trap s -> "trap " + s.message();
        case Step.MaySleep s -> "may-sleep " + s.what();
        case Step.Reference s -> (s.taken() ? "get " : "put ") + expr(s.object());
        case Step.Walk s -> "walk " + s.phase() + " r" + s.slot() + (s.head() == null ? "" : " " + expr(s.head()));
        case Step.Require s -> "require " + expr(s.lock()) + " " + s.hold() + (s.leaving() ? " leaving " : " for ") + s.what();
        case Step.Boundary s -> (s.leaving() ? "leave " : "enter ") + s.function();
        case Step.SetContext s -> s.field() + " = " + expr(s.value());
        case Step.Load s -> "r" + s.target() + " = *" + expr(s.address()) + access(s.access());
        case Step.Store s -> "*" + expr(s.address()) + " = " + expr(s.value()) + access(s.access());
        case Step.ListAccess s -> "list-" + (s.write() ? "write " : "read ") + expr(s.address());
        case Step.Allocate s -> "r" + s.target() + " = allocate " + program.layouts().get(s.layout()).name() + (s.stack() ? " on stack" : "")
                + (s.reuse() == null ? "" : " reuse " + expr(s.reuse()));
        case Step.Free s -> (s.recycle() ? "recycle " : "free ") + expr(s.address());
        case Step.AtomicBegin s -> "atomic {";
        case Step.AtomicEnd s -> "} atomic";
        case Step.Await s -> "await " + expr(s.condition()) + " " + s.waiting();
        case Step.Acquire s -> (s.target() < 0 ? "" : "r" + s.target() + " = ") + (s.attempt() ? "try-acquire " : "acquire ") + expr(s.lock()) + " "
                + s.mode() + (s.subclass() == 0 ? "" : " /" + s.subclass()) + (s.nest() == null ? "" : " under " + expr(s.nest()));
        case Step.Release s -> "release " + expr(s.lock()) + " " + s.mode();
        case Step.HandOver s -> (s.take() ? "adopt " : "disown ") + expr(s.lock()) + " " + s.mode();
        case Step.Origin s -> "r" + s.target() + " = origin " + expr(s.object());
        case Step.InitLock s -> "init-lock " + expr(s.lock());
        case Step.ReadLock s -> "read-lock " + expr(s.domain());
        case Step.ReadUnlock s -> "read-unlock " + expr(s.domain());
        case Step.Barrier s -> "barrier " + s.what() + (s.end() ? " end " : " begin ") + expr(s.subject());
        case Step.Defer s -> "defer " + s.deferral() + " " + exprs(List.of(s.function(), s.item(), s.argument(), s.queue(), s.limit()));
        case Step.Cancel s -> (s.target() < 0 ? "" : "r" + s.target() + " = ") + "cancel " + expr(s.item());
        case Step.Query s -> "r" + s.target() + " = " + s.state() + " " + expr(s.item());
        case Step.Judge s -> "judge " + s.claim() + (s.slot() < 0 ? " " : " until r" + s.slot() + " ") + expr(s.condition());
        case Step.Watch s -> "watch " + s.claim() + (s.open() ? " open r" : " close r") + s.slot() + " " + expr(s.condition());
        case Step.End s -> "end";
        };
    }

    private String access(Step.Access access) {
        String where = access.locations().stream().map(program.locations()::get).collect(Collectors.joining("|"));
        return "  [" + (access.member() < 0 ? "" : "#" + access.member() + " ") + (where.isEmpty() ? "?" : where) + (access.marked() ? " marked" : "") + "]";
    }

    private String exprs(List<Expr> exprs) {
        return exprs.stream().map(this::expr).collect(Collectors.joining(", ", "(", ")"));
    }

    private String expr(Expr expr) {
        return switch (expr) {
        case Expr.Const e -> constant(e.value());
        case Expr.Register e -> "r" + e.index();
        case Expr.Unary e -> e.op() + "(" + expr(e.operand()) + ")";
        case Expr.Binary e -> "(" + expr(e.left()) + " " + symbol(e.op()) + " " + expr(e.right()) + ")";
        case Expr.Conditional e -> "(" + expr(e.condition()) + " ? " + expr(e.ifTrue()) + " : " + expr(e.ifFalse()) + ")";
        case Expr.Convert e -> (e.signed() ? "s" : "u") + e.bits() + "(" + expr(e.operand()) + ")";
        case Expr.Offset e -> expr(e.base()) + (e.cells() < 0 ? "-" + -e.cells() : "+" + e.cells());
        case Expr.Index e -> expr(e.base()) + "[" + expr(e.index()) + " * " + e.scale() + "]";
        case Expr.Context e -> e.field().toString();
        case Expr.Instance e -> "instance";
        case Expr.Peek e -> "peek " + expr(e.address());
        case Expr.Freed e -> "freed(" + expr(e.address()) + ")";
        case Expr.Held e -> (e.mine() ? "held-here(" : "held(") + expr(e.lock()) + ")";
        };
    }

    private static String symbol(Expr.BinaryOp op) {
        return switch (op) {
        case ADD -> "+";
        case SUB -> "-";
        case MUL -> "*";
        case DIV -> "/";
        case MOD -> "%";
        case AND -> "&";
        case OR -> "|";
        case XOR -> "^";
        case SHL -> "<<";
        case SHR -> ">>";
        case USHR -> ">>>";
        case EQ -> "==";
        case NE -> "!=";
        case LT -> "<";
        case LE -> "<=";
        case GT -> ">";
        case GE -> ">=";
        case ULT, ULE, UGT, UGE -> op.toString();
        };
    }

    private String constant(long value) {
        if (Value.isPointer(value)) {
            return "&" + globalName(Value.object(value)) + (Value.offset(value) == 0 ? "" : "+" + Value.offset(value));
        }
        if (Value.isFunction(value)) {
            int id = Value.functionId(value);
            return "&" + (id < program.functions().size() ? program.functions().get(id).name() : "function" + id);
        }
        return Long.toString(value);
    }

    private String globalName(int object) {
        return object < program.globals().size() ? program.globals().get(object).name() : "object" + object;
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
