package org.holdfast.engine.rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.program.Range;

/**
 * From what exploration met to what is wrong: diagnosis by verified repair. For each symptom the rules propose repairs; each is applied to the text
 * and the revision checked again. The first repair that removes the symptom and brings nothing new names the cause and is the first fix; every
 * symptom that goes away with it is one finding. Where no repair does, a rule may still read the cause off the witness.
 */
public final class Diagnosis {
    /** How many small repairs and how many in several parts are tried for one symptom, and how many for all: a good proposal comes early. */
    private static final int TRIES = 12;
    private static final int TRIES_IN_ALL = 96;
    /** Fixes offered for one finding. */
    private static final int OFFERED = 2;
    /** Further repairs that are tried for another one to offer. */
    private static final int MORE = 2;

    private final List<Rule> rules;
    private final Case c;
    private final Recheck recheck;
    private final BiConsumer<Rule, RuntimeException> failed;
    private final List<Group> groups = new ArrayList<>();
    private final Set<String> before = new HashSet<>();
    /** Several symptoms may have one mend: it is tried once. */
    private final Map<List<Change>, Recheck.Outcome> outcomes = new HashMap<>();
    private int tries;

    /** @param failed told of a rule that threw; the others go on */
    public Diagnosis(List<Rule> rules, Case c, Recheck recheck, BiConsumer<Rule, RuntimeException> failed) {
        this.rules = rules;
        this.c = c;
        this.recheck = recheck;
        this.failed = failed;
    }

    /** A finding in the making: the symptoms that are one. The first names it. */
    private static final class Group {
        final Rule rule;
        final Symptom head;
        final List<Symptom> others = new ArrayList<>();
        final List<Fix> fixes = new ArrayList<>();
        /** Ids of causes that were found to be faces of this one. */
        final List<String> causes = new ArrayList<>();
        /** What was still to be seen with its verified mend, or null. */
        Set<String> left;
        Cause cause;

        Group(Rule rule, Symptom head) {
            this.rule = rule;
            this.head = head;
        }

        boolean isExplainedBy(Cause e) {
            return cause != null && cause.isSame(e);
        }
    }

    /** The findings of the case in order of position. */
    public List<Finding> findings() {
        List<Group> open = seen(c);
        open.forEach(g -> before.add(g.head.key()));
        absorb(open);
        // Causes first: what they explain is then no symptom on its own.
        open.sort(Comparator.comparing((Group g) -> !g.head.cause()).thenComparing(g -> !g.rule.isDiagnosed()));
        while (!open.isEmpty()) {
            Group group = open.removeFirst();
            groups.add(group);
            if (group.head.finding().severity() == Severity.ERROR && group.rule.isDiagnosed()) {
                diagnose(group, open);
            }
        }
        unite();
        return groups.stream().map(Diagnosis::finding)
                .sorted(Comparator.comparing(Finding::range, Comparator.nullsFirst(Comparator.comparing(Range::file).thenComparingInt(Range::offset)))
                        .thenComparing(Finding::rule))
                .toList();
    }

