package org.holdfast.engine.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Source;

/** Mutexes under which code of several functions could exclude each other: those the scenario has, and a new one. */
public final class Mutexes {
    private final Case c;

    public Mutexes(Case c) {
        this.c = c;
    }

    /** @param definition what has to be added before it can be used; empty where it is there */
    public record Choice(String name, List<Change> definition) {
        public Choice {
            definition = List.copyOf(definition);
        }

        public String take() {
            return "mutex_lock(&" + name + ");";
        }

        public String release() {
            return "mutex_unlock(&" + name + ");";
        }
    }

    /** Global mutexes, those that stand outermost in the declared orders first. */
    public List<Choice> present() {
        Set<String> names = new LinkedHashSet<>();
        c.program().orders().forEach(o -> o.classes().stream().filter(this::isGlobalMutex).forEach(names::add));
        c.program().globals().stream().map(Program.Global::name).filter(this::isGlobalMutex).forEach(names::add);
        return names.stream().map(n -> new Choice(n, List.of())).toList();
    }

    private boolean isGlobalMutex(String name) {
        return c.kind(name) == LockKind.MUTEX && c.program().globals().stream().anyMatch(g -> g.name().equals(name));
    }

    /** One that is defined before the first of the functions. */
    public Choice fresh(String stem, Set<String> functions) {
        String name = stem + "_mutex";
        while (isTaken(name)) {
            name += "_";
        }
        List<Change> definition = new ArrayList<>();
        String text = "DEFINE_MUTEX(" + name + ");";
        c.outline().source().functions().stream().filter(f -> functions.contains(f.name())).map(Source.Function::range)
                .min(Comparator.comparingInt(org.holdfast.engine.program.Range::offset)).ifPresent(r -> definition.add(new Change.Define(r, text)));
        return new Choice(name, definition);
    }

    private boolean isTaken(String name) {
        return c.program().globals().stream().anyMatch(g -> g.name().equals(name));
    }
}
