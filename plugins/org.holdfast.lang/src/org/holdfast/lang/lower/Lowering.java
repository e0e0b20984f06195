package org.holdfast.lang.lower;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.ProgramText;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.hold.FunctionDeclaration;

/** Lowers one revision of a scenario to a program. */
public final class Lowering {
    /** Functions whose address gets into memory are found by lowering; calls through pointers then need another round. */
    private static final int ROUNDS = 20;

    private Lowering() {
    }

    /** One revision of a file; several threads may lower at the same time. */
    public static Lowered lower(LoadedFile file, LoadedRevision revision) {
        return lower(file.path(), revision);
    }

    /**
     * Never throws for any input: what cannot be lowered is a problem at its place.
     *
     * @param path     of the file, as diagnostics name it
     * @param revision one without errors
     */
    public static Lowered lower(String path, LoadedRevision revision) {
        Input input = Input.of(path, revision);
        try {
            return rounds(input);
        } catch (StackOverflowError e) {
            return failed(path, Problem.TOO_LARGE, "expressions, statements or calls are nested too deeply");
        } catch (RuntimeException e) {
            // A defect of ours must not take the rest of a run with it; it is reported where everything else is.
            StackTraceElement[] trace = e.getStackTrace();
            return failed(path, Problem.INTERNAL, "lowering failed: " + e + (trace.length == 0 ? "" : " at " + trace[0]));
        }
    }

    private static Lowered failed(String path, String id, String message) {
        return new Lowered(null, "", List.of(new Problem(id, message, new Range(path, 0, 0, 1, 1, 1, 1))));
    }

    private static Lowered rounds(Input input) {
        Set<FunctionDeclaration> reachable = new LinkedHashSet<>();
        Set<FunctionDeclaration> untyped = new LinkedHashSet<>();
        for (int round = 1;; round++) {
            Module module = new Module(input);
            module.functions().reachable(reachable, untyped);
            Programs programs = new Programs(module, input);
            programs.lower();
            if (!module.problems().isEmpty()) {
                return new Lowered(null, "", module.problems());
            }
            Set<FunctionDeclaration> found = new LinkedHashSet<>(reachable);
            found.addAll(inMemory(programs, module));
            boolean grown = untyped.addAll(module.functions().untyped());
            if (!module.functions().dispatched() || !grown && found.equals(reachable)) {
                Program program = programs.program();
                return new Lowered(program, hash(program), List.of());
            }
            if (round == ROUNDS) {
                return failed(input.path().apply(input.scenario().eResource()), Problem.TOO_LARGE, "calls through pointers lead to ever more functions");
            }
            reachable = found;
        }
    }

    /** Functions whose address is stored, copied or handed to something deferred anywhere. */
    private static Set<FunctionDeclaration> inMemory(Programs programs, Module module) {
        Set<FunctionDeclaration> found = new LinkedHashSet<>();
        programs.globals().forEach(global -> global.cells().forEach(cell -> add(found, module, cell)));
        for (Draft draft : programs.drafts()) {
            draft.graph().steps().forEach(step -> {
                switch (step) {
                case Step.Store s -> add(found, module, s.value());
                case Step.Assign s -> add(found, module, s.value());
                case Step.Choose s -> s.values().forEach(value -> add(found, module, value));
                case Step.Defer s -> add(found, module, s.argument());
                default -> {
                }
                }
            });
        }
        return found;
    }

    private static void add(Set<FunctionDeclaration> found, Module module, Expr value) {
        switch (value) {
        case Expr.Const(long constant) -> add(found, module, constant);
        case Expr.Conditional(Expr condition, Expr ifTrue, Expr ifFalse) -> {
            add(found, module, ifTrue);
            add(found, module, ifFalse);
        }
        default -> {
        }
        }
    }

    private static void add(Set<FunctionDeclaration> found, Module module, long value) {
        if (Value.isFunction(value) && module.functions().function(value) != null) {
            found.add(module.functions().function(value));
        }
    }

    private static String hash(Program program) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(ProgramText.of(program, false).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every platform has SHA-256
        }
    }
}
