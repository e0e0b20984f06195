package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;

/** How a kernel developer names what is in the machine. */
final class Names {
    private final Machine m;

    Names(Machine m) {
        this.m = m;
    }

    Machine machine() {
        return m;
    }

    /** Display name of a static execution, or of init and teardown. */
    String thread(int e) {
        if (e == m.shape.solo) {
            return m.w[PHASE] == Machine.TEARDOWN ? "finally" : "init";
        }
        Program.Thread t = m.image.program.threads().get(m.image.thread[e]);
        return t.count() > 1 ? t.name() + "#" + (m.image.instance[e] + 1) : t.name();
    }

    /** The object an address leads into: its type, or a global's name; empty if it is no pointer. */
    String object(long address) {
        if (!Value.isPointer(address)) {
            return "";
        }
        int o = Value.object(address);
        return o < m.image.globals ? m.image.program.globals().get(o).name() : m.image.layouts[m.layoutOf(o)].layout.name();
    }

    /** The cell at an address: {@code nf_ref of struct nfsd_file}, {@code nn.lock}, {@code counter}; empty if it is no pointer. */
    String cell(long address) {
        String path = path(address);
        if (path.isEmpty()) {
            return object(address);
        }
        return Value.object(address) < m.image.globals ? object(address) + "." + path : path + " of " + object(address);
    }

    private String path(long address) {
        if (!Value.isPointer(address)) {
            return "";
        }
        Image.Shapes layout = m.image.layouts[m.layoutOf(Value.object(address))];
        int offset = Value.offset(address);
        return offset < 0 || offset >= layout.size ? "" : layout.layout.cells().get(offset).path();
    }

    /** The member that a step means so many cells behind a pointer that leads nowhere, by what there is of such members; empty if that is not clear. */
    String member(Step step, long offset) {
        int member = switch (step) {
            case Step.Load s -> s.access().member();
            case Step.Store s -> s.access().member();
            default -> -1;
        };
        Set<String> there = new LinkedHashSet<>();
        Set<String> anywhere = new LinkedHashSet<>();
        for (Layout layout : m.image.program.layouts()) {
            for (int i = 0; i < layout.size(); i++) {
                Layout.Cell cell = layout.cells().get(i);
                String name = m.image.program.locations().get(cell.location());
                boolean meant = member >= 0 ? cell.member() == member : cell.lock() != null && i == offset;
                if (meant && name.indexOf('.') >= 0) {
                    (i == offset ? there : anywhere).add(name.substring(name.indexOf('.') + 1));
                }
            }
        }
        Set<String> names = there.isEmpty() ? anywhere : there;
        return names.size() == 1 ? names.iterator().next() : "";
    }

    /** A value as it stands in a note. */
    String value(long v) {
        if (v == 0x100) {
            return "LIST_POISON1";
        }
        if (v == 0x122) {
            return "LIST_POISON2";
        }
        if (Value.isPointer(v)) {
            return Value.offset(v) == 0 ? "&" + object(v) : "&" + cell(v);
        }
        if (Value.isFunction(v)) {
            int f = Value.functionId(v);
            return f < m.image.program.functions().size() ? m.image.program.functions().get(f).name() : "a function";
        }
        return Long.toString(v);
    }

    /** The class of a lock, lockdep's way: {@code struct.field}, or the global, with its subclass. */
    String lock(long address, int subclass) {
        if (m.peek(address) < 0) {
            return Value.isPointer(address) ? cell(address) : "lock";
        }
        int location = m.image.layouts[m.layoutOf(Value.object(address))].location[Value.offset(address)];
        return lockClass(m.image.program, location, subclass);
    }

    static String lockClass(Program program, int location, int subclass) {
        String name = location >= 0 && location < program.locations().size() ? program.locations().get(location) : "lock";
        return subclass == 0 ? name : name + "/" + subclass;
    }

    /** Classes of the locks the execution holds, outermost first. */
    List<String> held(int e) {
        List<String> names = new ArrayList<>();
        for (int h = 0, i = m.shape.execution[e] + X_HELD; h < m.heldCount(e); h++, i += 2) {
            names.add(lock(m.w[i], Locking.subclass(m.w[i + 1])));
        }
        return names;
    }

    /** What the execution has switched off, and the reader sections it is in. */
    List<String> contexts(int e) {
        List<String> contexts = new ArrayList<>();
        long c = m.w[m.shape.execution[e] + X_CONTEXT];
        if (c >>> 32 != 0) {
            contexts.add("interrupts off");
        }
        if ((c >>> 16 & 0xFFFF) != 0) {
            contexts.add("softirqs off");
        }
        if ((c & 0xFFFF) != 0) {
            contexts.add("preemption off");
        }
        for (int s = 0, i = m.shape.execution[e] + m.shape.sections; s < m.sectionCount(e); s++, i += 2) {
            contexts.add(m.w[i] == 0 ? "RCU reader" : "reader of " + cell(m.w[i]));
        }
        return contexts;
    }
}
