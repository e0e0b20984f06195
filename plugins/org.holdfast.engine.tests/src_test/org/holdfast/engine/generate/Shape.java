package org.holdfast.engine.generate;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.Layout.Cell;
import org.holdfast.engine.program.Layout.Guard;
import org.holdfast.engine.program.LockKind;

/** A struct under construction: fields in order, each with a location class of its own. */
public final class Shape {
    private final Scenario scenario;
    private final int id;
    private final String name;
    private final boolean scalar;
    private final List<Cell> cells = new ArrayList<>();

    Shape(Scenario scenario, int id, String name, boolean scalar) {
        this.scenario = scenario;
        this.id = id;
        this.name = name;
        this.scalar = scalar;
    }

    /**
     * A field as an access names it.
     *
     * @param offset    cell in its struct
     * @param member    what the pointer's type says the cell must be
     * @param locations the classes an access through such a member can touch
     */
    public record Field(int offset, int member, List<Integer> locations) {
        public Field {
            locations = List.copyOf(locations);
        }
    }

    public int id() {
        return id;
    }

    public int size() {
        return cells.size();
    }

    public Field cell(String field, Guard... guards) {
        return cell(field, false, guards);
    }

    public Field rcuCell(String field, Guard... guards) {
        return cell(field, true, guards);
    }

    private Field cell(String field, boolean rcu, Guard... guards) {
        int location = scenario.location(scalar ? name : name + "." + field);
        cells.add(new Cell(scalar ? "" : field, location, scenario.member(name + "." + field), null, List.of(guards), rcu, false));
        return new Field(cells.size() - 1, cells.get(cells.size() - 1).member(), List.of(location));
    }

    /** @return its first cell */
    public int lock(String field, LockKind kind) {
        int first = cells.size();
        int location = scenario.location(scalar ? name : name + "." + field);
        for (int i = 0; i < Layout.LOCK_CELLS; i++) {
            cells.add(new Cell(scalar ? "" : field, location, scenario.member("lock"), i == 0 ? kind : null, List.of(), false, false));
        }
        return first;
    }

    /**
     * A {@code list_head}: {@code next}, then {@code prev}. All of them have the same members, as in C.
     *
     * @return the cell of {@code next}
     */
    public int list(String field, Guard... guards) {
        int first = cells.size();
        int next = scenario.location(name + "." + field + ".next");
        int prev = scenario.location(name + "." + field + ".prev");
        cells.add(new Cell(field + ".next", next, scenario.member("list_head.next"), null, List.of(guards), false, false));
        cells.add(new Cell(field + ".prev", prev, scenario.member("list_head.prev"), null, List.of(guards), false, false));
        scenario.listLocations(next, prev);
        return first;
    }

    Layout build() {
        return new Layout(id, name, cells);
    }

    String name() {
        return name;
    }
}
