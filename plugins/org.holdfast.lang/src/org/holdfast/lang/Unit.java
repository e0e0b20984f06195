package org.holdfast.lang;

import java.util.List;
import org.holdfast.lang.scoping.FileSymbols;
import org.holdfast.lang.scoping.HoldResource;
import org.holdfast.lang.validation.Found;

/**
 * One projected text, parsed, linked and checked.
 *
 * @param includes directly and indirectly included units, each once, an included file after those that it includes itself
 */
record Unit(String path, HoldResource resource, FileSymbols symbols, List<Unit> includes, List<Found> problems) {
    Unit {
        includes = List.copyOf(includes);
        problems = List.copyOf(problems);
    }
}
