package org.holdfast.engine.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Outline.Spot;

/** Brings statements under a lock: by extending a section beside them, or by one of their own. */
public final class Protect {
    private final Case c;
    private final Cause cause;
    private final Witness witness;

    /** @param cause what is named if it helps */
    public Protect(Case c, Cause cause) {
        this(c, cause, null);
    }

    /** @param witness the run that has to become impossible: a lock that is free whenever the failing thread would want it in that run changes nothing */
    public Protect(Case c, Cause cause, Witness witness) {
        this.c = c;
        this.cause = cause;
        this.witness = witness;
    }

    /** How a lock is taken and released here. */
    public record Pair(String open, String close, String lock) {
    }

    /**
     * Repairs that put {@code spot}'s statement under a lock of the class.
     *
     * @param lockClass {@code struct.field} or the name of a global
     */
    public List<Repair> repairs(Spot spot, String lockClass) {
        return isIdle(spot.statement(), spot.statement(), lockClass) ? List.of() : repairs(spot.statement(), spot.statement(), pairs(lockClass, Witness.pointers(spot), spot.statement()));
    }

    /** The same for the statements {@code first} to {@code last} of one block. {@code pointers}: what the lock may be a field of. */
    public List<Repair> repairs(Statement first, Statement last, String lockClass, Set<String> pointers) {
        return isIdle(first, last, lockClass) ? List.of() : repairs(first, last, pairs(lockClass, pointers, first));
    }

    private boolean isIdle(Statement first, Statement last, String lockClass) {
        return witness != null && !witness.isContended(first, last, lockClass);
    }

    private List<Repair> repairs(Statement first, Statement last, List<Pair> pairs) {
        Proposals out = new Proposals(cause);
        Outline outline = c.outline();
        for (Pair pair : pairs) {
            for (Statement s : outline.before(first)) {
                if (Sections.closes(s).contains(pair.lock())) {
                    out.move("Hold `" + pair.lock() + "` until after `" + Outline.brief(last) + "`", s, last, true);
                    break;
                }
            }
            for (Statement s : outline.after(last)) {
                if (Sections.opens(s).contains(pair.lock())) {
                    out.move("Take `" + pair.lock() + "` before `" + Outline.brief(first) + "`", s, first, false);
                    break;
                }
            }
        }
        for (Pair pair : pairs) {
            if (first.form() == Form.DECLARATION || first.form() == Form.RETURN) {
                continue; // its scope, or the way out, would end inside the section
            }
            wrap(out, "Take `" + pair.lock() + "` " + (first == last ? "for `" + Outline.brief(Outline.head(first)) + "`"
                    : "from `" + Outline.brief(Outline.head(first)) + "` to `" + Outline.brief(Outline.head(last)) + "`"), first, last, pair.open(), pair.close());
        }
        return out.list();
    }

    /** A section from {@code first} to {@code last}, statements of one block, that is closed on the ways out of it too. */
    public List<Repair> section(String title, Statement first, Statement last, String open, String close) {
        Proposals out = new Proposals(cause);
        wrap(out, title, first, last, open, close);
        return out.list();
    }

    private void wrap(Proposals out, String title, Statement first, Statement last, String open, String close) {
        out.add(Repair.Cost.EXTEND, title, wrapping(c.outline(), first, last, open, close));
    }

    /** The changes that put the statements {@code first} to {@code last} of one block between two others, also on the ways out of them. */
    public static List<Change> wrapping(Outline outline, Statement first, Statement last, String open, String close) {
        List<Statement> block = outline.siblings(first);
        List<Statement> inside = block.subList(block.indexOf(first), block.indexOf(last) + 1).stream().flatMap(s -> outline.tree(s).stream()).toList();
        List<Change> changes = new ArrayList<>(List.of(new Change.Insert(first.number(), false, open)));
        inside.stream().filter(x -> leaves(x, inside)).forEach(x -> changes.add(new Change.Insert(x.number(), false, close)));
        if (last.form() != Form.RETURN) {
            changes.add(new Change.Insert(last.number(), true, close));
        }
        return changes;
    }

    /** Whether the statement is a way out of the others. */
    private static boolean leaves(Statement s, List<Statement> inside) {
        if (s.form() != Form.JUMP || !s.text().startsWith("goto")) {
            return s.form() == Form.RETURN;
        }
        String label = s.text().replaceFirst("^goto\\s+(\\w+).*", "$1") + ":";
        return inside.stream().noneMatch(x -> x.form() == Form.LABEL && x.text().replaceAll("\\s", "").startsWith(label));
    }

    /** Ways to take locks of the classes at a statement. */
    public List<Pair> pairs(Set<String> lockClasses, Set<String> pointers, Statement at) {
        return lockClasses.stream().flatMap(l -> pairs(l, pointers, at).stream()).distinct().toList();
    }

    /** Ways to take a lock of the class here, those seen most elsewhere first: its address built from what is at hand. */
    private List<Pair> pairs(String lockClass, Set<String> pointers, Statement at) {
        String name = Case.withoutSubclass(lockClass);
        int dot = name.lastIndexOf('.');
        String field = name.substring(dot + 1);
        Set<Pair> out = new LinkedHashSet<>();
        for (Statement s : c.outline().statements()) {
            for (Call call : s.calls()) {
                for (String lock : call.effects().acquires()) {
                    if (call.library() && !call.arguments().isEmpty() && call.arguments().getFirst().equals(lock) && lock.endsWith(field)) {
                        targets(lock, dot < 0, field, pointers).stream().filter(t -> isKnown(t, at)).forEach(t -> out.add(pair(call, lock, t)));
                    }
                }
            }
        }
        // Who changes things has to exclude everybody; a reader's way in is for want of another.
        List<Pair> exclusive = out.stream().filter(p -> !p.open().matches("(read_|down_read|raw_read_).*")).toList();
        return (exclusive.isEmpty() ? List.copyOf(out) : exclusive).stream().limit(2).toList();
    }

    /** Whether what the lock's address starts with means something in the function. */
    private boolean isKnown(String lock, Statement at) {
        String name = lock.replaceFirst("^&", "").replaceFirst("\\W.*", "");
        return c.program().globals().stream().anyMatch(g -> g.name().equals(name))
                || c.outline().in(at.function()).stream().anyMatch(s -> s.reads().contains(name) || s.writes().contains(name));
    }

    private static List<String> targets(String lock, boolean global, String field, Set<String> pointers) {
        if (global) {
            return List.of(lock);
        }
        List<String> out = new ArrayList<>();
        pointers.forEach(p -> out.add("&" + p + "->" + field));
        if (lock.matches("&\\w+\\.\\w+")) {
            out.add(lock);
        }
        return out;
    }

    private static Pair pair(Call call, String lock, String target) {
        List<String> arguments = new ArrayList<>(call.arguments());
        arguments.set(0, target);
        Call here = new Call(call.function(), true, arguments, call.range(), call.effects());
        return new Pair(call.function() + "(" + String.join(", ", arguments) + ");", Sections.release(here), target);
    }
}
