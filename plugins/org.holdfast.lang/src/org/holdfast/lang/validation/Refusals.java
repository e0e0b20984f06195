package org.holdfast.lang.validation;

import java.util.Map;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.syntax.Words;
import org.holdfast.lang.types.Constants;

/** What the grammar accepts only to be refused by name, and what only the kernel library may say. */
final class Refusals {
    static final String NOT_SUPPORTED = "not-supported";
    static final String LIBRARY_ONLY = "library-only";

    /** Macros at the top level that tell the kernel's build or module loader something, and nothing about locking or lifetime. */
    private static final Set<String> WITHOUT_MEANING = Set.of("EXPORT_SYMBOL", "EXPORT_SYMBOL_GPL", "EXPORT_SYMBOL_NS", "EXPORT_SYMBOL_NS_GPL",
            "EXPORT_PER_CPU_SYMBOL", "MODULE_LICENSE", "MODULE_AUTHOR", "MODULE_DESCRIPTION", "MODULE_ALIAS", "MODULE_VERSION",
            "MODULE_DEVICE_TABLE", "MODULE_PARM_DESC", "MODULE_IMPORT_NS", "MODULE_FIRMWARE", "MODULE_SOFTDEP", "module_init", "module_exit",
            "module_param", "subsys_initcall", "late_initcall", "fs_initcall", "core_initcall", "device_initcall", "arch_initcall",
            "static_assert", "BUILD_BUG_ON", "ALLOW_ERROR_INJECTION", "NOKPROBE_SYMBOL", "lockdep_set_class");

    private static final Map<String, String> DIRECTIVES = Map.of("ifdef", "#ifdef", "if", "#if", "ifndef", "#ifndef", "else", "#else", "elif",
            "#elif", "endif", "#endif", "undef", "#undef", "pragma", "#pragma", "error", "#error");

    private final Check check;

    Refusals(Check check) {
        this.check = check;
    }

    void check(EObject element) {
        switch (element) {
            case UnionType u -> refuse(u, "unions are not supported: declare the member that matters as a field");
            case BuiltinType t when t.getWords().contains("float") || t.getWords().contains("double") -> refuse(t, "floating point is not supported");
            case FloatLiteral f -> refuse(f, "floating point is not supported");
            case LabelAddress a -> refuse(a, "the address of a label is not supported");
            case StatementExpression s -> refuse(s, "a statement as an expression, ({ … }), is not supported");
            case AsmStatement a -> refuse(a, "inline assembler is not supported");
            case FieldDeclaration d when d.getFields().isEmpty() && !isUnion(d) ->
                refuse(d, d.getSpecifiers().getType() instanceof StructType s && s.getDeclaration() != null
                        ? "an unnamed struct in a struct is not supported: put its fields into the outer one, or name it"
                        : "this declares no field");
            case UnknownDirective d -> directive(d);
            case SystemInclude i -> check.information("no-meaning", i, null, "the kernel library is always there; nothing is included");
            case MacroInvocation m -> invocation(m);
            case GuardDefinition g when !g.getMembers().isEmpty() ->
                refuse(g.getMembers().get(0), "extra members of a guard are not supported: _T is the lock, _F keeps the flags");
            case IntegerLiteral i when Constants.parse(i.getText()) == null -> refuse(i, i.getText() + " is not a number");
            case CharacterLiteral c when Constants.character(c.getText()) == null -> refuse(c, c.getText() + " is not a character");
            case Define d -> define(d);
            case DeclarationSpecifiers s -> {
                attributes(s, s.getAttributes());
                if (s.getStorage().contains(Storage.PRIMITIVE)) {
                    libraryOnly(s, "__primitive");
                }
            }
            case Pointer p -> attributes(p, p.getAttributes());
            case FunctionDeclaration f -> {
                attributes(f, f.getAttributes());
                function(f);
            }
            case Variable v -> attributes(v, v.getAttributes());
            case Field f -> attributes(f, f.getAttributes());
            case ValueParameter p -> {
                attributes(p, p.getAttributes());
                if (p.isByName()) {
                    libraryOnly(p, "__byname");
                }
            }
            case Annotation a when Words.LIBRARY_ANNOTATIONS.contains(a.getName()) -> libraryOnly(a, a.getName());
            case TypeParameter p -> libraryOnly(p, "__type");
            case MemberParameter p -> libraryOnly(p, "__member");
            case AtomicStatement s -> libraryOnly(s, "__atomic");
            case AwaitStatement s -> libraryOnly(s, "__await");
            case CheckStatement s -> libraryOnly(s, "__check");
            default -> {
                // has a meaning
            }
        }
    }

    private void refuse(EObject element, String message) {
        check.error(NOT_SUPPORTED, element, message);
    }

    private void libraryOnly(EObject element, String word) {
        if (!check.library()) {
            check.error(LIBRARY_ONLY, element, word + " is for the kernel library only");
        }
    }

    private static boolean isUnion(FieldDeclaration declaration) {
        return declaration.getSpecifiers() == null || declaration.getSpecifiers().getType() instanceof UnionType;
    }

    private void attributes(EObject element, Iterable<String> attributes) {
        for (String attribute : attributes) {
            if (attribute.equals(Words.OPTIONAL)) {
                libraryOnly(element, attribute);
            } else if (!Words.isHarmlessAttribute(attribute)) {
                refuse(element, attribute.replaceAll("\\s+", " ") + " is not supported");
            }
        }
    }

    private void directive(UnknownDirective directive) {
        String text = directive.getText().strip();
        int end = 1;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        int start = end;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        String word = text.substring(start, end);
        if (word.equals("include")) {
            refuse(directive, "#include wants a file name in quotes");
        } else {
            refuse(directive, DIRECTIVES.getOrDefault(word, "#" + word) + " is not supported: keep the lines of the configuration that matters");
        }
    }

    private void invocation(MacroInvocation invocation) {
        if (WITHOUT_MEANING.contains(invocation.getName())) {
            check.information("no-meaning", invocation, null, invocation.getName() + "() has no meaning here");
        } else {
            refuse(invocation, invocation.getName() + "() is no declaration that is known here");
        }
    }

    private void define(Define define) {
        if (define.getBody() instanceof TypeExpression) {
            refuse(define.getBody(), "a macro that stands for a type is not supported: use typedef");
        }
        if (define.getBody() instanceof LoopHeader && !define.isFunction()) {
            refuse(define.getBody(), "a loop as a macro needs parameters");
        }
        if (define.getParameters().stream().anyMatch(DefineParameter::isVarargs) && !check.library()) {
            refuse(define, "macros with a variable number of arguments are not supported");
        }
    }

    private void function(FunctionDeclaration function) {
        if (function.getBody() != null && !check.library() && function.getParameters().stream().anyMatch(p -> p instanceof VarargsParameter)) {
            refuse(function, "functions with a variable number of arguments are not supported, except as prototypes");
        }
    }
}
