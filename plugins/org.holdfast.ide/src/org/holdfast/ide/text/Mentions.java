package org.holdfast.ide.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.ide.Document;
import org.holdfast.lang.LoadedRevision;

/**
 * All names of a document in all of its revisions. A name in a line that several revisions have is one mention, which means what it means in any
 * of them: that is what holds the declarations of two revisions together.
 */
final class Mentions {
    private final TreeMap<Integer, Mention> byOffset = new TreeMap<>();

    private Mentions(Document document) {
        Set<EObject> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        // the newest revision last, since the last one to speak says what a name means
        for (LoadedRevision revision : document.file().revisions()) {
            if (seen.add(revision.model())) {
                new MentionFinder(document, revision, this::add).find();
            }
        }
        MentionFinder.marks(document, this::add);
    }

    static Mentions of(Document document) {
        return document.derived(Mentions.class, Mentions::new);
    }

    private void add(Mention mention) {
        byOffset.merge(mention.offset(), mention, (older, newer) -> {
            Set<Entity> symbols = new LinkedHashSet<>(older.symbols());
            symbols.addAll(newer.symbols());
            Mention better = newer.target() == null && older.target() != null ? older : newer;
            return new Mention(better.offset(), better.length(), better.name(), symbols, better.kind(), better.target(), better.holder());
        });
    }

    /** In text order. */
    Collection<Mention> all() {
        return byOffset.values();
    }

    /** The name that the offset stands in or behind; null if there is none. */
    Mention at(int offset) {
        var floor = byOffset.floorEntry(offset);
        return floor == null || floor.getValue().end() < offset ? null : floor.getValue();
    }

    /** The name that begins at an offset, or null. */
    Mention startingAt(int offset) {
        return byOffset.get(offset);
    }

    /** All that mean one of the symbols, or something that one of these means as well, and so on; {@code symbols} grows by that. */
    List<Mention> meaning(Set<Entity> symbols) {
        Set<Mention> found = new HashSet<>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Mention each : byOffset.values()) {
                if (!found.contains(each) && each.symbols().stream().anyMatch(symbols::contains)) {
                    found.add(each);
                    grown |= symbols.addAll(each.symbols());
                }
            }
        }
        List<Mention> all = new ArrayList<>(byOffset.values());
        all.retainAll(found);
        return all;
    }
}
