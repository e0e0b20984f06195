package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Program;
import org.holdfast.lang.hold.Block;
import org.holdfast.lang.hold.Element;
import org.holdfast.lang.hold.FinallyBlock;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.HoldPackage;
import org.holdfast.lang.hold.InitBlock;
import org.holdfast.lang.hold.LockClass;
import org.holdfast.lang.hold.OrderDeclaration;
import org.holdfast.lang.hold.ScenarioFile;
import org.holdfast.lang.hold.ScenarioHeader;
import org.holdfast.lang.hold.StructDeclaration;
import org.holdfast.lang.hold.ThreadDeclaration;
import org.holdfast.lang.hold.ValueParameter;
import org.holdfast.lang.hold.Variable;

/** Puts a program together: init, threads, callbacks, orders, claims. */
final class Programs {
    /** Most instances of one thread. */
    private static final int INSTANCES = 64;

    private final Module module;
    private final Input input;
    private final List<Element> elements = new ArrayList<>();

    Programs(Module module, Input input) {
        this.module = module;
        this.input = input;
        for (ScenarioFile file : input.includes()) {
            elements.addAll(file.getElements());
        }
        elements.addAll(input.scenario().getElements());
    }

    private record ThreadDraft(ThreadDeclaration declaration, Kind kind, int count, Draft code) {
    }

    private record FunctionDraft(String name, Draft code) {
    }

    private Draft init;
    private Draft teardown;
    private final List<ThreadDraft> threads = new ArrayList<>();
    private List<FunctionDraft> functions = List.of();
    private final List<Program.Order> orders = new ArrayList<>();
    private List<Program.Global> globals = List.of();

    /** Lowers everything; problems may show. */
    void lower() {
        init = together("init", elements.stream().filter(InitBlock.class::isInstance).map(e -> (EObject) e).toList());
        for (Element element : elements) {
            if (element instanceof ThreadDeclaration thread) {
                threads.add(thread(thread));
            }
        }
        teardown = together("finally", elements.stream().filter(FinallyBlock.class::isInstance).map(e -> (EObject) e).toList());
        functions = functions();
        for (Element element : elements) {
            if (element instanceof OrderDeclaration order) {
                orders.add(new Program.Order(order.getClasses().stream().map(this::lockClass).toList(), module.texts().range(order)));
            }
        }
        globals = module.globals();
    }

    /** All codes as far as they are. */
    List<Draft> drafts() {
        List<Draft> drafts = new ArrayList<>();
        drafts.add(init);
        drafts.add(teardown);
        threads.forEach(thread -> drafts.add(thread.code()));
        functions.forEach(function -> drafts.add(function.code()));
        drafts.removeIf(Objects::isNull);
        return drafts;
    }

    List<Program.Global> globals() {
        return globals;
    }

    /** After {@link #lower}, if that met no problem. */
    Program program() {
        Resolution resolution = new Resolution(module.locations());
        Code first = finished(init, resolution);
        List<Program.Function> callbacks = functions.stream().map(f -> new Program.Function(f.name(), finished(f.code(), resolution))).toList();
        List<Program.Thread> lanes = threads.stream().map(t -> new Program.Thread(t.declaration().getName(), t.kind(), t.declaration().getCpu(), t.count(),
                finished(t.code(), resolution), module.texts().range(t.declaration(), HoldPackage.Literals.NAMED_ELEMENT__NAME))).toList();
        return Tallies.leftOut(new Program(title(), input.revision(), module.shapes().layouts(), globals, module.locations().names(), callbacks, first,
                finished(teardown, resolution), lanes, orders, module.claims().stream().map(claim -> claim.program(module)).toList(),
                module.assumptions(), module.outline().source()));
    }

    private static Code finished(Draft draft, Resolution resolution) {
        return draft == null ? null : resolution.code(draft.code());
    }

    private String title() {
        for (Element element : input.scenario().getElements()) {
            if (element instanceof ScenarioHeader header) {
                return Initializers.unquoted(header.getTitle());
            }
        }
        return "";
    }

    /** The blocks of all files one after the other; null if there are none. */
    private Draft together(String name, List<EObject> blocks) {
        if (blocks.isEmpty()) {
            return null;
        }
        Lane lane = new Lane(module, start(blocks.get(0), name), true);
        CodeFrame frame = new CodeFrame(lane);
        for (EObject block : blocks) {
            frame.body(block, (Block) Scopes.body(block));
        }
        return frame.finish(name, 0, end(blocks.get(blocks.size() - 1), name), true);
    }

    private Lane.Position start(EObject element, String name) {
        return new Lane.Position(module.texts().range(element), name, -1);
    }

    private Lane.Position end(EObject element, String name) {
        return new Lane.Position(module.texts().end(element), "end of " + name, -1);
    }

