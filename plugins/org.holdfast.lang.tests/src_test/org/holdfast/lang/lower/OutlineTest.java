package org.holdfast.lang.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.holdfast.engine.program.Source;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.Workspace;
import org.junit.jupiter.api.Test;

/** What the outline says of calls: effects of library functions, of functions with bodies, of contracts, in the caller's words. */
class OutlineTest {
    private static final Workspace WORKSPACE = Workspace.standalone(List.of());
    private static final String DECLARATIONS = """
            scenario "s"
            struct obj { spinlock_t lock; refcount_t ref; struct rcu_head rcu; struct completion done; };
            struct obj *o;
            DEFINE_MUTEX(m);
            void get_obj(struct obj *obj) __gets(&obj->ref);
            void drop(struct obj *obj) __puts(&obj->ref) __frees(obj);
            void lock_both(struct obj *obj) { mutex_lock(&m); spin_lock(&obj->lock); }
            void put_obj(struct obj *obj) { if (refcount_dec_and_test(&obj->ref)) kfree(obj); }
            void slow(void) { msleep(1); }
            """;

    /** The effects of the calls in the first statement of a thread. */
    private static String effects(String statement) {
        LoadedFile file = WORKSPACE.load(Path.of("test.hold"), DECLARATIONS + "thread t { unsigned long flags; " + statement + " }\n");
        Lowered lowered = Lowering.lower(file, file.revisions().get(0));
        assertEquals(List.of(), lowered.problems());
        return lowered.program().source().statements().stream().filter(s -> s.function().equals("thread t") && !s.calls().isEmpty())
                .flatMap(s -> s.calls().stream()).map(OutlineTest::show).collect(Collectors.joining("; "));
    }

    private static String show(Source.Call call) {
        Source.Effects e = call.effects();
        return (call.function() + names(" acquires", e.acquires()) + names(" releases", e.releases()) + names(" gets", e.gets()) + names(" puts", e.puts())
                + names(" frees", e.frees()) + (e.sleeps() ? " sleeps" : "") + (e.wakes() ? " wakes" : "") + (e.waits() ? " waits" : "")).strip();
    }

    private static String names(String what, List<String> names) {
        return names.isEmpty() ? "" : what + names;
    }

    @Test
    void libraryFunctionsByTheirText() {
        assertEquals("mutex_lock acquires[&m] sleeps", effects("mutex_lock(&m);"));
        assertEquals("spin_unlock_irqrestore releases[&o->lock]", effects("spin_unlock_irqrestore(&o->lock, flags);"));
        assertEquals("refcount_inc gets[&o->ref]", effects("refcount_inc(&o->ref);"));
        assertEquals("complete wakes", effects("complete(&o->done);"));
        assertEquals("wait_for_completion sleeps waits", effects("wait_for_completion(&o->done);"));
        assertEquals("kfree frees[o]", effects("kfree(o);"));
    }

    @Test
    void functionsWithBodiesThroughAnyDepth() {
        assertEquals("lock_both acquires[&m, &o->lock] sleeps", effects("lock_both(o);"));
        assertEquals("put_obj puts[&o->ref] frees[o]", effects("put_obj(o);"));
        assertEquals("slow sleeps", effects("slow();"));
    }

    @Test
    void contractsAndGuards() {
        assertEquals("get_obj gets[&o->ref]", effects("get_obj(o);"));
        assertEquals("drop puts[&o->ref] frees[o]", effects("drop(o);"));
        assertEquals("guard(mutex) acquires[&m] sleeps", effects("guard(mutex)(&m);"));
    }
}
