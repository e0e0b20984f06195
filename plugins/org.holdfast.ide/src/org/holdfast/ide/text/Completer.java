package org.holdfast.ide.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.holdfast.ide.Document;
import org.holdfast.ide.text.Completion.Kind;
import org.holdfast.ide.text.Completion.Proposal;
import org.holdfast.ide.text.Templates.Template;
import org.holdfast.ide.text.Templates.Where;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.revision.Mark;
import org.holdfast.lang.scoping.FileScope;
import org.holdfast.lang.scoping.FileSymbols;
import org.holdfast.lang.scoping.Places;
import org.holdfast.lang.syntax.Words;
import org.holdfast.lang.types.Typing;
import org.holdfast.lang.validation.LockTypes;
import org.holdfast.lang.validation.RuleIds;

/** Makes the proposals for one place. */
final class Completer {
    private static final List<String> BUILTIN_TYPES = List.of("bool", "char", "int", "long", "short", "unsigned", "void", "struct", "enum");
    private static final List<String> STATEMENT_WORDS = List.of("if", "else", "while", "do", "for", "switch", "case", "default", "break", "continue", "goto",
            "return", "guard", "scoped_guard");
    private static final List<String> TOP_WORDS = List.of("scenario", "patch", "revisions", "thread", "init", "finally", "order", "claim", "expect", "static",
            "extern", "typedef");

    private final Document document;
    private final int offset;
    private final CompletionPlace place;
    private final LoadedRevision revision;
    private final Selection selection;
    private List<Proposal> proposals;

    Completer(Document document, int offset) {
        this.document = document;
        this.offset = offset;
        String name = document.revisionOf(document.line(offset));
        String projected = document.lines().project(name, document.lines().revisions().base());
        place = CompletionPlace.of(document, offset, projected);
        Imagined imagined = switch (place.want()) {
            case STATEMENT, EXPRESSION, MEMBER, LABEL -> Imagined.of(document, place, name, projected);
            default -> null;
        };
        revision = imagined == null ? document.revisionAt(offset) : imagined.revision();
        selection = new Selection(place.typed());
        collect(imagined);
    }

    int offset() {
        return offset;
    }

    CompletionPlace place() {
        return place;
    }

    LoadedRevision revision() {
        return revision;
    }

    synchronized List<Proposal> proposals() {
        if (proposals == null) {
            proposals = selection.sorted();
        }
        return proposals;
    }

    Optional<NamedElement> element(Proposal proposal) {
        return Optional.ofNullable(selection.element(proposal));
    }

    private FileScope scope() {
        return revision.scope();
    }

    private void collect(Imagined imagined) {
        switch (place.want()) {
            case NOTHING -> {
                // a new name, or the inside of a comment
            }
            case FILE -> files();
            case REVISION -> words(Kind.REVISION, document.lines().revisions().names().stream().filter(name -> !isInMark(name)).toList());
            case SUPPRESSED_RULE -> words(Kind.RULE, RuleIds.ALL);
            case EXPECTED -> {
                if (place.before().size() == 2) {
                    selection.add(new Proposal(Kind.KEYWORD, "clean", "", "clean"), null, true);
                }
                words(Kind.RULE, RuleIds.ALL);
            }
            case LOCK_CLASS -> lockClasses();
            case LOCK_FIELD -> lockFields();
            case PLACE -> places();
            case CONTEXT -> words(Kind.KEYWORD, List.of("process", "softirq", "hardirq", "nmi"));
            case CLAIM_KIND -> words(Kind.KEYWORD, List.of("never", "always", "unreachable"));
            case EXTENT -> words(Kind.KEYWORD, List.of("in", "at", "between"));
            case THREAD_PART -> words(Kind.KEYWORD, List.of("in", "on"));
            case TOP -> top();
            case FIELD_TYPE -> {
                types();
                definers();
            }
            case STRUCT -> symbols(FileSymbols.Kind.STRUCT);
            case ENUM -> symbols(FileSymbols.Kind.ENUM);
            case GUARD -> symbols(FileSymbols.Kind.GUARD);
            case CLEANUP -> symbols(FileSymbols.Kind.CLEANUP);
            case LABEL -> labels(imagined);
            case ANNOTATION -> annotations();
            case MEMBER -> new NameProposals(imagined, place, selection, rest()).members();
            case EXPRESSION -> {
                new NameProposals(imagined, place, selection, rest()).names(false);
                if (!place.before().isEmpty() && place.before().getFirst().equals("claim")) {
                    for (String name : Symbols.CLAIM_FUNCTIONS.stream().sorted().toList()) {
                        selection.add(new Proposal(Kind.KERNEL_FUNCTION, name, "of the state", name + "()", List.of(), name.length() + 1), null, false);
                    }
                }
            }
            case STATEMENT -> statement(imagined);
        }
    }

