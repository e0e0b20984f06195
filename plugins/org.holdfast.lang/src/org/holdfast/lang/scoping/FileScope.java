package org.holdfast.lang.scoping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.scoping.FileSymbols.Kind;
import org.holdfast.lang.types.Declarations;

/**
 * What a file sees at its top level: its own declarations, those of the files it includes, then those of the kernel library. The first
 * definition wins; a mere declaration wins only where there is no definition among the user's files.
 */
public final class FileScope implements Declarations {
    private final FileSymbols own;
    private final List<FileSymbols> included;
    private final LibraryScope library;

    /** @param included all files included directly or indirectly, each once */
    public FileScope(FileSymbols own, List<FileSymbols> included, LibraryScope library) {
        this.own = own;
        this.included = List.copyOf(included);
        this.library = library;
    }

    public FileSymbols own() {
        return own;
    }

    /** All declarations of a name in the user's files, the best first. */
    public List<NamedElement> users(Kind kind, String name) {
        List<NamedElement> result = new ArrayList<>(own.all(kind, name));
        for (FileSymbols file : included) {
            for (NamedElement each : file.all(kind, name)) {
                if (!result.isEmpty() && FileSymbols.isDefinition(each) && !FileSymbols.isDefinition(result.get(0))) {
                    result.add(0, each);
                } else {
                    result.add(each);
                }
            }
        }
        return result;
    }

    /** What a name refers to, or null. */
    public NamedElement find(Kind kind, String name) {
        NamedElement first = own.first(kind, name);
        if (first != null && FileSymbols.isDefinition(first)) {
            return first;
        }
        List<NamedElement> users = included.isEmpty() ? own.all(kind, name) : users(kind, name);
        return users.isEmpty() ? library.find(kind, name) : users.get(0);
    }

    /** The library's declaration of a name even if the user has one too; null if there is none. */
    public NamedElement inLibrary(Kind kind, String name) {
        return library.find(kind, name);
    }

    /** The names that only the library declares. */
    public Set<String> libraryNames(Kind kind) {
        Set<String> names = new LinkedHashSet<>(library.names(kind));
        own.names(kind).forEach(names::remove);
        included.forEach(file -> file.names(kind).forEach(names::remove));
        return names;
    }

    /** Several of the library's names will be looked up. */
    public void prepare(Collection<String> names) {
        library.prepare(names);
    }

    /** All names that can be seen. */
    public Set<String> names(Kind kind) {
        Set<String> names = new LinkedHashSet<>();
        own.names(kind).forEach(names::add);
        included.forEach(file -> file.names(kind).forEach(names::add));
        library.names(kind).forEach(names::add);
        return names;
    }

    @Override
    public StructDeclaration struct(String tag) {
        return (StructDeclaration) find(Kind.STRUCT, tag);
    }

    @Override
    public TypedefDeclaration typedef(String name) {
        return (TypedefDeclaration) find(Kind.TYPEDEF, name);
    }

    /** A user's struct of a name that the library has as well adds its fields to the library's. */
    @Override
    public Field field(StructDeclaration struct, String name) {
        for (StructDeclaration each : parts(struct)) {
            for (FieldDeclaration declaration : each.getMembers()) {
                for (Field field : declaration.getFields()) {
                    if (name.equals(field.getName())) {
                        return field;
                    }
                }
            }
        }
        return null;
    }

    /** The declarations that together are a struct: the user's first. */
    public List<StructDeclaration> parts(StructDeclaration struct) {
        if (struct == null) {
            return List.of();
        }
        if (struct.getName() == null) {
            return List.of(struct);
        }
        Set<StructDeclaration> parts = new LinkedHashSet<>();
        if (find(Kind.STRUCT, struct.getName()) instanceof StructDeclaration user) {
            parts.add(user);
        }
        parts.add(struct);
        if (library.find(Kind.STRUCT, struct.getName()) instanceof StructDeclaration kernel) {
            parts.add(kernel);
        }
        return List.copyOf(parts);
    }
}