    /**
     * What there is to see in a case. Whatever the exploration reports under an id that no rule has is reported all the same: the kernel library may check
     * what it likes.
     */
    private List<Group> seen(Case x) {
        List<Group> out = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Rule rule : rules) {
            for (Symptom s : guarded(rule, List.<Symptom>of(), () -> rule.symptoms(x))) {
                if (keys.add(s.key())) {
                    out.add(new Group(rule, s)); // a read and a write in one statement are one
                }
            }
        }
        Set<String> known = rules.stream().map(r -> r.card().id()).collect(Collectors.toSet());
        x.result().violations().stream().filter(v -> !known.contains(v.rule())).forEach(v -> {
            Rule stranger = () -> new Card(v.rule(), Card.Group.PROTOCOL, Severity.ERROR, Card.Evidence.EXPLORE, v.rule(), "", "", "", "");
            out.add(new Group(stranger, x.symptom(v, Severity.ERROR, "", true)));
        });
        return out;
    }

    private void absorb(List<Group> open) {
        for (Group own : List.copyOf(open)) {
            if (own.head.cause() && open.contains(own)) {
                List<Group> taken = open.stream()
                        .filter(o -> o != own && !o.head.cause() && guarded(own.rule, false, () -> own.rule.absorbs(own.head, o.head, c))).toList();
                merge(own, taken, open);
            }
        }
    }

    private static void merge(Group own, List<Group> taken, List<Group> open) {
        taken.forEach(t -> own.others.add(t.head));
        taken.forEach(t -> own.others.addAll(t.others));
        open.removeAll(taken);
    }

    /**
     * One race has many faces: what a thread uses after, or in the middle of, one freeing function of others is one finding where no repair has told them
     * apart. A named cause leads.
     */
    private void unite() {
        // A mend found late may be that of a symptom for which none was found before.
        for (Group g : List.copyOf(groups)) {
            if (g.left != null) {
                List<Group> mended = groups.stream().filter(o -> o != g && !o.head.cause() && o.fixes.stream().noneMatch(Fix::verified)
                        && o.head.finding().severity() == Severity.ERROR && !g.left.contains(o.head.key())
                        && o.others.stream().noneMatch(x -> g.left.contains(x.key()))).toList();
                mended.stream().filter(o -> o.cause != null).forEach(o -> g.causes.add(o.cause.rule()));
                merge(g, mended, groups);
            }
        }
        for (Group g : List.copyOf(groups)) {
            if (isNameless(g) && groups.contains(g)) {
                merge(g, groups.stream().filter(o -> o != g && isNameless(o) && guarded(g.rule, false, () -> g.rule.absorbs(g.head, o.head, c))).toList(), groups);
            }
        }
        Map<String, List<Group>> races = new LinkedHashMap<>();
        for (Group g : groups) {
            if (!g.head.cause() && g.fixes.stream().noneMatch(Fix::verified)) {
                c.race(g.head).ifPresent(key -> races.computeIfAbsent(key, k -> new ArrayList<>()).add(g));
            }
        }
        for (List<Group> same : races.values()) {
            Group lead = same.stream().filter(g -> g.cause != null).findFirst().orElse(same.getFirst());
            same.stream().filter(g -> g != lead).forEach(g -> {
                if (g.cause != null) {
                    lead.causes.add(g.cause.rule());
                }
                lead.fixes.addAll(g.fixes);
                merge(lead, List.of(g), groups);
            });
        }
    }

    private static boolean isNameless(Group g) {
        return !g.head.cause() && g.cause == null && g.fixes.stream().noneMatch(Fix::verified);
    }

    private void diagnose(Group group, List<Group> open) {
        Symptom symptom = group.head;
        if (!symptom.cause()) {
            // A cause already found may explain this symptom too, though its repair left a trace of it.
            Optional<Cause> known = explanation(symptom);
            Optional<Group> same = known.flatMap(e -> groups.stream().filter(g -> g != group && g.isExplainedBy(e)).findFirst());
            if (same.isPresent()) {
                merge(same.get(), List.of(group), groups);
                return;
            }
            group.cause = known.orElse(null);
        }
        tryRepairs(group, open);
        if (group.cause != null) {
            List<Group> alike = open.stream().filter(o -> !o.head.cause() && explanation(o.head).filter(group::isExplainedBy).isPresent()).toList();
            merge(group, alike, open);
        } else if (!symptom.cause()) {
            merge(group, open.stream().filter(o -> !o.head.cause() && guarded(group.rule, false, () -> group.rule.absorbs(symptom, o.head, c))).toList(), open);
        }
    }

    private Optional<Cause> explanation(Symptom s) {
        for (Rule rule : rules) {
            Optional<Cause> e = guarded(rule, Optional.empty(), () -> rule.explain(s, c));
            if (e.isPresent()) {
                return e;
            }
        }
        return Optional.empty();
    }

    private List<Repair> proposals(Group group) {
        List<Repair> all = new ArrayList<>();
        for (Rule rule : rules) {
            if (!group.head.cause() || rule == group.rule) {
                all.addAll(guarded(rule, List.<Repair>of(), () -> rule.repairs(group.head, c)));
            }
        }
        // What the cause that was read off the witness asks for, then the smaller edits.
        String likely = group.cause == null ? "" : group.cause.rule();
        all.sort(Comparator.comparing((Repair r) -> !r.cause().rule().equals(likely)).thenComparing(Repair::cost));
        Set<List<Change>> seen = new LinkedHashSet<>();
        Dataflow flow = new Dataflow(c.outline());
        List<Repair> fit = all.stream().filter(r -> seen.add(r.changes()) && flow.isKept(r.changes())).toList();
        Set<Repair> tried = new LinkedHashSet<>(fit.stream().filter(r -> r.cost() != Repair.Cost.PAIR).limit(TRIES).toList());
        tried.addAll(fit.stream().filter(r -> r.cost() == Repair.Cost.PAIR).limit(TRIES).toList());
        return fit.stream().filter(tried::contains).toList();
    }

    /**
     * A repair that mends the symptom alone and leaves others of the same cause names the cause too, but one that mends them all is what is wanted.
     */
    private void tryRepairs(Group group, List<Group> open) {
        Set<String> faces = new LinkedHashSet<>();
        group.others.forEach(o -> faces.add(o.key()));
        Set<String> alike = new LinkedHashSet<>(faces);
        if (group.cause != null) {
            open.stream().filter(o -> !o.head.cause() && explanation(o.head).filter(group::isExplainedBy).isPresent()).forEach(o -> alike.add(o.head.key()));
        }
        Repair named = null;
        Repair partial = null;
        Verdict partialVerdict = null;
        List<Fix> whole = new ArrayList<>();
        List<Fix> lesser = new ArrayList<>();
        Set<List<Edit>> seen = new HashSet<>();
        Deque<Repair> queue = new ArrayDeque<>(proposals(group));
        while (!queue.isEmpty() && whole.size() < OFFERED) {
            Repair r = queue.remove();
            if (whole.stream().anyMatch(f -> f.title().equals(r.title()))) {
                continue; // a larger edit to the same end
            }
            boolean known = outcomes.containsKey(r.changes());
            if (!known && (tries >= TRIES_IN_ALL || !recheck.mayContinue())) {
                break;
            }
            Recheck.Outcome outcome = outcomes.computeIfAbsent(r.changes(), this::apply);
            if (outcome.edits().isEmpty() || !seen.add(outcome.edits())) {
                continue;
            }
            Verdict verdict = judge(group.head, r.changes(), outcome);
            boolean facesLeft = faces.stream().anyMatch(verdict.left()::contains);
            if (verdict.verified() && alike.stream().noneMatch(verdict.left()::contains)) {
                whole.add(fix(r, outcome, true, "checked again in revision " + c.program().revision() + " with this edit: it mends the finding and brings no new one"));
                if (named == null) {
                    named = r;
                    group.left = verdict.left();
                    merge(group, open.stream().filter(o -> !o.head.cause() && !verdict.left().contains(o.head.key())).toList(), open);
                    queue = recheck.isCheap() ? others(queue, r) : new ArrayDeque<>();
                }
            } else if (verdict.verified() && !facesLeft) {
                partial = partial == null ? r : partial;
                partialVerdict = partialVerdict == null ? verdict : partialVerdict;
                lesser.add(fix(r, outcome, false, "not verified: it mends this, but not all that comes from the same cause"));
            } else if (verdict.mended() && !facesLeft && outcome.after() != null && !outcome.after().result().complete()) {
                lesser.add(fix(r, outcome, false, "not verified: " + verdict.why()));
            }
        }
        group.fixes.addAll(whole);
        if (named == null && partial != null) {
            named = partial;
            Set<String> left = partialVerdict.left();
            merge(group, open.stream().filter(o -> !o.head.cause() && !left.contains(o.head.key())).toList(), open);
        }
        if (named != null && !group.head.cause() && (group.cause == null || rank(named.cause().rule()) < rank(group.cause.rule()))) {
            group.cause = named.cause();
        }
        if (group.fixes.isEmpty()) {
            lesser.stream().limit(1).forEach(group.fixes::add);
        }
    }

    /** What could be offered beside a repair that mends: another way to mend the same, and no variation of the first. */
    private static Deque<Repair> others(Deque<Repair> rest, Repair first) {
        return rest.stream().filter(r -> r.cause().rule().equals(first.cause().rule())).sorted(Comparator.comparing(Repair::cost).reversed()).limit(MORE)
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    private static Fix fix(Repair r, Recheck.Outcome outcome, boolean verified, String remark) {
        return new Fix(r.title(), r.cause().rule(), r.changes(), verified, remark, outcome.edits());
    }

    private Recheck.Outcome apply(List<Change> changes) {
        tries++;
        return recheck.apply(changes);
    }

    /** Place in the list of rules: of a cause read off the witness and one named by its repair, the one that stands first is the more telling. */
    private int rank(String id) {
        int place = rules.stream().map(r -> r.card().id()).toList().indexOf(id);
        return place < 0 ? rules.size() : place;
    }

    /** {@code mended}: the symptom is gone and nothing came for it, as far as was seen; {@code left}: keys of what is still to be seen. */
    private record Verdict(boolean verified, boolean mended, String why, Set<String> left) {
    }

    private Verdict judge(Symptom symptom, List<Change> changes, Recheck.Outcome outcome) {
        Case after = outcome.after();
        if (after == null) {
            return new Verdict(false, false, outcome.obstacle(), Set.of());
        }
        Set<String> left = new LinkedHashSet<>();
        List<String> fresh = new ArrayList<>();
        for (Group g : seen(after)) {
            left.add(g.head.key());
            if (!before.contains(g.head.key()) && g.head.finding().severity() != Severity.INFORMATION) {
                fresh.add(g.head.finding().rule());
            }
        }
        boolean gone = !left.contains(symptom.key());
        if (!fresh.isEmpty()) {
            return new Verdict(false, false, "it leads to " + String.join(", ", new LinkedHashSet<>(fresh)), left);
        }
        if (new Dataflow(c.outline()).isLost(changes, c.result(), after)) {
            return new Verdict(false, false, "what is moved is not reached any more", left);
        }
        if (!after.result().complete()) {
            return new Verdict(false, gone, "the check of the mended scenario is incomplete", left);
        }
        return new Verdict(gone, gone, "", left);
    }

    private static Finding finding(Group g) {
        Finding own = g.head.finding();
        String rule = g.cause == null ? own.rule() : g.cause.rule();
        Set<String> manifests = new LinkedHashSet<>();
        manifests.add(own.rule());
        g.others.forEach(o -> manifests.add(o.finding().rule()));
        manifests.addAll(g.causes);
        manifests.remove(rule);
        Range blame = g.cause == null ? own.range() : g.cause.blame();
        Map<List<Object>, Violation.Related> related = new LinkedHashMap<>();
        List<Violation.Related> all = new ArrayList<>();
        if (g.head.violation() != null) {
            all.add(new Violation.Related("shows", g.head.violation().thread(), g.head.violation().site()));
        }
        all.addAll(own.related());
        if (g.cause != null) {
            all.addAll(g.cause.related());
        }
        g.others.stream().filter(o -> o.violation() != null).limit(8)
                .forEach(o -> all.add(new Violation.Related("shows", o.violation().thread(), o.violation().site())));
        all.stream().filter(r -> !(r.role().equals("shows") && r.site().range().equals(blame)))
                .forEach(r -> related.putIfAbsent(Arrays.asList(r.role(), r.thread(), r.site().range()), r));
        Finding shown = shown(g);
        return new Finding(rule, List.copyOf(manifests), own.severity(), g.cause == null ? own.message() : g.cause.message(), blame,
                List.copyOf(related.values()), shown.trace(), g.fixes, shown.witness());
    }

    /** Whose run is shown: for a fact of one thread, the interleaving that shows what it leads to, if there is one. */
    private static Finding shown(Group g) {
        Finding own = g.head.finding();
        if (own.trace() != null && !g.head.cause()) {
            return own;
        }
        return g.others.stream().filter(o -> o.violation() != null && o.violation().fatal() && o.finding().trace() != null).map(Symptom::finding)
                .min(Comparator.comparing((Finding f) -> f.trace().threads().size() < 2)).orElse(own);
    }

    /** One rule's failure is its own: the rest of the check goes on, and the failure is reported. */
    private <T> T guarded(Rule rule, T otherwise, java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            failed.accept(rule, e);
            return otherwise;
        }
    }
}
