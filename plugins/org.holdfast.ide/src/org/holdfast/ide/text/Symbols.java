package org.holdfast.ide.text;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.antlr.runtime.CommonToken;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.ide.Document;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer;
import org.holdfast.lang.scoping.FileScope;
import org.holdfast.lang.types.Callees;
import org.holdfast.lang.types.Type;
import org.holdfast.lang.types.Typing;
import org.holdfast.lang.validation.LockTypes;

/** What the names of a document are. */
final class Symbols {
    private static final Set<String> COUNTERS = Set.of("refcount_struct", "kref", "atomic", "percpu_ref");

    /** What a claim may ask of the state; declared nowhere. */
    static final Set<String> CLAIM_FUNCTIONS = Set.of("held", "freed", "count");

    private final Mentions mentions;
    private final Map<FileScope, Typing> typings = new HashMap<>();
    private final Document document;

    Symbols(Document document) {
        this.document = document;
        mentions = Mentions.of(document);
    }

    /** The kind of the name at an offset; null if it is unknown. */
    Tokens.Kind kind(CommonToken token) {
        int offset = token.getStartIndex();
        Mention mention = mentions.startingAt(offset);
        if (mention == null) {
            return switch (token.getType()) {
                case InternalHoldLexer.RULE_TYPE_ID -> Tokens.Kind.TYPE;
                case InternalHoldLexer.RULE_DEFINER, InternalHoldLexer.RULE_ITERATOR -> Tokens.Kind.KERNEL_FUNCTION;
                default -> CLAIM_FUNCTIONS.contains(token.getText()) ? Tokens.Kind.KERNEL_FUNCTION : null;
            };
        }
        if (mention.target() == null) {
            return switch (mention.symbols().iterator().next().space()) {
                case Entity.REVISION -> Tokens.Kind.REVISION;
                case Entity.STRUCT -> Tokens.Kind.TYPE;
                case Entity.CONTEXT -> Tokens.Kind.SCENARIO_WORD;
                case Entity.ANY_FIELD -> Tokens.Kind.FIELD;
                default -> Tokens.Kind.LABEL;
            };
        }
        FileScope scope = document.revisionAt(offset).scope();
        return kind(mention.target(), typings.computeIfAbsent(scope, Typing::new));
    }

    static Tokens.Kind kind(EObject target, Typing typing) {
        boolean kernel = Nodes.isKernel(target);
        return switch (target) {
            case FunctionDeclaration f -> function(kernel);
            case GuardDefinition g -> function(kernel);
            case FreeDefinition f -> function(kernel);
            case Define d -> d.isFunction() || d.getBody() != null && Callees.target(d.getBody()) instanceof FunctionDeclaration ? function(kernel)
                    : Tokens.Kind.CONSTANT;
            case Enumerator e -> Tokens.Kind.CONSTANT;
            case StructDeclaration s -> type(kernel);
            case EnumDeclaration e -> type(kernel);
            case TypedefDeclaration t -> type(kernel);
            case TypeParameter t -> Tokens.Kind.TYPE;
            case Label l -> Tokens.Kind.LABEL;
            case ThreadDeclaration t -> Tokens.Kind.LABEL;
            case Variable v -> data(v, Tokens.Kind.VARIABLE, typing);
            case Field f -> data(f, Tokens.Kind.FIELD, typing);
            case ValueParameter p -> Tokens.Kind.PARAMETER;
            case DefineParameter p -> Tokens.Kind.PARAMETER;
            case MemberParameter p -> Tokens.Kind.PARAMETER;
            default -> null;
        };
    }

    private static Tokens.Kind function(boolean kernel) {
        return kernel ? Tokens.Kind.KERNEL_FUNCTION : Tokens.Kind.FUNCTION;
    }

    private static Tokens.Kind type(boolean kernel) {
        return kernel ? Tokens.Kind.KERNEL_TYPE : Tokens.Kind.TYPE;
    }

    private static Tokens.Kind data(NamedElement element, Tokens.Kind otherwise, Typing typing) {
        Type type = typing.of(element);
        return LockTypes.isLock(type, typing) ? Tokens.Kind.LOCK : isCounter(type) ? Tokens.Kind.REFERENCE : otherwise;
    }

    /** Whether a type counts references: the library's counters, which are structs behind their typedefs. */
    static boolean isCounter(Type type) {
        return type instanceof Type.Struct s && COUNTERS.contains(s.name());
    }
}
