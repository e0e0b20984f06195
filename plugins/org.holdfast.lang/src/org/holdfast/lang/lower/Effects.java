package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Source;
import org.holdfast.lang.hold.Annotation;
import org.holdfast.lang.hold.AwaitStatement;
import org.holdfast.lang.hold.BinaryExpression;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.GuardDefinition;
import org.holdfast.lang.hold.GuardStatement;
import org.holdfast.lang.hold.HoldPackage;
import org.holdfast.lang.hold.IfStatement;
import org.holdfast.lang.hold.ImplicitExpression;
import org.holdfast.lang.hold.MemberExpression;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.NamedElement;
import org.holdfast.lang.hold.ParenthesizedExpression;
import org.holdfast.lang.hold.ScopedGuardStatement;
import org.holdfast.lang.hold.UnaryExpression;
import org.holdfast.lang.hold.Variable;

/**
 * What a call does to locks, references and memory, as text: from annotations, and from the body through any depth of calls, on some
 * path. Names are written as the caller would write them.
 */
final class Effects {
    private static final int DEPTH = 15;

    private final Module module;
    private final Map<String, Source.Effects> known = new HashMap<>();
    private final Map<FunctionDeclaration, Integer> ids = new IdentityHashMap<>();

    Effects(Module module) {
        this.module = module;
    }

    /** Collects one call's effects, in order of meeting, each once. */
    private static final class Sum {
        private final Set<String> acquires = new LinkedHashSet<>();
        private final Set<String> releases = new LinkedHashSet<>();
        private final Set<String> gets = new LinkedHashSet<>();
        private final Set<String> puts = new LinkedHashSet<>();
        private final Set<String> frees = new LinkedHashSet<>();
        private boolean sleeps;
        private boolean wakes;
        private boolean waits;

        void add(Source.Effects e) {
            acquires.addAll(e.acquires());
            releases.addAll(e.releases());
            gets.addAll(e.gets());
            puts.addAll(e.puts());
            frees.addAll(e.frees());
            sleeps |= e.sleeps();
            wakes |= e.wakes();
            waits |= e.waits();
        }

        Source.Effects effects() {
            return new Source.Effects(new ArrayList<>(acquires), new ArrayList<>(releases), new ArrayList<>(gets), new ArrayList<>(puts),
                    new ArrayList<>(frees), sleeps, wakes, waits);
        }
    }

    /** What names of a body stand for at a call: text, and the function if it is one. */
    private record Frame(Map<String, String> texts, Map<String, FunctionDeclaration> functions, Set<FunctionDeclaration> active) {
    }

    Source.Effects of(CallExpression call) {
        return of(call, new Frame(Map.of(), Map.of(), Set.of()));
    }

    /** What {@code guard(…)(…)} takes; it is released where its scope ends. */
    Source.Effects of(GuardDefinition guard, List<Expression> arguments) {
        Sum sum = new Sum();
        if (guard != null && guard.getAcquire() != null) {
            guard(guard.getAcquire(), arguments, new Frame(Map.of(), Map.of(), Set.of()), sum);
        }
        return sum.effects();
    }

    /** What any call does, with the parameters' names for the arguments. */
    Source.Effects of(NamedElement callee) {
        Sum sum = new Sum();
        switch (callee) {
        case FunctionDeclaration f when !Declarations.isPrimitive(f) -> {
            Frame frame = self(f.getParameters(), f);
            annotations(f, frame, sum);
            if (f.getBody() != null) {
                collect(f.getBody(), frame, sum);
            }
        }
        case Define d when d.getBody() != null -> collect(d.getBody(), self(d.getParameters(), null), sum);
        default -> {
        }
        }
        return sum.effects();
    }

    private static Frame self(List<? extends EObject> parameters, FunctionDeclaration entered) {
        Map<String, String> texts = new HashMap<>();
        for (EObject parameter : parameters) {
            if (parameter instanceof NamedElement p && p.getName() != null) {
                texts.put(p.getName(), p.getName());
            }
        }
        return new Frame(texts, Map.of(), entered == null ? Set.of() : Set.of(entered));
    }

