package org.holdfast.ide.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;
import org.holdfast.ide.Documents;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.Problem;
import org.holdfast.lang.hold.HoldPackage;
import org.holdfast.lang.scoping.FileScope;
import org.holdfast.lang.scoping.FileSymbols.Kind;
import org.holdfast.lang.scoping.Places;

/** Gives something another name, in all revisions and in all files. */
public final class Rename {
    private static final Set<String> C_WORDS = Set.of("if", "else", "while", "do", "for", "switch", "case", "default", "break", "continue", "goto",
            "return", "sizeof", "typeof", "struct", "union", "enum", "typedef", "static", "extern", "register", "void", "bool", "_Bool", "char",
            "short", "int", "long", "signed", "unsigned", "float", "double", "true", "false", "NULL", "guard", "scoped_guard", "fallthrough", "asm");

    /** Either {@code refusal} says why not, or there are edits: by file, in each by descending offset. */
    public record Result(List<Edit> edits, String refusal) {
        public Result {
            edits = List.copyOf(edits);
        }

        static Result refused(String why) {
            return new Result(List.of(), why);
        }

        public boolean isRefused() {
            return !refusal.isEmpty();
        }
    }

    private Rename() {
    }

    /** The name at an offset if it can be renamed, for editing in place. */
    public static Optional<Range> prepare(Document document, int offset) {
        Mention mention = Mentions.of(document).at(offset);
        return mention == null || !refusal(document, mention).isEmpty() ? Optional.empty()
                : Optional.of(document.range(mention.offset(), mention.length()));
    }

    /** Why what is named here has to keep its name; empty if it has not. */
    private static String refusal(Document document, Mention mention) {
        Entity symbol = mention.symbols().iterator().next();
        if (document.isLibrary() || mention.target() != null && Nodes.isKernel(mention.target())) {
            return mention.name() + " belongs to the kernel library";
        }
        return switch (symbol.space()) {
            case Entity.CONTEXT -> mention.name() + " is a word of the language";
            case Entity.ANY_FIELD -> "the struct that has " + mention.name() + " depends on where the macro is used; rename it there";
            case Entity.REVISION -> document.lines().header() == null ? "the revisions have their usual names; a revisions header gives them others" : "";
            default -> "";
        };
    }

    /** Refused are what the kernel library declares, names that are none, and names that something else there has already. */
    public static Result rename(Documents documents, Document document, int offset, String name) {
        Mention mention = Mentions.of(document).at(offset);
        if (mention == null) {
            return Result.refused("nothing is named here");
        }
        String refusal = refusal(document, mention);
        if (refusal.isEmpty() && (!name.matches("[A-Za-z_][A-Za-z_0-9]*") || C_WORDS.contains(name))) {
            refusal = "\"" + name + "\" is not a name";
        }
        if (!refusal.isEmpty() || name.equals(mention.name())) {
            return Result.refused(refusal.isEmpty() ? "it has that name" : refusal);
        }
        Map<Document, List<Mention>> all = References.all(documents, document, mention);
        List<Edit> edits = new ArrayList<>();
        for (Map.Entry<Document, List<Mention>> each : all.entrySet()) {
            refusal = refusal(each.getKey(), each.getValue(), mention, name);
            if (!refusal.isEmpty()) {
                return Result.refused(refusal);
            }
            Stream.concat(each.getValue().stream(), inMacros(each.getKey(), mention).stream()).filter(m -> m.name().equals(mention.name()))
                    .sorted(Comparator.comparingInt(Mention::offset).reversed())
                    .forEach(m -> edits.add(each.getKey().edit(m.offset(), m.length(), name)));
        }
        return new Result(edits, "");
    }

    private static String refusal(Document document, List<Mention> mentions, Mention renamed, String name) {
        for (Problem problem : document.file().problems()) {
            if (problem.id().equals("syntax") || problem.id().equals("too-deep") || problem.id().equals("unreadable")) {
                return document.name() + " cannot be read at line " + problem.range().line() + ", and names after it might be missed: " + problem.message();
            }
        }
        for (Mention other : Mentions.of(document).all()) {
            if (other.name().equals(name) && clashes(other, mentions)) {
                return name + " already means something else in line " + (document.line(other.offset()) + 1) + " of " + document.name();
            }
        }
        Set<String> spaces = new TreeSet<>();
        mentions.forEach(m -> m.symbols().forEach(s -> spaces.add(s.space())));
        for (LoadedRevision revision : document.file().revisions()) {
            FileScope scope = revision.scope();
            if (spaces.contains(Entity.GLOBAL) && scope.find(Kind.SYMBOL, name) != null || isOrdinary(spaces) && scope.find(Kind.TYPEDEF, name) != null
                    || spaces.contains(Entity.STRUCT) && scope.find(Kind.STRUCT, name) != null) {
                return name + " is already declared, by the kernel library or an included file";
            }
        }
        boolean field = spaces.stream().anyMatch(space -> space.startsWith("field of "));
        if (field && !inMacros(document, renamed).isEmpty() && declaresElsewhere(document, renamed)) {
            return "a macro names a field " + renamed.name() + ", and more than one struct has one";
        }
        return "";
    }

    /** Whether a name in the text would mean the renamed thing afterwards, or the other way round. */
    private static boolean clashes(Mention other, List<Mention> mentions) {
        for (Entity theirs : other.symbols()) {
            for (Mention each : mentions) {
                for (Entity ours : each.symbols()) {
                    if (ours.space().equals(theirs.space()) || isOrdinary(Set.of(ours.space())) && isOrdinary(Set.of(theirs.space())) && meet(other, each)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** One of them, or both, is local: then it hides the other where both are named in one body, or in one claim. */
    private static boolean meet(Mention a, Mention b) {
        return body(a) == body(b);
    }

    private static int body(Mention mention) {
        EObject body = mention.holder() == null ? null : Places.body(mention.holder());
        return body == null || Nodes.of(body) == null ? -1 : Nodes.of(body).getOffset();
    }

    /** Functions, variables, constants, parameters and typedefs share their names' space. */
    private static boolean isOrdinary(Set<String> spaces) {
        return spaces.stream().anyMatch(space -> space.equals(Entity.GLOBAL) || space.equals("type") || space.startsWith("local at "));
    }

    private static List<Mention> inMacros(Document document, Mention field) {
        boolean isField = field.symbols().stream().anyMatch(s -> s.space().startsWith("field of "));
        Set<Entity> symbols = Set.of(new Entity(document.name(), Entity.ANY_FIELD, field.name()));
        return !isField ? List.of() : Mentions.of(document).all().stream().filter(m -> m.symbols().equals(symbols)).toList();
    }

    private static boolean declaresElsewhere(Document document, Mention field) {
        return Mentions.of(document).all().stream().anyMatch(m -> m.isDeclaration() && m.name().equals(field.name()) && m.holder() != null
                && m.holder().eClass() == HoldPackage.Literals.FIELD && m.symbols().stream().noneMatch(field.symbols()::contains));
    }
}