    /** What stands behind the word in its line. */
    private String rest() {
        return document.text().substring(place.end(), Math.max(place.end(), document.lines().end(document.line(place.end()))));
    }

    /** Whether the mark at the caret names the revision already, elsewhere than at the caret. */
    private boolean isInMark(String revision) {
        Mark mark = document.lines().mark(document.line(offset));
        boolean typed = place.start() < place.end() && document.text().substring(place.start(), place.end()).equals(revision);
        String before = document.text().substring(document.lines().start(document.line(offset)), place.start());
        boolean named = mark != null && mark.names().contains(revision) || before.matches(".*\\[(.*,)?\\s*" + revision + "\\s*,.*");
        return named && !typed && before.stripLeading().matches("[+-].*");
    }

    private void words(Kind kind, Collection<String> words) {
        words.forEach(word -> selection.add(new Proposal(kind, word, "", word), null, false));
    }

    private void files() {
        Path folder = document.path().getParent();
        if (folder == null || document.isLibrary()) {
            return;
        }
        boolean include = document.text().substring(document.lines().start(document.line(offset)), offset).contains("#include");
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Files::isRegularFile).filter(each -> !each.equals(document.path())).map(each -> each.getFileName().toString())
                    .filter(name -> include ? name.endsWith(".hold") : name.endsWith(".patch") || name.endsWith(".diff") || name.endsWith(".mbox")).sorted()
                    .forEach(name -> selection.add(new Proposal(Kind.FILE, name, "", name), null, false));
        } catch (IOException e) {
            // the folder of a text that was never saved; there is nothing to propose
            return;
        }
    }

    private void lockClasses() {
        Typing typing = new Typing(scope());
        for (EObject each : declared()) {
            if (each instanceof Variable v && LockTypes.isLock(typing.of(v), typing)) {
                selection.add(new Proposal(Kind.GLOBAL, v.getName(), typing.of(v).toString(), v.getName()), v, false);
            } else if (each instanceof StructDeclaration s && s.getName() != null) {
                for (Field field : locks(s, typing)) {
                    String name = s.getName() + "." + field.getName();
                    selection.add(new Proposal(Kind.FIELD, name, typing.of(field).toString(), name), field, false);
                }
            }
        }
    }

    private void lockFields() {
        Typing typing = new Typing(scope());
        String owner = place.before().size() < 2 ? "" : place.before().get(place.before().size() - 2);
        for (Field field : locks(scope().struct(owner), typing)) {
            selection.add(new Proposal(Kind.FIELD, field.getName(), typing.of(field).toString(), field.getName()), field, false);
        }
    }

    private List<Field> locks(StructDeclaration struct, Typing typing) {
        return scope().parts(struct).stream().flatMap(s -> s.getMembers().stream()).flatMap(m -> m.getFields().stream())
                .filter(f -> f.getName() != null && LockTypes.isLock(typing.of(f), typing)).toList();
    }

    /** The user's structs and variables, of this file and those it includes. */
    private List<EObject> declared() {
        List<EObject> all = new ArrayList<>();
        Stream.concat(Stream.of(revision.model()), revision.includes().stream().map(LoadedRevision.Included::model)).forEach(model -> {
            for (Element element : model.getElements()) {
                switch (element) {
                    case VariableDeclaration v -> all.addAll(v.getVariables());
                    case TypeDeclaration t when t.getSpecifiers().getType() instanceof StructType s && s.getDeclaration() != null -> all.add(s.getDeclaration());
                    case FunctionDeclaration f -> all.add(f);
                    case ThreadDeclaration t -> all.add(t);
                    case null, default -> {
                        // not named by orders and claims
                    }
                }
            }
        });
        all.removeIf(each -> each instanceof NamedElement n && n.getName() == null);
        return all;
    }

    private void places() {
        for (String name : labelNames()) {
            selection.add(new Proposal(Kind.LABEL, name, "", name), scope().find(FileSymbols.Kind.LABEL, name), false);
        }
        for (EObject each : declared()) {
            if (each instanceof FunctionDeclaration f && f.getBody() != null) {
                selection.add(new Proposal(Kind.FUNCTION, f.getName(), Signatures.parameters(f), f.getName()), f, false);
            } else if (each instanceof ThreadDeclaration t) {
                selection.add(new Proposal(Kind.THREAD, t.getName(), "thread", t.getName()), t, false);
            }
        }
    }

    private List<String> labelNames() {
        List<String> names = new ArrayList<>();
        scope().own().names(FileSymbols.Kind.LABEL).forEach(names::add);
        return names;
    }

    private void labels(Imagined imagined) {
        EObject at = Nodes.at(imagined.revision().model(), place.start());
        EObject body = Places.body(at);
        List<Label> labels = body == null ? List.of() : EcoreUtil2.getAllContentsOfType(body, Label.class);
        labels.stream().filter(label -> label.getName() != null)
                .forEach(label -> selection.add(new Proposal(Kind.LABEL, label.getName(), "", label.getName()), label, false));
    }

    private void annotations() {
        for (String name : Words.ANNOTATIONS.keySet().stream().sorted().toList()) {
            if (!Words.LIBRARY_ANNOTATIONS.contains(name)) {
                String text = Words.ANNOTATIONS.get(name) ? name + "()" : name;
                selection.add(new Proposal(Kind.ANNOTATION, name, Words.ANNOTATIONS.get(name) ? "()" : "", text, List.of(),
                        Words.ANNOTATIONS.get(name) ? text.length() - 1 : text.length()), null, false);
            }
        }
    }

    private void top() {
        if (document.text().isBlank() || document.text().strip().equals(place.typed())) {
            templates(Where.FILE);
        }
        templates(Where.TOP);
        words(Kind.KEYWORD, TOP_WORDS);
        types();
        definers();
    }

    private void statement(Imagined imagined) {
        new NameProposals(imagined, place, selection, rest()).names(true);
        templates(Where.STATEMENT);
        words(Kind.KEYWORD, STATEMENT_WORDS);
        types();
        definers();
    }

    private void templates(Where where) {
        int line = document.line(offset);
        String lead = document.text().substring(document.lines().start(line), place.start());
        // only what can stand in front of every line: a mark and blanks
        String indent = lead.isBlank() || document.lines().mark(line) != null
                && lead.length() >= document.lines().mark(line).column() + document.lines().mark(line).length()
                && lead.substring(document.lines().mark(line).column() + document.lines().mark(line).length()).isBlank() ? lead : lead.replaceAll("\\S.*", "");
        for (Template template : Templates.ALL) {
            if (template.where() == where) {
                selection.add(Templates.proposal(template, indent), null, false);
            }
        }
    }

    private void types() {
        words(Kind.KEYWORD, BUILTIN_TYPES);
        symbols(FileSymbols.Kind.TYPEDEF);
        Set<String> kernel = scope().libraryNames(FileSymbols.Kind.STRUCT);
        for (String name : scope().names(FileSymbols.Kind.STRUCT)) {
            boolean library = kernel.contains(name);
            if (!name.startsWith("__")) {
                selection.addNamed(new Proposal(library ? Kind.KERNEL_TYPE : Kind.TYPE, "struct " + name, "", "struct " + name), name,
                        () -> scope().find(FileSymbols.Kind.STRUCT, name));
            }
        }
    }

    private void symbols(FileSymbols.Kind kind) {
        Set<String> kernel = scope().libraryNames(kind);
        boolean type = kind == FileSymbols.Kind.TYPEDEF || kind == FileSymbols.Kind.STRUCT || kind == FileSymbols.Kind.ENUM;
        for (String name : scope().names(kind)) {
            boolean library = kernel.contains(name);
            Kind shown = type ? library ? Kind.KERNEL_TYPE : Kind.TYPE : library ? Kind.KERNEL_FUNCTION : Kind.FUNCTION;
            if (!name.startsWith("__") || place.typed().startsWith("__")) {
                selection.addNamed(new Proposal(shown, name, "", name), name, () -> scope().find(kind, name));
            }
        }
    }

    private void definers() {
        for (String name : Words.DEFINERS.keySet().stream().sorted().toList()) {
            selection.addNamed(new Proposal(Kind.KERNEL_FUNCTION, name, Words.DEFINERS.get(name), name + "()", List.of(), name.length() + 1), name,
                    () -> scope().find(FileSymbols.Kind.SYMBOL, name));
        }
    }
}
