package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Step;
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

    /** Incomplete where there are problems. */
    Program program() {
        Code init = together("init", elements.stream().filter(InitBlock.class::isInstance).map(e -> (EObject) e).toList());
        List<Program.Thread> threads = new ArrayList<>();
        for (Element element : elements) {
            if (element instanceof ThreadDeclaration thread) {
                threads.add(thread(thread));
            }
        }
        Code teardown = together("finally", elements.stream().filter(FinallyBlock.class::isInstance).map(e -> (EObject) e).toList());
        List<Program.Function> functions = functions();
        List<Program.Order> orders = new ArrayList<>();
        for (Element element : elements) {
            if (element instanceof OrderDeclaration order) {
                orders.add(new Program.Order(order.getClasses().stream().map(this::lockClass).toList(), module.texts().range(order)));
            }
        }
        List<Program.Claim> claims = module.claims().stream().map(claim -> claim.program(module)).toList();
        List<Program.Global> globals = module.globals();
        if (!module.problems().isEmpty()) {
            return null;
        }
        Resolution resolution = new Resolution(module.locations());
        return new Program(title(), input.revision(), module.shapes().layouts(), globals, module.locations().names(),
                functions.stream().map(f -> new Program.Function(f.name(), resolution.code(f.code()))).toList(), resolution.code(init),
                resolution.code(teardown), threads.stream().map(t -> new Program.Thread(t.name(), t.kind(), t.cpu(), t.count(), resolution.code(t.code()),
                        t.range())).toList(), orders, claims, module.assumptions(), module.outline().source());
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
    private Code together(String name, List<EObject> blocks) {
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

    private Program.Thread thread(ThreadDeclaration thread) {
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
        Code code = frame.finish(thread.getName(), 0, end(thread, thread.getName()), true);
        return new Program.Thread(thread.getName(), kind, thread.getCpu(), count.intValue(), code,
                module.texts().range(thread, HoldPackage.Literals.NAMED_ELEMENT__NAME));
    }

    /** Lowering a callback may bring in further ones. */
    private List<Program.Function> functions() {
        List<Program.Function> result = new ArrayList<>();
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
                    Code code = deferred && module.problems().isEmpty() ? callback(entries.get(i)) : null;
                    result.set(i, new Program.Function(name(entries.get(i)), code));
                    more |= deferred && code != null;
                }
            }
            more |= module.functions().entries().size() > result.size();
        }
        return result;
    }

    private static String name(Functions.Entry entry) {
        return entry.at() == null ? entry.function().getName() : entry.function().getName().replaceFirst("^__", "") + "@" + entry.at().range().line();
    }

    private Code callback(Functions.Entry entry) {
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
        return frame.finish(name(entry), count, last, false);
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