    private ThreadDraft thread(ThreadDeclaration thread) {
        Kind kind = Kind.PROCESS;
        if (thread.getContext() != null) {
            try {
                kind = Kind.valueOf(thread.getContext().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                module.refuse(module.texts().range(thread, HoldPackage.Literals.THREAD_DECLARATION__CONTEXT), "unknown-name",
                        "there is no context " + thread.getContext() + ": process, softirq, hardirq or nmi");
            }
        }
        Long count = thread.getCount() == null ? Long.valueOf(1) : module.constants().value(thread.getCount(), null);
        if (count == null || count < 1 || count > INSTANCES) {
            module.refuse(thread.getCount(), Problem.NOT_SUPPORTED, "the number of instances must be a constant from 1 to " + INSTANCES);
            count = 1L;
        }
        Lane lane = new Lane(module, start(thread, "thread " + thread.getName()), false);
        CodeFrame frame = new CodeFrame(lane);
        lane.claims.begin();
        frame.body(thread, thread.getBody());
        return new ThreadDraft(thread, kind, count.intValue(), frame.finish(thread.getName(), 0, end(thread, thread.getName()), true));
    }

    /** Lowering a callback may bring in further ones. */
    private List<FunctionDraft> functions() {
        List<FunctionDraft> result = new ArrayList<>();
        boolean more = true;
        while (more) {
            more = false;
            List<Functions.Entry> entries = module.functions().entries();
            for (int i = 0; i < entries.size(); i++) {
                if (i >= result.size()) {
                    result.add(null);
                }
                boolean deferred = module.functions().deferred().contains(i);
                if (result.get(i) == null || deferred && result.get(i).code() == null) {
                    Draft code = deferred && module.problems().isEmpty() ? callback(entries.get(i)) : null;
                    result.set(i, new FunctionDraft(name(entries, i), code));
                    more |= deferred && code != null;
                }
            }
            more |= module.functions().entries().size() > result.size();
        }
        return result;
    }

    /** Of the entries that stand for calls of one library function each but the first has a number: a line would change with the layout. */
    private static String name(List<Functions.Entry> entries, int index) {
        Functions.Entry entry = entries.get(index);
        if (entry.at() == null) {
            return entry.function().getName();
        }
        long before = entries.subList(0, index).stream().filter(e -> e.at() != null && e.function() == entry.function()).count();
        return entry.function().getName().replaceFirst("^__", "") + (before == 0 ? "" : "@" + (before + 1));
    }

    private Draft callback(Functions.Entry entry) {
        FunctionDeclaration function = entry.function();
        Lane.Position position = entry.at() != null ? entry.at() : new Lane.Position(
                module.texts().range(function, HoldPackage.Literals.NAMED_ELEMENT__NAME), function.getName(), -1);
        Lane lane = new Lane(module, position, false);
        CodeFrame frame = new CodeFrame(lane);
        List<Operand> arguments = new ArrayList<>();
        for (var parameter : Inlining.parameters(function)) {
            int register = lane.register();
            if (parameter instanceof ValueParameter p && p.getSpecifiers() != null) {
                arguments.add(Operand.of(new Expr.Register(register), module.types().of(p, null)));
            }
        }
        int count = arguments.size();
        frame.body(() -> lane.calls.inlining().run(function, lane.calls.inlining().bind(function, arguments), null, false, true));
        Lane.Position last = entry.at() != null ? entry.at() : end(function, function.getName());
        return frame.finish(name(module.functions().entries(), module.functions().entries().indexOf(entry)), count, last, false);
    }

    /** The name of the lock class that an order declaration means. */
    private String lockClass(LockClass lock) {
        List<String> names = module.texts().names(lock, HoldPackage.Literals.LOCK_CLASS__FIELDS);
        CType type;
        Shape shape;
        switch (lock.getRoot()) {
        case StructDeclaration s when !s.eIsProxy() -> {
            StructDeclaration struct = module.canonical(s);
            type = new CType.Struct(struct);
            shape = module.shapes().struct(struct);
        }
        case Variable v when !v.eIsProxy() -> {
            type = module.types().of(v);
            shape = module.shapeOfGlobal(module.global(v));
        }
        case null, default -> {
            module.refuse(lock, "unknown-name", "there is no lock or struct of that name");
            return "";
        }
        }
        int offset = 0;
        for (String name : names) {
            Shapes.Found found = type instanceof CType.Struct(StructDeclaration d) ? module.shapes().field(d, name) : null;
            if (found == null) {
                module.refuse(lock, "unknown-name", type + " has no member " + name);
                return "";
            }
            offset += found.offset();
            type = found.type();
        }
        int cell = module.shapes().lockOffset(type);
        if (cell < 0) {
            module.refuse(lock, Problem.TYPE, "'" + module.texts().text(lock) + "' is no lock but " + type.described());
            return "";
        }
        return module.locations().names().get(shape.slots().get(offset + cell).cell().location());
    }
}
