package org.holdfast.lang.validation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.scoping.FileSymbols.Kind;
import org.holdfast.lang.scoping.Places;
import org.holdfast.lang.types.Constants;
import org.holdfast.lang.types.Type;

/** What C has no words for: headers, threads, order, claims, expectations. */
final class ScenarioChecks {
    private static final String SCENARIO = "scenario";
    private static final List<String> CONTEXTS = List.of("process", "softirq", "hardirq", "nmi");
    private static final int INSTANCES = 64;
    /** What only claims can ask. */
    static final Set<String> STATE = Set.of("held", "freed", "count");
    /** What a claim's expression may call of the library: it reads, and changes nothing. */
    private static final Set<String> READS = Set.of("container_of", "READ_ONCE", "likely", "unlikely",
            "rcu_access_pointer", "list_empty", "atomic_read", "refcount_read", "kref_read", "list_entry");

    private final Check check;
    private boolean scenario;

    ScenarioChecks(Check check) {
        this.check = check;
    }

    void check() {
        List<Element> elements = check.resource().file().getElements();
        scenario = elements.stream().anyMatch(element -> element instanceof ScenarioHeader);
        Map<Class<?>, Element> single = new HashMap<>();
        Map<String, Claim> claims = new HashMap<>();
        boolean declared = false;
        for (Element element : elements) {
            switch (element) {
                case ScenarioHeader h -> {
                    once(single, ScenarioHeader.class, h, "the scenario header");
                    first(declared, h, "the scenario header");
                }
                case PatchHeader h -> {
                    once(single, PatchHeader.class, h, "the patch header");
                    inScenario(h, "patch");
                }
                case RevisionsHeader h -> {
                    once(single, RevisionsHeader.class, h, "the revisions header");
                    inScenario(h, "revisions");
                    first(declared, h, "the revisions header");
                }
                case InitBlock b -> {
                    once(single, InitBlock.class, b, "init");
                    inScenario(b, "init");
                }
                case FinallyBlock b -> {
                    once(single, FinallyBlock.class, b, "finally");
                    inScenario(b, "finally");
                }
                case ThreadDeclaration t -> {
                    inScenario(t, "a thread");
                    thread(t);
                }
                case Claim c -> {
                    inScenario(c, "a claim");
                    claim(c, claims);
                }
                case Expectation e -> inScenario(e, "expect");
                default -> {
                    // C
                }
            }
            declared |= !(element instanceof ScenarioHeader || element instanceof PatchHeader || element instanceof RevisionsHeader
                    || element instanceof Include || element instanceof SystemInclude || element instanceof EmptyElement);
        }
        orders(elements);
        expectations(elements);
        if (scenario && !single.containsKey(InitBlock.class) && elements.stream().noneMatch(element -> element instanceof ThreadDeclaration)) {
            check.warning(SCENARIO, elements.stream().filter(element -> element instanceof ScenarioHeader).findFirst().orElseThrow(),
                    "the scenario has no thread: nothing runs");
        }
    }

    private void error(EObject element, String message) {
        check.error(SCENARIO, element, message);
    }

    private void once(Map<Class<?>, Element> single, Class<?> kind, Element element, String what) {
        Element first = single.putIfAbsent(kind, element);
        if (first != null) {
            error(element, what + " stands in line " + Check.line(first) + " already");
        }
    }

    private void first(boolean declared, Element element, String what) {
        if (declared) {
            error(element, what + " must stand in front of all declarations");
        }
    }

    private void inScenario(EObject element, String what) {
        if (!scenario) {
            error(element, what + " in a library: a scenario begins with scenario \"title\"");
        }
    }

    private void thread(ThreadDeclaration thread) {
        if (thread.getContext() != null && !CONTEXTS.contains(thread.getContext())) {
            check.error(SCENARIO, thread, HoldPackage.Literals.THREAD_DECLARATION__CONTEXT, "there is no context " + thread.getContext()
                    + Suggestions.of(thread.getContext(), CONTEXTS) + "; the contexts are " + String.join(", ", CONTEXTS));
        }
        if (thread.getCount() != null) {
            Long count = Constants.value(thread.getCount());
            if (count == null) {
                error(thread.getCount(), "the number of threads must be a constant");
            } else if (count < 1 || count > INSTANCES) {
                error(thread.getCount(), "the number of threads must be from 1 to " + INSTANCES);
            }
        }
    }

    // ---------------------------------------------------------------------------------------------- order

    private void orders(List<Element> elements) {
        Map<String, Map<String, OrderDeclaration>> edges = new LinkedHashMap<>();
        for (Element element : elements) {
            if (element instanceof OrderDeclaration order) {
                for (LockClass lock : order.getClasses()) {
                    lockClass(lock);
                }
                for (int i = 0; i + 1 < order.getClasses().size(); i++) {
                    String before = Check.text(order.getClasses().get(i)).replace(" ", "");
                    String after = Check.text(order.getClasses().get(i + 1)).replace(" ", "");
                    if (before.equals(after) || leads(edges, after, before, new HashSet<>())) {
                        error(order, "this contradicts the order declared before: " + after + " comes before " + before + " already");
                    } else {
                        edges.computeIfAbsent(before, b -> new LinkedHashMap<>()).put(after, order);
                    }
                }
            }
        }
    }