    private Source.Effects of(CallExpression call, Frame frame) {
        if (!(Module.bare(call.getCallee()) instanceof NameExpression name)) {
            return Source.Effects.NONE;
        }
        EObject callee = module.callee(name, null);
        if (callee instanceof NamedElement n && frame.functions().containsKey(n.getName())) {
            callee = frame.functions().get(n.getName());
        }
        if (frame.active().size() > DEPTH) {
            return Source.Effects.NONE;
        }
        return switch (callee) {
        case FunctionDeclaration f -> function(module.declarations().definition(f), call, frame);
        case Define d when d.isFunction() && d.getBody() != null -> {
            Sum sum = new Sum();
            collect(d.getBody(), bind(d.getParameters(), call, frame, null), sum);
            yield sum.effects();
        }
        case null, default -> Source.Effects.NONE;
        };
    }

    private Frame bind(List<? extends EObject> parameters, CallExpression call, Frame frame, FunctionDeclaration entered) {
        Map<String, String> texts = new HashMap<>();
        Map<String, FunctionDeclaration> functions = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i) instanceof NamedElement p && p.getName() != null) {
                Expression argument = i < call.getArguments().size() ? call.getArguments().get(i) : null;
                texts.put(p.getName(), argument == null ? "" : render(argument, frame));
                if (argument != null && Module.bare(argument) instanceof NameExpression n) {
                    EObject symbol = module.symbol(n);
                    FunctionDeclaration f = symbol instanceof FunctionDeclaration direct ? module.declarations().definition(direct)
                            : symbol instanceof NamedElement named ? frame.functions().get(named.getName()) : null;
                    if (f != null) {
                        functions.put(p.getName(), f);
                    }
                }
            }
        }
        Set<FunctionDeclaration> active = new HashSet<>(frame.active());
        if (entered != null) {
            active.add(entered);
        }
        return new Frame(texts, functions, active);
    }

    private Source.Effects function(FunctionDeclaration function, CallExpression call, Frame frame) {
        if (frame.active().contains(function)) {
            return Source.Effects.NONE;
        }
        Frame inner = bind(function.getParameters(), call, frame, function);
        String key = ids.computeIfAbsent(function, f -> ids.size()) + " " + new TreeMap<>(inner.texts()) + inner.functions().values().stream()
                .map(FunctionDeclaration::getName).toList();
        Source.Effects found = known.get(key);
        if (found == null) {
            Sum sum = new Sum();
            if (Declarations.isPrimitive(function)) {
                primitive(function.getName(), call, frame, sum);
            } else {
                annotations(function, inner, sum);
                if (function.getBody() != null) {
                    collect(function.getBody(), inner, sum);
                }
            }
            found = sum.effects();
            known.put(key, found);
        }
        return found;
    }

    private void annotations(FunctionDeclaration function, Frame frame, Sum sum) {
        for (Annotation annotation : Contracts.annotations(module, function)) {
            Set<String> target = switch (annotation.getName()) {
            case "__acquires", "__acquires_shared", "__cond_acquires", "__cond_acquires_shared" -> sum.acquires;
            case "__releases", "__releases_shared", "__cond_releases" -> sum.releases;
            case "__gets" -> sum.gets;
            case "__puts" -> sum.puts;
            case "__frees" -> sum.frees;
            default -> null;
            };
            if (target != null && !annotation.getArguments().isEmpty()) {
                target.add(render(annotation.getArguments().get(annotation.getArguments().size() - 1), frame));
            }
            sum.sleeps |= "__might_sleep".equals(annotation.getName());
            sum.wakes |= "__wakes".equals(annotation.getName());
        }
    }

    private void primitive(String name, CallExpression call, Frame frame, Sum sum) {
        String first = call.getArguments().isEmpty() ? "" : render(call.getArguments().get(0), frame);
        switch (name) {
        case "__acquire" -> sum.acquires.add(first);
        case "__release" -> sum.releases.add(first);
        case "__dispose" -> sum.frees.add(first);
        case "__may_sleep" -> sum.sleeps = true;
        case "__barrier" -> sum.waits = true;
        default -> {
        }
        }
    }

    private void collect(EObject body, Frame frame, Sum sum) {
        if (body instanceof IfStatement s && isLeftOut(s.getCondition())) {
            if (s.getOtherwise() != null) {
                collect(s.getOtherwise(), frame, sum);
            }
            return;
        }
        visit(body, frame, sum);
        body.eContents().forEach(part -> collect(part, frame, sum));
    }

    /** Parts of the library that only scenarios with certain calls need, and this one does not. */
    private boolean isLeftOut(Expression condition) {
        return switch (condition) {
        case BinaryExpression e when "&&".equals(e.getOperator()) -> isLeftOut(e.getLeft()) || isLeftOut(e.getRight());
        case ParenthesizedExpression e -> isLeftOut(e.getExpression());
        case CallExpression e when e.getCallee() instanceof NameExpression name && module.symbol(name) instanceof FunctionDeclaration f
                && "__uses".equals(f.getName()) -> Primitives.names(module, e.getArguments()).stream().noneMatch(module.declarations()::isUsed);
        case null, default -> false;
        };
    }

    private void visit(EObject element, Frame frame, Sum sum) {
        switch (element) {
        case CallExpression c -> sum.add(of(c, frame));
        case AwaitStatement a -> sum.waits |= !"LOCK".equals(a.getKind());
        case GuardStatement g when g.getGuard() != null -> both(g.getGuard(), g.getArguments(), frame, sum);
        case ScopedGuardStatement g when g.getGuard() != null -> both(g.getGuard(), g.getArguments(), frame, sum);
        default -> {
        }
        }
    }

    private void both(GuardDefinition guard, List<Expression> arguments, Frame frame, Sum sum) {
        guard(guard.getAcquire(), arguments, frame, sum);
        guard(guard.getRelease(), arguments, frame, sum);
    }

    private void guard(EObject acquire, List<Expression> arguments, Frame frame, Sum sum) {
        Map<String, String> texts = new HashMap<>(frame.texts());
        texts.put("_T", arguments.isEmpty() ? "" : render(arguments.get(0), frame));
        collect(acquire, new Frame(texts, frame.functions(), frame.active()), sum);
    }

    /** An argument as the outermost caller would write it; members of the kernel's own structs are left out. Empty where it has no name. */
    private String render(Expression expression, Frame frame) {
        return switch (expression) {
        case ParenthesizedExpression e -> render(e.getExpression(), frame);
        case NameExpression e -> {
            String name = module.texts().name(e, HoldPackage.Literals.NAME_EXPRESSION__SYMBOL);
            String bound = frame.texts().get(name);
            // A local of a callee means nothing to its caller.
            yield bound != null ? bound : frame.active().isEmpty() || module.symbol(e) instanceof Variable v && module.isGlobal(v) ? name : "";
        }
        case ImplicitExpression e -> frame.texts().getOrDefault(e.getName(), "");
        case UnaryExpression e when "&".equals(e.getOperator()) -> address(render(e.getOperand(), frame));
        case UnaryExpression e when "*".equals(e.getOperator()) -> target(render(e.getOperand(), frame));
        case MemberExpression e -> {
            String receiver = render(e.getReceiver(), frame);
            if (receiver.isEmpty()) {
                yield "";
            }
            boolean hidden = !frame.active().isEmpty() && e.getMember() != null && module.isLibrary(e.getMember());
            if (hidden) {
                yield e.isArrow() ? target(receiver) : receiver;
            }
            String member = module.texts().name(e, HoldPackage.Literals.MEMBER_EXPRESSION__MEMBER);
            yield !e.isArrow() ? receiver + "." + member : receiver.startsWith("&") ? receiver.substring(1) + "." + member : receiver + "->" + member;
        }
        case null -> "";
        default -> frame.active().isEmpty() ? module.texts().text(expression) : "";
        };
    }

    private static String address(String place) {
        return place.isEmpty() ? "" : place.startsWith("*") ? place.substring(1) : "&" + place;
    }

    private static String target(String pointer) {
        return pointer.isEmpty() ? "" : pointer.startsWith("&") ? pointer.substring(1) : "*" + pointer;
    }
}
