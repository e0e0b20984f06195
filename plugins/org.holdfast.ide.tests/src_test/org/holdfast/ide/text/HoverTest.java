package org.holdfast.ide.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Severity;
import org.holdfast.ide.Document;
import org.holdfast.ide.Golden;
import org.holdfast.ide.Texts;
import org.holdfast.ide.check.Diagnostic;
import org.junit.jupiter.api.Test;

class HoverTest {
    /** Each with where to point in it. */
    private static final List<String> PLACES = List.of("|mutex_lock(&items_lock)", "mutex_lock(&|items_lock)", "spin_lock(&item->|lock)", "|item_put(first)",
            "|scan();", "|kref_put(", "|for_each_item(item)", "|item->users++", "|if (found", "|kzalloc(", "|GFP_KERNEL", "struct |item {", "|spinlock_t lock",
            "int |users", "|+[v2]", "|-static", "v2|]", "put-|order", "|guard(mutex", "scoped_guard(|mutex", "thread |reader", "goto |out", "|removed = found + 1",
            "-EB|USY", "|current_item;", "|shared_get()", "* |- not", "enum |state");

    @Test
    void everyKindOfPlace() {
        StringBuilder shown = new StringBuilder();
        for (String place : PLACES) {
            shown.append("=== ").append(place).append('\n').append(hover(Texts.sample(), place)).append('\n');
        }
        Golden.check("hover.txt", shown.toString());
    }

    private static String hover(Document document, String place) {
        int bar = place.indexOf('|');
        int at = document.text().indexOf(place.replace("|", ""));
        assertTrue(at >= 0, place);
        return Hover.at(document, at + bar)
                .map(s -> "[" + document.text().substring(s.range().offset(), s.range().end()) + "]\n" + s.doc().plain().replace(Texts.FOLDER.toString(), "")).orElse("nothing");
    }

    @Test
    void whatKernelFunctionsDoToTheContext() {
        Document document = Texts.of("""
                spinlock_t l;
                void f(void)
                {
                	unsigned long flags;
                	spin_lock_irqsave(&l, flags);
                	spin_unlock_irqrestore(&l, flags);
                	rcu_read_lock();
                	kmalloc(4, GFP_ATOMIC);
                	del_timer_sync(NULL);
                }
                """);
        assertTrue(hover(document, "|spin_lock_irqsave").contains("Takes &l\n- Switches interrupts off\n- Switches preemption off\n- Does not sleep"), hover(document, "|spin_lock_irqsave"));
        assertTrue(hover(document, "|spin_unlock_irqr").contains("Releases &l\n- Puts interrupts back as they were"), hover(document, "|spin_unlock_irqr"));
        assertTrue(hover(document, "|rcu_read_lock").contains("Enters a reader section"), hover(document, "|rcu_read_lock"));
        assertTrue(hover(document, "|kmalloc").contains("Does not sleep"), hover(document, "|kmalloc"));
        assertTrue(hover(document, "|del_timer_sync").contains("Waits for others"), hover(document, "|del_timer_sync"));
    }

    @Test
    void aTextWithErrorsStillExplainsItsNames() {
        Document document = Texts.of("scenario \"s\"\nDEFINE_MUTEX(m);\nthread t { mutex_lock(&m); oops( }");
        assertTrue(hover(document, "|mutex_lock").contains("Takes &m"), hover(document, "|mutex_lock"));
    }

    @Test
    void findings() {
        Diagnostic diagnostic = new Diagnostic(Severity.ERROR, "put-order", List.of("v2"), List.of("cache-in-use"), Card.Group.LIFETIME, "v2: too early",
                new Range("a", 0, 1, 1, 1, 1, 2), List.of(new Diagnostic.Related("freed", new Range("a", 5, 1, 2, 1, 2, 2))), false, List.of());
        String shown = Hover.of(diagnostic).plain();
        assertTrue(shown.startsWith("put-order: v2: too early\nShows as cache-in-use\n- freed: line 2\n"), shown);
        assertEquals(List.of("put-order"), List.of(Hover.rule("put-order").orElseThrow().plain().split(":")[0]));
        assertTrue(Hover.rule("no-such-rule").isEmpty());
    }
}
