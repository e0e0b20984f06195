package org.holdfast.ide.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.xtext.nodemodel.INode;
import org.holdfast.engine.program.Source;
import org.holdfast.ide.Document;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.lower.CallEffects;
import org.holdfast.lang.scoping.FileSymbols.Kind;
import org.holdfast.lang.types.Callees;
import org.holdfast.lang.types.Typing;

/** What there is to say about a declaration, wherever somebody comes across its name. */
final class Docs {
    private final Document document;
    private final LoadedRevision revision;
    private final List<Doc.Block> blocks = new ArrayList<>();

    Docs(Document document, LoadedRevision revision) {
        this.document = document;
        this.revision = revision;
    }

    /** @param call the call at hand, so that locks have the names they have there; null for any call */
    Doc of(NamedElement element, CallExpression call) {
        switch (element) {
            case FunctionDeclaration f -> callee(f, call);
            case Define d when d.isFunction() -> callee(d, call);
            case Define d when Callees.target(d.getBody()) instanceof FunctionDeclaration f -> {
                blocks.add(new Doc.Code("#define " + d.getName() + " " + f.getName()));
                callee(f, call);
            }
            case Define d -> code("#define " + d.getName() + " " + Signatures.written(d.getBody()));
            case GuardDefinition g -> guard(g);
            case StructDeclaration s -> struct(s);
            case EnumDeclaration e -> code("enum " + Signatures.written(e));
            case TypedefDeclaration t -> code(Signatures.written(t));
            case Enumerator e -> code(Signatures.written(e));
            case ThreadDeclaration t -> code("thread " + t.getName());
            case Label l -> code(l.getName() + ":");
            case Variable v -> variable(v);
            case Field f -> code(type(f) + " " + f.getName() + annotations(f.getAnnotations()));
            case ValueParameter p when p.getSpecifiers() != null -> code(Signatures.written(p));
            default -> code(element.getName());
        }
        comment(element);
        where(element);
        return new Doc(blocks);
    }

    private void code(String text) {
        blocks.add(new Doc.Code(text));
    }

    private String type(NamedElement element) {
        return new Typing(revision.scope()).of(element).toString();
    }

    private static String annotations(List<Annotation> annotations) {
        StringBuilder all = new StringBuilder();
        annotations.forEach(a -> all.append(' ').append(Signatures.written(a)));
        return all.toString();
    }

    private void variable(Variable variable) {
        code(type(variable) + " " + variable.getName() + annotations(variable.getAnnotations()));
    }

    private void struct(StructDeclaration struct) {
        StringBuilder text = new StringBuilder("struct ").append(struct.getName() == null ? "" : struct.getName()).append(" {\n");
        for (StructDeclaration part : revision.scope().parts(struct)) {
            part.getMembers().stream().filter(m -> !Signatures.written(m).contains("__")  || !Nodes.isKernel(m)).limit(20)
                    .forEach(m -> text.append("\t").append(Signatures.written(m)).append('\n'));
        }
        code(text.append("};").toString());
    }

    private void guard(GuardDefinition guard) {
        code("guard(" + guard.getName() + ")");
        bullets(List.of(sentence("Takes by ", Signatures.written(guard.getAcquire())), sentence("Releases by ", Signatures.written(guard.getRelease()))));
    }

    private static Doc.Paragraph sentence(String text, String word) {
        return new Doc.Paragraph(List.of(new Doc.Plain(text), new Doc.Word(word)));
    }

    private static Doc.Paragraph sentence(String text) {
        return new Doc.Paragraph(List.of(new Doc.Plain(text)));
    }

    private void bullets(List<Doc.Paragraph> items) {
        if (!items.isEmpty()) {
            blocks.add(new Doc.Bullets(items));
        }
    }

    private void callee(NamedElement callee, CallExpression call) {
        code(Signatures.of(callee));
        comment(callee);
        CallEffects effects = new CallEffects(document.name(), revision);
        Source.Effects does = call == null ? effects.of(callee) : effects.of(call);
        List<Doc.Paragraph> items = new ArrayList<>();
        contracts(callee, items);
        both("Takes and releases ", does.acquires(), does.releases(), true, items);
        both("Takes ", does.acquires(), does.releases(), false, items);
        both("Releases ", does.releases(), does.acquires(), false, items);
        each("Takes a reference: ", does.gets(), items);
        each("Drops a reference: ", does.puts(), items);
        each("Frees ", does.frees(), items);
        Contexts.of(callee).forEach(c -> items.add(sentence(Character.toUpperCase(c.charAt(0)) + c.substring(1))));
        if (does.sleeps() && !isAtomic(call)) {
            items.add(sentence("May sleep"));
        } else if (Nodes.isKernel(callee) || callee instanceof FunctionDeclaration f && f.getBody() != null) {
            items.add(sentence("Does not sleep"));
        }
        if (does.waits()) {
            items.add(sentence("Waits for others"));
        }
        if (does.wakes()) {
            items.add(sentence("Wakes those that wait"));
        }
        bullets(items);
    }

