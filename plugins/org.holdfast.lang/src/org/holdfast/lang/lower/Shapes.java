package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.Layout.Guard;
import org.holdfast.engine.program.LockKind;
import org.holdfast.lang.hold.Annotation;
import org.holdfast.lang.hold.Field;
import org.holdfast.lang.hold.StructDeclaration;
import org.holdfast.lang.lower.Declarations.Member;

/**
 * Flattens structs, arrays and variables into rows of cells. Location classes are named after the innermost struct of the user's
 * and the path below it; a lock's class ends where the kernel's own structs begin, since that is how lockdep and the user name it.
 */
final class Shapes {
    /** Cells of the largest object; {@link org.holdfast.engine.program.Value} has 16 bits for them. */
    static final int LIMIT = 4096;

    private final Module module;
    private final Map<StructDeclaration, Shape> structs = new HashMap<>();
    private final Map<CType, Integer> sizes = new HashMap<>();
    private final Set<StructDeclaration> measured = new HashSet<>();
    private final Map<String, String> lockPaths = new HashMap<>();
    private final Map<Shape, Integer> layouts = new LinkedHashMap<>();
    private final Map<CType, Shape> arrays = new HashMap<>();
    private final Map<StructDeclaration, Map<String, Found>> fieldsByName = new HashMap<>();

    Shapes(Module module) {
        this.module = module;
    }

    /** Number of cells; pointer arithmetic and sizeof count in these. */
    int cells(CType type) {
        Integer known = sizes.get(type);
        if (known != null) {
            return known;
        }
        int size = switch (type) {
        case CType.Void v -> 1;
        case CType.Int i -> 1;
        case CType.Pointer p -> 1;
        case CType.Function f -> 1;
        case CType.Lock l -> Layout.LOCK_CELLS;
        case CType.Array(CType element, int length) -> (int) Math.min((long) Math.max(length, 0) * cells(element), LIMIT + 1);
        case CType.Struct(StructDeclaration d) -> structSize(d);
        };
        sizes.put(type, size);
        return size;
    }

    private int structSize(StructDeclaration struct) {
        if (!measured.add(struct)) {
            module.refuse(struct, "type-mismatch", "struct " + struct.getName() + " contains itself");
            return 1;
        }
        int size = 0;
        for (Member member : module.declarations().members(struct)) {
            size = Math.min(size + cells(type(member)), LIMIT + 1);
        }
        if (size > LIMIT) {
            module.refuse(struct, Problem.TOO_LARGE, "struct " + struct.getName() + " is too large: more than " + LIMIT + " members");
        }
        measured.remove(struct);
        return Math.min(size, LIMIT);
    }

    /** A field found by name, with its place in the struct asked. */
    record Found(Field field, StructDeclaration struct, CType type, int offset) {
    }

    /** The named members in order, those of unnamed inner structs among them. */
    List<Found> fields(StructDeclaration struct) {
        List<Found> found = new ArrayList<>();
        fields(struct, 0, found);
        return found;
    }

    private void fields(StructDeclaration struct, int start, List<Found> found) {
        int offset = start;
        for (Member member : module.declarations().members(struct)) {
            CType type = type(member);
            if (member.field() != null) {
                found.add(new Found(member.field(), struct, type, offset));
            } else if (type instanceof CType.Struct(StructDeclaration inner)) {
                fields(inner, offset, found);
            }
            offset += cells(type);
        }
    }

    /** An unnamed member that is no struct declares nothing. */
    private CType type(Member member) {
        if (member.field() != null) {
            return module.types().of(member.field());
        }
        CType inner = module.types().of(member.declaration().getSpecifiers(), null);
        return inner instanceof CType.Struct ? inner : new CType.Array(CType.INT, 0);
    }

    /** Null where there is no such field. Looks into unnamed inner structs as C does. */
    Found field(StructDeclaration struct, String name) {
        Map<String, Found> known = fieldsByName.get(struct);
        if (known == null) {
            known = new HashMap<>();
            for (Found found : fields(struct)) {
                known.putIfAbsent(String.valueOf(found.field().getName()), found);
            }
            fieldsByName.put(struct, known);
        }
        return known.get(name);
    }

    Shape struct(StructDeclaration struct) {
        Shape known = structs.get(struct);
        if (known == null) {
            String name = struct.getName() == null ? "(unnamed)" : struct.getName();
            Flattening flattening = new Flattening(name, module.isLibrary(struct) ? null : "");
            flattening.structMembers(struct, Below.TOP, 0);
            known = new Shape(name, new CType.Struct(struct), flattening.slots);
            structs.put(struct, known);
        }
        return known;
    }

    /** A variable of its own, whose cells are named after it down to the first struct of the user's. */
    Shape variable(String name, CType type, List<Annotation> annotations) {
        Flattening flattening = new Flattening(name, null);
        flattening.add(type, Below.TOP.annotated(module, annotations, null, 0), module.locations().member(type.toString()));
        return new Shape(name, type, flattening.slots);
    }

