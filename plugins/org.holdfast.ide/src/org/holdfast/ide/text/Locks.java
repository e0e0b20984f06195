package org.holdfast.ide.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.explore.LockUse;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Range;
import org.holdfast.lang.hold.*;

/** What is known of a lock class: its place in the order, and who takes it where. */
final class Locks {
    private static final int MOST = 12;

    private Locks() {
    }

    /** The class that a variable or field is a lock of, as the engine calls it; null for locals. */
    static String className(NamedElement lock) {
        return switch (lock) {
            case Variable v when v.eContainer() != null && v.eContainer().eContainer() instanceof ScenarioFile -> v.getName();
            case Field f -> {
                EObject at = f;
                while (at != null && !(at instanceof StructDeclaration)) {
                    at = at.eContainer();
                }
                yield at instanceof StructDeclaration s && s.getName() != null ? s.getName() + "." + f.getName() : null;
            }
            default -> null;
        };
    }

    static List<Doc.Block> describe(String lock, Program program, List<LockUse> uses) {
        List<Doc.Block> blocks = new ArrayList<>();
        blocks.add(new Doc.Paragraph(List.of(new Doc.Plain("Lock class "), new Doc.Strong(lock))));
        List<Doc.Paragraph> items = new ArrayList<>();
        if (program != null) {
            for (Program.Order order : program.orders()) {
                if (order.classes().contains(lock)) {
                    items.add(new Doc.Paragraph(List.of(new Doc.Plain("Declared order: "), new Doc.Link(String.join(" -> ", order.classes()), order.range()))));
                }
            }
        }
        Set<String> outside = new LinkedHashSet<>();
        Set<String> inside = new LinkedHashSet<>();
        Map<Range, Set<String>> taken = new LinkedHashMap<>();
        for (LockUse use : uses) {
            switch (use) {
                case LockUse.Edge e when isOf(e.taken(), lock) -> outside.add(e.held());
                case LockUse.Edge e when isOf(e.held(), lock) -> inside.add(e.taken());
                case LockUse.InContext c when isOf(c.taken(), lock) && !c.already() -> taken.computeIfAbsent(c.site().range(), r -> new LinkedHashSet<>())
                        .add(thread(c.thread()) + (c.interruptsOn() ? "" : ", interrupts off") + (c.softirqsOn() ? "" : ", softirqs off"));
                default -> {
                    // of other locks
                }
            }
        }
        names("Taken inside of ", outside, items);
        names("Taken while it is held: ", inside, items);
        taken.entrySet().stream().limit(MOST).forEach(e -> items.add(new Doc.Paragraph(List.of(new Doc.Plain("Taken at "),
                new Doc.Link("line " + e.getKey().line(), e.getKey()), new Doc.Plain(" by " + String.join("; ", e.getValue()))))));
        if (taken.size() > MOST) {
            items.add(new Doc.Paragraph(List.of(new Doc.Plain("and at " + (taken.size() - MOST) + " other places"))));
        }
        if (!items.isEmpty()) {
            blocks.add(new Doc.Bullets(items));
        }
        return blocks;
    }

    private static boolean isOf(String use, String lock) {
        return use.equals(lock) || use.startsWith(lock + "/");
    }

    private static void names(String text, Set<String> names, List<Doc.Paragraph> items) {
        if (!names.isEmpty()) {
            items.add(new Doc.Paragraph(List.of(new Doc.Plain(text), new Doc.Word(String.join(", ", names)))));
        }
    }

    /** Instances of a thread are one to a reader of the text. */
    static String thread(String name) {
        return name.replaceFirst("#\\d+$", "");
    }
}
