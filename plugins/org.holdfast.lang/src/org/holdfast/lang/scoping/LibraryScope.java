package org.holdfast.lang.scoping;

import java.util.Collection;
import org.holdfast.lang.hold.NamedElement;

/** The kernel library as a file sees it. */
public interface LibraryScope {
    /** Null if there is none. */
    NamedElement find(FileSymbols.Kind kind, String name);

    /** All names of a kind, whether or not they have been read yet. */
    Collection<String> names(FileSymbols.Kind kind);

    /** Several names will be asked for: what has to be read for them is read in one go. */
    void prepare(Collection<String> names);
}
