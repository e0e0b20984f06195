package org.holdfast.engine.naive;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.holdfast.engine.naive.Stop.Violated;
import org.holdfast.engine.naive.World.Execution;
import org.holdfast.engine.naive.World.Pending;
import org.holdfast.engine.naive.World.Status;
import org.holdfast.engine.naive.World.Thing;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Value;

/** Addresses: what may be wrong with one, and what leads where. */
final class Memory {
    /** Following a poisoned pointer touches a cell near it, not the poison itself. */
    private static final long POISON_END = Value.LIST_POISON2 + 64;

    private Memory() {
    }

    /** The object an address leads to; {@code member} -1 accepts any. */
    static Thing access(World world, long address, int member) {
        if (!Value.isPointer(address)) {
            throw new Violated(wrong(address));
        }
        Thing thing = world.things.get(Value.object(address));
        if (thing.status == Status.FREED) {
            throw new Violated("use-after-free");
        }
        int offset = Value.offset(address);
        if (offset < 0 || offset >= thing.layout.size()) {
            throw new Violated("bad-pointer");
        }
        if (member >= 0 && thing.layout.cells().get(offset).member() != member) {
            throw new Violated("bad-pointer");
        }
        return thing;
    }

    static String wrong(long number) {
        if (number >= Value.LIST_POISON1 && number < POISON_END) {
            return "list-corruption";
        }
        return number >= 0 && number < 4096 ? "null-dereference" : "bad-pointer";
    }

    static Layout.Cell cell(World world, long address) {
        return world.things.get(Value.object(address)).layout.cells().get(Value.offset(address));
    }

    static LockKind lock(World world, long address) {
        access(world, address, -1);
        LockKind kind = cell(world, address).lock();
        if (kind == null) {
            throw new Violated("bad-pointer");
        }
        return kind;
    }

    /** For addresses that only name something (a work item, an SRCU domain): the object must not have been freed. */
    static long identity(World world, long address) {
        if (Value.isPointer(address) && world.things.get(Value.object(address)).status == Status.FREED) {
            throw new Violated("use-after-free");
        }
        return address;
    }

    /** @return whether somebody else holds a lock in there, whom that will be the end of */
    static boolean free(World world, Execution self, long address, boolean recycle) {
        if (address == Value.NULL) {
            return false;
        }
        if (!Value.isPointer(address)) {
            throw new Violated("bad-pointer");
        }
        int object = Value.object(address);
        Thing thing = world.things.get(object);
        if (thing.allocated == null || Value.offset(address) != 0) {
            throw new Violated("bad-pointer");
        }
        boolean reclaim = self.origin != null && self.origin.deferral == Deferral.RECLAIM;
        boolean again = world.pending.stream().anyMatch(p -> p.deferral == Deferral.RECLAIM && leadsTo(p.item, object));
        if (reclaim && !recycle && (thing.status == Status.LIVE || again)) {
            return false; // handed out again before its memory was given back
        }
        if (thing.status == Status.FREED || thing.status == Status.RECYCLED && !(reclaim && !recycle)) {
            throw new Violated("double-free");
        }
        if (self.held.stream().anyMatch(h -> leadsTo(h.lock(), object))) {
            throw new Violated("held-lock-freed");
        }
        boolean held = world.executions.stream().flatMap(e -> e.held.stream()).anyMatch(h -> leadsTo(h.lock(), object));
        if (world.pending.stream().anyMatch(p -> p.deferral != Deferral.RECLAIM && leadsTo(p.item, object))) {
            throw new Violated("active-object-freed");
        }
        if (recycle) {
            thing.status = Status.RECYCLED;
            return held;
        }
        thing.status = Status.FREED;
        thing.cells = new long[0];
        thing.reuse = Value.NULL;
        thing.stack = false;
        thing.published = false;
        return held;
    }

    static boolean leadsTo(long address, int object) {
        return Value.isPointer(address) && Value.object(address) == object;
    }

    /** The cache a live object came from, or NULL. */
    static long origin(World world, long address) {
        boolean live = Value.isPointer(address) && world.things.get(Value.object(address)).status == Status.LIVE;
        return live ? world.things.get(Value.object(address)).reuse : Value.NULL;
    }

    /** Objects reached from these values, through any cells. */
    static Set<Integer> reach(World world, Stream<Long> roots) {
        Set<Integer> found = new TreeSet<>();
        Deque<Long> todo = new ArrayDeque<>(roots.toList());
        while (!todo.isEmpty()) {
            long value = todo.pop();
            if (Value.isPointer(value) && found.add(Value.object(value))) {
                Thing thing = world.things.get(Value.object(value));
                todo.push(thing.reuse);
                for (long cell : thing.cells) {
                    todo.push(cell);
                }
            }
        }
        return found;
    }

    /** What a published address leads to is published, for good. */
    static void publish(World world, long address) {
        reach(world, Stream.of(address)).stream().map(world.things::get).filter(t -> t.allocated != null && t.status != Status.FREED)
                .forEach(t -> t.published = true);
    }

    static Stream<Long> values(Pending item) {
        return Stream.of(item.item, item.argument, item.queue);
    }

    /** The list nodes from one on, forwards by {@code next}, and if that does not come back to it, backwards by {@code prev}. */
    static Set<Long> ring(World world, long address) {
        Set<Long> ring = new LinkedHashSet<>();
        long at = address;
        while (live(world, at) && ring.add(at)) {
            at = world.things.get(Value.object(at)).cells[Value.offset(at)];
        }
        if (at == address) {
            return ring;
        }
        at = address;
        do {
            long prev = Value.plus(at, 1);
            at = live(world, at) && live(world, prev) ? world.things.get(Value.object(prev)).cells[Value.offset(prev)] : Value.NULL;
        } while (live(world, at) && ring.add(at));
        return ring;
    }

    private static boolean live(World world, long address) {
        if (!Value.isPointer(address)) {
            return false;
        }
        Thing thing = world.things.get(Value.object(address));
        return thing.status != Status.FREED && Value.offset(address) >= 0 && Value.offset(address) < thing.layout.size();
    }

    /** Objects that are lost at the end: live, no stack objects, and reached neither from a root global nor from an armed item. */
    static List<Thing> leaks(World world, List<Boolean> rootGlobals) {
        Stream<Long> globals = IntStream.range(0, rootGlobals.size()).filter(rootGlobals::get)
                .mapToObj(i -> Value.pointer(i, 0));
        Stream<Long> armed = world.pending.stream().map(p -> p.item);
        Set<Integer> safe = reach(world, Stream.concat(globals, armed));
        return IntStream.range(0, world.things.size()).filter(i -> !safe.contains(i)).mapToObj(world.things::get)
                .filter(t -> t.allocated != null && t.status == Status.LIVE && !t.stack).toList();
    }
}