    private static boolean isAtomic(CallExpression call) {
        return call != null && call.getArguments().stream().map(Signatures::written).anyMatch(a -> a.equals("GFP_ATOMIC") || a.equals("GFP_NOWAIT"));
    }

    /** What is in {@code names} and, as {@code also} says, in the others too. */
    private static void both(String verb, List<String> names, List<String> others, boolean also, List<Doc.Paragraph> items) {
        each(verb, names.stream().filter(n -> others.contains(n) == also).toList(), items);
    }

    private static void each(String verb, List<String> names, List<Doc.Paragraph> items) {
        for (String name : names) {
            items.add(name.isEmpty() ? sentence(verb + "something of its own") : sentence(verb, name));
        }
    }

    private void contracts(NamedElement callee, List<Doc.Paragraph> items) {
        Set<String> seen = new LinkedHashSet<>();
        Stream<NamedElement> declarations = callee instanceof FunctionDeclaration f && f.getName() != null
                ? Stream.concat(Stream.of(f), revision.scope().users(Kind.SYMBOL, f.getName()).stream()) : Stream.empty();
        declarations.filter(FunctionDeclaration.class::isInstance).map(FunctionDeclaration.class::cast)
                .flatMap(f -> Stream.concat(f.getAnnotations().stream(), f.getSpecifiers() == null ? Stream.empty() : f.getSpecifiers().getAnnotations().stream()))
                .filter(a -> a.getName() != null && seen.add(Signatures.written(a))).forEach(a -> contract(a, items));
    }

    private static void contract(Annotation annotation, List<Doc.Paragraph> items) {
        List<String> arguments = annotation.getArguments().stream().map(Signatures::written).toList();
        String last = arguments.isEmpty() ? "" : arguments.getLast();
        switch (annotation.getName()) {
            case "__must_hold" -> items.add(sentence("Wants to be called with this held: ", last));
            case "__must_hold_shared" -> items.add(sentence("Wants to be called with this held, shared at least: ", last));
            case "__must_not_hold" -> items.add(sentence("Must not be called with this held: ", last));
            case "__cond_acquires", "__cond_acquires_shared", "__cond_releases" ->
                items.add(sentence("Only if it returns ", arguments.getFirst() + (annotation.getName().equals("__cond_releases") ? " it releases " : " it takes ") + last));
            case "__context" -> items.add(sentence("Runs in ", String.join(", ", annotation.getContexts())));
            default -> {
                // an effect, which is told as one
            }
        }
    }

    /** The comment in front of a declaration, or behind it in its last line. */
    private void comment(NamedElement element) {
        String text = comments(element);
        if (!text.isEmpty()) {
            Doc.Paragraph paragraph = sentence(text);
            if (!blocks.contains(paragraph)) {
                blocks.add(paragraph);
            }
        }
    }

    private static String comments(NamedElement element) {
        INode node = Nodes.of(element instanceof Variable || element instanceof Field || element instanceof StructDeclaration ? element.eContainer() : element);
        if (node == null || element instanceof Variable && !(element.eContainer().eContainer() instanceof ScenarioFile)) {
            return "";
        }
        String text = node.getRootNode().getText();
        String before = text.substring(0, node.getOffset()).stripTrailing();
        boolean alone = before.length() < node.getOffset() && before.endsWith("*/");
        int open = alone ? before.lastIndexOf("/*") : -1;
        int lineStart = open < 0 ? -1 : before.lastIndexOf('\n', open) + 1;
        // what stands behind something else in its line is about that
        if (open >= 0 && before.substring(lineStart, open).isBlank() && text.substring(before.length(), node.getOffset()).chars().filter(c -> c == '\n').count() <= 1) {
            return clean(before.substring(open + 2, before.length() - 2));
        }
        int end = node.getOffset() + node.getLength();
        int lineEnd = text.indexOf('\n', end) < 0 ? text.length() : text.indexOf('\n', end);
        String behind = text.substring(end, lineEnd).strip();
        return behind.startsWith("/*") && behind.endsWith("*/") && behind.length() > 3 ? clean(behind.substring(2, behind.length() - 2)) : "";
    }

    private static String clean(String comment) {
        return comment.replaceAll("(?m)^\\s*\\*+ ?", "").replaceAll("\\s+", " ").strip();
    }

    private void where(NamedElement element) {
        String file = Nodes.file(element);
        INode name = Nodes.name(element);
        if (name != null && !file.equals(document.name())) {
            String shown = file.substring(file.lastIndexOf('/', Math.max(0, file.lastIndexOf('/') - 1)) + 1);
            blocks.add(new Doc.Paragraph(List.of(new Doc.Plain("Declared in "), new Doc.Link(shown, Nodes.range(element, name)))));
        }
    }
}