    private static boolean leads(Map<String, Map<String, OrderDeclaration>> edges, String from, String to, Set<String> seen) {
        for (String next : edges.getOrDefault(from, Map.of()).keySet()) {
            if (next.equals(to) || seen.add(next) && leads(edges, next, to, seen)) {
                return true;
            }
        }
        return false;
    }

    private void lockClass(LockClass lock) {
        Type type = !lock.getFields().isEmpty() ? check.typing().of(lock.getFields().get(lock.getFields().size() - 1)) : switch (lock.getRoot()) {
            case Variable v -> check.typing().of(v);
            case StructDeclaration s -> new Type.Struct(s.getName() == null ? "" : s.getName(), s);
            case null, default -> Type.UNKNOWN;
        };
        boolean whole = lock.eResource() != null && NodeModelUtils
                .findNodesForFeature(lock, HoldPackage.Literals.LOCK_CLASS__FIELDS).size() == lock.getFields().size();
        if (whole && !type.isUnknown() && !LockTypes.isLock(type.target() == null ? type : type.target(), check.typing())) {
            error(lock, Check.text(lock) + " is no lock: its type is " + type);
        }
    }

    // ---------------------------------------------------------------------------------------------- claims

    private void claim(Claim claim, Map<String, Claim> claims) {
        Claim first = claims.putIfAbsent(claim.getName() + claim.getRevisions(), claim);
        if (first != null) {
            error(claim, "claim " + claim.getName() + " stands in line " + Check.line(first) + " already");
        }
        for (String revision : claim.getRevisions()) {
            revision(claim, revision);
        }
        for (EObject each : EcoreUtil2.eAllContents(claim)) {
            switch (each) {
                case CallExpression call -> call(call);
                case AssignmentExpression a -> error(a, "a claim changes nothing");
                case PostfixExpression p -> error(p, "a claim changes nothing");
                case UnaryExpression u when u.getOperator().equals("++") || u.getOperator().equals("--") -> error(u, "a claim changes nothing");
                case PlaceReference p -> place(p);
                default -> {
                    // reads
                }
            }
        }
        if (claim.getCondition() != null && !check.typing().of(claim.getCondition()).isScalar()) {
            error(claim.getCondition(), "a claim needs a condition, and this is a " + check.typing().of(claim.getCondition()));
        }
    }

    private void call(CallExpression call) {
        if (call.getCallee() instanceof NameExpression name && name.getSymbol() == null) {
            if (call.getArguments().size() != 1) {
                error(call, Check.text(name) + "() takes one argument, not " + call.getArguments().size());
            }
        } else if (!(call.getCallee() instanceof NameExpression name)) {
            error(call, "a claim calls nothing");
        } else if (name.getSymbol() instanceof FunctionDeclaration f && !READS.contains(f.getName())) {
            error(call, "a claim reads state and calls nothing: " + f.getName() + "() cannot be used here; held(&l), freed(p) and count(&r) can");
        }
    }

    private void place(PlaceReference reference) {
        if (reference.getPlace() instanceof Label label && reference.getFunction() == null) {
            List<NamedElement> all = check.scope().users(Kind.LABEL, label.getName());
            if (all.size() > 1) {
                EObject body = Places.body(all.get(1));
                String other = body instanceof NamedElement named ? named.getName() : "another block";
                error(reference, "there are several labels " + label.getName() + ": say which, as in " + other + "." + label.getName());
            }
        }
    }

    // ---------------------------------------------------------------------------------------------- expectations

    private void revision(EObject element, String name) {
        if (!check.revisions().isEmpty() && !check.revisions().contains(name)) {
            check.error("unknown-revision", element, "there is no revision " + name + Suggestions.of(name, check.revisions()) + "; the revisions are "
                    + String.join(", ", check.revisions()));
        }
    }

    private void expectations(List<Element> elements) {
        Map<String, Expectation> seen = new LinkedHashMap<>();
        for (Element element : elements) {
            if (element instanceof Expectation expectation) {
                revision(expectation, expectation.getRevision());
                Expectation first = seen.putIfAbsent(expectation.getRevision(), expectation);
                if (first != null) {
                    error(expectation, "what is expected of " + expectation.getRevision() + " stands in line " + Check.line(first) + " already");
                }
                for (ExpectationItem item : expectation.getItems()) {
                    for (String rule : item.getRules()) {
                        if (!RuleIds.ALL.contains(rule)) {
                            error(item, "there is no rule " + rule + Suggestions.of(rule, RuleIds.ALL));
                        }
                    }
                }
            }
        }
        if (!seen.isEmpty()) {
            Set<String> without = new LinkedHashSet<>(check.revisions());
            without.removeAll(seen.keySet());
            if (!without.isEmpty()) {
                check.warning("missing-expectation", seen.values().iterator().next(),
                        "nothing is said of what to expect of " + String.join(", ", without));
            }
        }
    }
}
