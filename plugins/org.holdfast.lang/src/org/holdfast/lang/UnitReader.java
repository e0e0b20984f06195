package org.holdfast.lang;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.emf.common.util.URI;
import org.eclipse.xtext.parser.ParseException;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.library.KernelLibrary;
import org.holdfast.lang.scoping.FileScope;
import org.holdfast.lang.scoping.FileSymbols;
import org.holdfast.lang.scoping.HoldResource;
import org.holdfast.lang.syntax.SourceStream;
import org.holdfast.lang.validation.Checker;
import org.holdfast.lang.validation.Found;
import org.holdfast.lang.validation.SyntaxProblems;

/** Parses, links and checks one projected text. */
final class UnitReader {
    private final Supplier<HoldResource> resources;
    private final KernelLibrary library;

    UnitReader(Supplier<HoldResource> resources, KernelLibrary library) {
        this.resources = resources;
        this.library = library;
    }

    /**
     * @param path      of the file, for the model's address
     * @param includes  all included units, each once
     * @param revisions of the scenario; empty for an included file
     * @param problems  already known ones
     */
    Unit read(String path, String text, List<String> revisions, List<Unit> includes, List<Found> problems) {
        List<Found> found = new ArrayList<>(problems);
        try {
            return parse(path, text, revisions, includes, found);
        } catch (StackOverflowError e) {
            found.add(tooDeep());
        } catch (ParseException e) {
            found.add(e.getCause() instanceof StackOverflowError ? tooDeep() : internal(e.getCause() == null ? e : e.getCause()));
        } catch (RuntimeException e) {
            // A defect of ours must not take the rest of a run with it; it is reported where everything else is.
            found.add(internal(e));
        }
        return empty(path, found);
    }

    private static Found tooDeep() {
        return new Found("too-deep", Severity.ERROR, "the text is nested too deeply to be read", 0, 0);
    }

    private static Found internal(Throwable e) {
        String at = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
        return new Found("internal-error", Severity.ERROR, "reading failed: " + e + at, 0, 0);
    }

    private Unit empty(String path, List<Found> found) {
        HoldResource resource = resources.get();
        resource.setURI(uri(path));
        resource.read("", Set.of());
        FileSymbols symbols = new FileSymbols(resource.file());
        resource.scope(new FileScope(symbols, List.of(), library));
        return new Unit(path, resource, symbols, List.of(), found);
    }

    private Unit parse(String path, String text, List<String> revisions, List<Unit> includes, List<Found> found) {
        Set<String> types = new HashSet<>(library.typeNames());
        for (Unit include : includes) {
            include.symbols().names(FileSymbols.Kind.TYPEDEF).forEach(types::add);
        }
        library.require(text);
        HoldResource resource = resources.get();
        resource.setURI(uri(path));
        resource.read(text, types);
        FileSymbols symbols = new FileSymbols(resource.file());
        resource.scope(new FileScope(symbols, includes.stream().map(Unit::symbols).toList(), library));
        SourceStream.Stop stop = resource.stop();
        if (stop != null) {
            found.add(new Found("too-deep", Severity.ERROR, stop.message(), stop.offset(), stop.length()));
            return new Unit(path, resource, symbols, includes, found);
        }
        List<Found> syntax = SyntaxProblems.of(resource);
        List<HoldResource.Unresolved> unresolved = resource.link();
        if (syntax.isEmpty()) {
            found.addAll(Checker.check(resource, unresolved, false, revisions));
        } else {
            // What follows from a syntax error is noise.
            found.addAll(syntax);
        }
        return new Unit(path, resource, symbols, includes, found);
    }

    private static URI uri(String path) {
        return URI.createURI("hold:/" + URI.encodeSegment(path.replace('\\', '/'), false));
    }
}
