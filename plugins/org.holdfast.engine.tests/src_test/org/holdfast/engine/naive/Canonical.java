package org.holdfast.engine.naive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.holdfast.engine.naive.World.Execution;
import org.holdfast.engine.naive.World.Pending;
import org.holdfast.engine.naive.World.Status;
import org.holdfast.engine.naive.World.Thing;
import org.holdfast.engine.program.Value;

/**
 * Two worlds are the same state if they differ in the names of heap objects and in the order of pending items only (where that order means nothing).
 * The key is the least text of a world over all ways to name: what the fixed roots (globals, executions) reach is named in that order; then the
 * root whose own text is least goes next, and where several have the least text all of them are tried.
 */
final class Canonical {
    private final Model model;
    private final World world;

    private Canonical(Model model, World world) {
        this.model = model;
        this.world = world;
    }

    record Form(World world, List<Long> key) {
    }

    static Form of(Model model, World world) {
        Canonical canonical = new Canonical(model, world);
        Naming start = new Naming();
        canonical.fixedRoots(start);
        List<Pending> items = new ArrayList<>(world.pending);
        Naming best = canonical.complete(start, items);
        return new Form(canonical.rename(best), best.key);
    }

    /** Names given so far, and the text so far. */
    private static final class Naming {
        final Map<Integer, Integer> names = new LinkedHashMap<>();
        final List<Pending> items = new ArrayList<>();
        final List<Long> key = new ArrayList<>();

        Naming copy() {
            Naming copy = new Naming();
            copy.names.putAll(names);
            copy.items.addAll(items);
            copy.key.addAll(key);
            return copy;
        }
    }

    /** Writes values to a naming's text, names objects when they are met, and then writes those. */
    private final class Writer {
        private final Naming naming;
        private final Deque<Integer> fresh = new ArrayDeque<>();

        Writer(Naming naming) {
            this.naming = naming;
        }

        Writer number(long number) {
            naming.key.add(number);
            return this;
        }

        Writer numbers(Set<Integer> numbers) {
            number(numbers.size());
            numbers.forEach(this::number);
            return this;
        }

        Writer value(long value) {
            return number(Value.isPointer(value) ? Value.pointer(name(Value.object(value)), Value.offset(value)) : value);
        }

        int name(int object) {
            if (!naming.names.containsKey(object)) {
                naming.names.put(object, naming.names.size());
                fresh.add(object);
            }
            return naming.names.get(object);
        }

        /** Writes all objects met and not written, and what they lead to. */
        void things() {
            while (!fresh.isEmpty()) {
                Thing thing = world.things.get(fresh.remove());
                number(thing.layout.id()).number(thing.status.ordinal()).number(thing.stack ? 1 : 0).number(thing.published ? 1 : 0).value(thing.reuse);
                number(thing.allocated != null ? model.number(thing.allocated) : -1);
                Arrays.stream(thing.cells).forEach(this::value);
            }
        }
    }

    private void fixedRoots(Naming naming) {
        Writer writer = new Writer(naming);
        for (int i = 0; i < world.things.size() && world.things.get(i).allocated == null; i++) {
            writer.name(i);
        }
        writer.things();
        writer.number(world.executions.size());
        for (Execution e : world.executions) {
            write(writer, e);
        }
        writer.things();
        for (Execution e : world.executions) {
            // A map has no order of its own: by name, which nearly always exists by now.
            e.sections.keySet().stream().filter(Value::isPointer).forEach(domain -> writer.name(Value.object(domain)));
            TreeMap<Long, Integer> sections = new TreeMap<>();
            e.sections.forEach((domain, nesting) -> sections.put(renamed(naming, domain), nesting));
            sections.forEach((domain, nesting) -> writer.number(domain).number(nesting));
            writer.number(-1);
        }
        writer.things();
        world.current.forEach((cpu, e) -> writer.number(cpu.hashCode()).number(e));
    }

    private void write(Writer writer, Execution e) {
        writer.number(e.role.code()).number(e.role.instance()).number(e.pc);
        Arrays.stream(e.registers).forEach(writer::value);
        writer.number(e.preempt).number(e.softirq).number(e.irq).number(e.held.size());
        e.held.forEach(h -> writer.value(h.lock()).number(h.mode().ordinal()).number(h.subclass()));
        writer.numbers(e.grace).value(e.graceDomain).number(e.started ? 1 : 0).number(e.ended ? 1 : 0).number(e.queued ? 1 : 0);
        e.walks.forEach((slot, walk) -> {
            writer.number(slot).number(walk.referenced() ? 1 : 0).number(walk.dropped() ? 1 : 0).number(walk.noted());
        });
        writer.numbers(e.waiters);
        if (e.origin != null) {
            writer.number(e.origin.deferral.ordinal()).value(e.origin.item).value(e.origin.queue);
        }
    }

