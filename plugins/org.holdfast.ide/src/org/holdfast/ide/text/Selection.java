package org.holdfast.ide.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.holdfast.ide.text.Completion.Kind;
import org.holdfast.ide.text.Completion.Proposal;
import org.holdfast.lang.hold.NamedElement;

/** The proposals that what was typed is short for, each once, and their order. */
final class Selection {
    private final String typed;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(Proposal proposal, Supplier<NamedElement> element, boolean expected, int quality, int order) {
    }

    Selection(String typed) {
        this.typed = typed;
    }

    /** How well a name fits what was typed. */
    boolean takes(String name) {
        return Abbreviation.quality(typed, name) != Abbreviation.NONE;
    }

    /**
     * @param element  what it is, or null
     * @param expected whether it has the type that is wanted here
     */
    void add(Proposal proposal, NamedElement element, boolean expected) {
        add(proposal, proposal.label().replaceFirst("^(&|struct )", ""), element == null ? null : () -> element, expected);
    }

    /** @param name what is typed for it, {@code element} is asked for only when it is looked at */
    void addNamed(Proposal proposal, String name, Supplier<NamedElement> element) {
        add(proposal, name, element, false);
    }

    private void add(Proposal proposal, String name, Supplier<NamedElement> element, boolean expected) {
        int quality = Math.min(Abbreviation.quality(typed, name), Abbreviation.quality(typed, proposal.label()));
        if (quality != Abbreviation.NONE) {
            entries.putIfAbsent(proposal.kind() == Kind.TEMPLATE ? "template " + proposal.label() : proposal.label(),
                    new Entry(proposal, element, expected, quality, entries.size()));
        }
    }

    NamedElement element(Proposal proposal) {
        for (Entry entry : entries.values()) {
            if (entry.proposal.equals(proposal) || entry.proposal.kind() == proposal.kind() && entry.proposal.label().equals(proposal.label())) {
                return entry.element == null ? null : entry.element.get();
            }
        }
        return null;
    }

    List<Proposal> sorted() {
        Set<String> templates = new HashSet<>();
        entries.values().stream().filter(e -> e.proposal.kind() == Kind.TEMPLATE).forEach(e -> templates.add(e.proposal.label()));
        // a template says all that the bare word would
        List<Entry> all = new ArrayList<>(entries.values().stream().filter(e -> e.proposal.kind() == Kind.TEMPLATE
                || e.proposal.kind() != Kind.KEYWORD && e.proposal.kind() != Kind.KERNEL_FUNCTION || !templates.contains(e.proposal.label())).toList());
        all.sort(Comparator.<Entry>comparingInt(e -> e.quality).thenComparing(e -> !e.expected).thenComparingInt(e -> rank(e.proposal.kind()))
                .thenComparingInt(e -> e.quality == Abbreviation.WORDS ? e.proposal.label().length() : 0)
                .thenComparing(e -> alphabetic(e.proposal.kind()) ? e.proposal.label() : "").thenComparingInt(Entry::order));
        return all.stream().map(Entry::proposal).toList();
    }

    private static int rank(Kind kind) {
        return switch (kind) {
            case LOCAL, PARAMETER, FIELD, REVISION, RULE, LABEL, FILE -> 0;
            case GLOBAL, THREAD -> 1;
            case FUNCTION -> 2;
            case KEYWORD -> 3;
            case TEMPLATE -> 4;
            case TYPE, ANNOTATION -> 5;
            case CONSTANT -> 6;
            case KERNEL_FUNCTION -> 7;
            case KERNEL_TYPE -> 8;
        };
    }

    /** The others keep the order in which they were declared. */
    private static boolean alphabetic(Kind kind) {
        return switch (kind) {
            case GLOBAL, FUNCTION, KERNEL_FUNCTION, CONSTANT, TYPE, KERNEL_TYPE -> true;
            default -> false;
        };
    }
}