    /** {@code length} elements in a row. */
    Shape array(CType element, int length) {
        return arrays.computeIfAbsent(new CType.Array(element, length), type -> {
            if (element instanceof CType.Struct(StructDeclaration d) && length == 1) {
                return struct(d);
            }
            Flattening flattening = new Flattening(element.toString().replace("struct ", ""), null);
            flattening.add(length == 1 ? element : type, Below.TOP, module.locations().member(element.toString()));
            return new Shape(type.toString(), type, flattening.slots);
        });
    }

    Shape of(CType type) {
        return switch (type) {
        case CType.Struct(StructDeclaration d) -> struct(d);
        case CType.Array(CType element, int length) -> array(element, length);
        default -> array(type, 1);
        };
    }

    /** Offset of the first lock in an object of the type, or -1. */
    int lockOffset(CType type) {
        if (type instanceof CType.Lock) {
            return 0;
        }
        List<Shape.Slot> slots = of(type).slots();
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).cell().lock() != null) {
                return i;
            }
        }
        return -1;
    }

    int layout(Shape shape) {
        return layouts.computeIfAbsent(shape, s -> layouts.size());
    }

    List<Layout> layouts() {
        List<Layout> result = new ArrayList<>();
        layouts.forEach((shape, id) -> result.add(new Layout(id, shape.name(), shape.slots().stream().map(Shape.Slot::cell).toList())));
        return result;
    }

    /** What a cell has from the members it lies in. */
    private record Below(List<Guard> guards, boolean rcu, boolean counts) {
        static final Below TOP = new Below(List.of(), false, false);

        Below annotated(Module module, List<Annotation> annotations, StructDeclaration struct, int start) {
            List<Guard> own = module.guards().of(annotations, struct, start);
            return new Below(own.isEmpty() ? guards : own, rcu || Guards.has(annotations, "__rcu"), counts || Guards.has(annotations, "__counts"));
        }
    }

    /** One object being flattened. */
    private final class Flattening {
        private final List<Shape.Slot> slots = new ArrayList<>();
        private String base;
        private String path = "";
        /** The class name of locks from here on: set where the first struct of the kernel's begins. */
        private String lockName;
        private String full = "";

        Flattening(String base, String user) {
            this.base = base;
            this.lockName = user == null ? base : null;
        }

        void structMembers(StructDeclaration struct, Below below, int start) {
            for (Member member : module.declarations().members(struct)) {
                CType type = type(member);
                if (member.field() == null) {
                    if (type instanceof CType.Struct(StructDeclaration inner)) {
                        structMembers(inner, below, slots.size());
                    }
                    continue;
                }
                Field field = member.field();
                String outerPath = path;
                String outerFull = full;
                path = path.isEmpty() ? field.getName() : path + "." + field.getName();
                full = full.isEmpty() ? field.getName() : full + "." + field.getName();
                add(type, below.annotated(module, Guards.annotations(field), struct, start),
                        module.locations().member(List.of(struct, String.valueOf(field.getName()))));
                path = outerPath;
                full = outerFull;
            }
        }

        void add(CType type, Below below, int member) {
            if (slots.size() > LIMIT) {
                return;
            }
            switch (type) {
            case CType.Array(CType element, int length) -> {
                String outer = full;
                for (int i = 0; i < length && slots.size() <= LIMIT; i++) {
                    full = outer + "[" + i + "]";
                    add(element, below, member);
                }
                full = outer;
            }
            case CType.Struct(StructDeclaration d) -> nested(d, below);
            case CType.Lock(LockKind kind) -> {
                String name = lockClass();
                for (int i = 0; i < Layout.LOCK_CELLS; i++) {
                    slot(name, type, i == 0 ? kind : null, below, member);
                }
            }
            default -> slot(path.isEmpty() ? base : base + "." + path, type, null, below, member);
            }
        }

        private void nested(StructDeclaration d, Below below) {
            String outerBase = base;
            String outerPath = path;
            String outerLock = lockName;
            if (module.isLibrary(d)) {
                if (lockName == null) {
                    lockName = path.isEmpty() ? base : base + "." + path;
                }
            } else if (d.getName() != null) {
                base = d.getName();
                path = "";
                lockName = null;
            }
            structMembers(d, below, slots.size());
            base = outerBase;
            path = outerPath;
            lockName = outerLock;
        }

        /** Two locks inside one struct of the kernel's are told apart by the whole path. */
        private String lockClass() {
            String whole = path.isEmpty() ? base : base + "." + path;
            if (lockName == null) {
                return whole;
            }
            String first = lockPaths.putIfAbsent(lockName, whole);
            return first == null || first.equals(whole) ? lockName : whole;
        }

        private void slot(String location, CType type, LockKind lock, Below below, int member) {
            String shown = lock == null && !(type instanceof CType.Lock) ? full : lockName == null || full.lastIndexOf('.') < 0 ? full
                    : full.substring(0, full.lastIndexOf('.'));
            slots.add(new Shape.Slot(new Layout.Cell(shown, module.locations().location(location, member), member, lock, below.guards(), below.rcu(),
                    below.counts()), type));
        }
    }
}