    private void write(Writer writer, Pending item) {
        writer.number(rank(item)).number(item.deferral.ordinal()).number(item.function).value(item.item).value(item.argument).value(item.queue)
                .number(item.limit).numbers(item.readers).numbers(item.waiters);
        writer.things();
    }

    /** Place among the items that start in order; 0 for others. */
    private long rank(Pending item) {
        return !item.inOrder() ? 0 : world.pending.stream().takeWhile(p -> p != item).filter(p -> p.inOrder() && p.queue == item.queue).count();
    }

    /** Names the rest: pending items first, then the objects that nothing leads to but that are not gone. */
    private Naming complete(Naming naming, List<Pending> items) {
        List<Root> roots = new ArrayList<>();
        if (!items.isEmpty()) {
            items.forEach(i -> roots.add(new Root(i, -1)));
        } else {
            for (int i = 0; i < world.things.size(); i++) {
                if (!naming.names.containsKey(i) && stays(world.things.get(i))) {
                    roots.add(new Root(null, i));
                }
            }
        }
        if (roots.isEmpty()) {
            return naming;
        }
        List<Naming> least = new ArrayList<>();
        List<Root> tied = new ArrayList<>();
        for (Root root : roots) {
            Naming next = naming.copy();
            root.write(this, next);
            int order = least.isEmpty() ? -1 : compare(next.key, least.get(0).key);
            if (order < 0) {
                least.clear();
                tied.clear();
            }
            if (order <= 0) {
                least.add(next);
                tied.add(root);
            }
        }
        if (tied.stream().allMatch(t -> alone(t, roots, naming))) {
            least = least.subList(0, 1);
        }
        Naming best = null;
        for (int i = 0; i < least.size(); i++) {
            List<Pending> rest = new ArrayList<>(items);
            rest.remove(tied.get(i).item);
            Naming done = complete(least.get(i), rest);
            best = best == null || compare(done.key, best.key) < 0 ? done : best;
        }
        return best;
    }

    /** Lost objects are leaks; recycled ones may be handed out again. */
    private static boolean stays(Thing thing) {
        return thing.status == Status.LIVE || thing.status == Status.RECYCLED && thing.reuse != Value.NULL;
    }

    /** A root that shares none of its unnamed objects with another root: which of several equal ones goes first cannot matter. */
    private boolean alone(Root root, List<Root> roots, Naming naming) {
        Set<Integer> mine = new TreeSet<>(Memory.reach(world, root.values()));
        mine.removeAll(naming.names.keySet());
        return roots.stream().filter(r -> r != root).noneMatch(r -> Memory.reach(world, r.values()).stream().anyMatch(mine::contains));
    }

    private record Root(Pending item, int thing) {
        void write(Canonical canonical, Naming naming) {
            Writer writer = canonical.new Writer(naming);
            if (item != null) {
                canonical.write(writer, item);
                naming.items.add(item);
            } else {
                writer.name(thing);
                writer.things();
            }
        }

        Stream<Long> values() {
            return item != null ? Memory.values(item) : Stream.of(Value.pointer(thing, 0));
        }
    }

    private static int compare(List<Long> a, List<Long> b) {
        for (int i = 0; i < a.size() && i < b.size(); i++) {
            int order = Long.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static long renamed(Naming naming, long value) {
        return Value.isPointer(value) ? Value.pointer(naming.names.get(Value.object(value)), Value.offset(value)) : value;
    }

    private World rename(Naming naming) {
        World result = new World();
        for (int object : naming.names.keySet()) {
            Thing thing = world.things.get(object).copy();
            thing.reuse = renamed(naming, thing.reuse);
            thing.cells = Arrays.stream(thing.cells).map(v -> renamed(naming, v)).toArray();
            result.things.add(thing);
        }
        for (Execution old : world.executions) {
            Execution e = old.copy();
            e.registers = Arrays.stream(e.registers).map(v -> renamed(naming, v)).toArray();
            e.held.replaceAll(h -> new World.Held(renamed(naming, h.lock()), h.mode(), h.subclass()));
            e.sections.clear();
            old.sections.forEach((domain, nesting) -> e.sections.put(renamed(naming, domain), nesting));
            e.graceDomain = renamed(naming, e.graceDomain);
            e.origin = old.origin == null ? null : rename(naming, old.origin);
            result.executions.add(e);
        }
        naming.items.forEach(i -> result.pending.add(rename(naming, i)));
        result.current.putAll(world.current);
        return result;
    }

    private static Pending rename(Naming naming, Pending old) {
        Pending item = old.copy();
        item.item = renamed(naming, item.item);
        item.argument = renamed(naming, item.argument);
        item.queue = renamed(naming, item.queue);
        return item;
    }
}
