package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.holdfast.engine.program.Value;
import org.holdfast.lang.hold.FunctionDeclaration;

/**
 * Functions as values. Which functions a call through a pointer can reach shows only when everything is lowered, so a program is lowered
 * until the functions whose address got into memory are those the calls through pointers were made for.
 */
final class Functions {
    /**
     * @param at position that stands for the library's callback: it is a function of its own for each call of the user's that defers it
     */
    record Entry(FunctionDeclaration function, Lane.Position at) {
    }

    private final Module module;
    private final Map<Entry, Integer> numbers = new LinkedHashMap<>();
    private final Set<Integer> deferred = new LinkedHashSet<>();
    private final Set<FunctionDeclaration> reachable = new LinkedHashSet<>();
    private final Set<FunctionDeclaration> loose = new LinkedHashSet<>();
    /** Functions whose type got lost on the way: they may be called through a pointer of any type. */
    private final Set<FunctionDeclaration> untyped = new LinkedHashSet<>();
    private boolean dispatched;

    Functions(Module module) {
        this.module = module;
    }

    long address(FunctionDeclaration function) {
        return number(new Entry(module.declarations().definition(function), null));
    }

    private long number(Entry entry) {
        return Value.function(numbers.computeIfAbsent(entry, e -> numbers.size()));
    }

    FunctionDeclaration function(long value) {
        int id = Value.functionId(value);
        return id < 0 || id >= numbers.size() ? null : entries().get(id).function();
    }

    List<Entry> entries() {
        return new ArrayList<>(numbers.keySet());
    }

    /** The function is deferred: it needs a code of its own. The value to defer is returned. */
    long defer(long value, Lane.Position position) {
        FunctionDeclaration function = function(value);
        if (function == null) {
            return value;
        }
        long own = module.isLibrary(function) ? number(new Entry(function, position)) : value;
        deferred.add(Value.functionId(own));
        return own;
    }

    /** Functions of this type may be deferred, which of them is not known. */
    void defer(CType pointer) {
        candidates(pointer).forEach(function -> deferred.add(Value.functionId(address(function))));
    }

    Set<Integer> deferred() {
        return deferred;
    }

    /** Functions whose address is in memory somewhere, found by an earlier lowering of the same revision. */
    void reachable(Set<FunctionDeclaration> functions, Set<FunctionDeclaration> anyType) {
        reachable.addAll(functions);
        loose.addAll(anyType);
    }

    /** The value becomes one of the type; a {@code void *} forgets what a function takes. */
    void convert(Operand operand, CType type) {
        if (operand.isConstant() && Value.isFunction(operand.constant()) && !(type.pointee() instanceof CType.Function)) {
            untyped.add(function(operand.constant()));
        }
    }

    Set<FunctionDeclaration> untyped() {
        return untyped;
    }

    boolean dispatched() {
        return dispatched;
    }

    /** What a pointer of this type may lead to. */
    List<FunctionDeclaration> candidates(CType pointer) {
        dispatched = true;
        CType target = pointer.pointee();
        return reachable.stream()
                .filter(f -> !(target instanceof CType.Function type) || loose.contains(f) || matches(module.types().of(f), type)).toList();
    }

    /** Loosely: kernel code casts, and a callback may ignore the difference of two pointers. */
    private static boolean matches(CType.Function function, CType.Function type) {
        if (function.parameters().size() != type.parameters().size()) {
            return false;
        }
        for (int i = 0; i < type.parameters().size(); i++) {
            CType a = function.parameters().get(i);
            CType b = type.parameters().get(i);
            boolean pointers = a instanceof CType.Pointer && b instanceof CType.Pointer;
            boolean same = a.equals(b) || a instanceof CType.Int && b instanceof CType.Int
                    || pointers && (a.pointee() instanceof CType.Void || b.pointee() instanceof CType.Void || a.pointee().equals(b.pointee()));
            if (!same) {
                return false;
            }
        }
        return function.result() instanceof CType.Void == type.result() instanceof CType.Void;
    }
}
