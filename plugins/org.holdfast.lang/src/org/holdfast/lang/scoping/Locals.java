package org.holdfast.lang.scoping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.holdfast.lang.hold.*;

/**
 * Names inside of functions, threads and structs. What a block declares is collected once, so that a lookup does not walk over the block: a
 * hostile one may be very long.
 */
final class Locals {
    private final ScenarioFile file;
    private final Map<EObject, Map<String, List<Declared>>> blocks = new IdentityHashMap<>();
    private final Map<Statement, Integer> positions = new IdentityHashMap<>();
    private final Map<EObject, Map<String, Label>> labels = new IdentityHashMap<>();
    private final Map<EObject, Map<String, Variable>> variables = new IdentityHashMap<>();

    /** A variable of a block and the position of its declaration. */
    private record Declared(int position, int index, Variable variable) {
    }

    Locals(ScenarioFile file) {
        this.file = file;
    }

    /** What a name means at a place as far as it is declared inside of an element of the file; or null. */
    NamedElement find(EObject context, String name) {
        EObject inner = context;
        boolean annotation = false;
        for (EObject at = context; at != null; at = at.eContainer()) {
            annotation = annotation || at instanceof Annotation;
            NamedElement found = in(at, inner, context, annotation, name);
            if (found != null) {
                return found;
            }
            inner = at;
        }
        return null;
    }

    private NamedElement in(EObject at, EObject inner, EObject context, boolean annotation, String name) {
        return switch (at) {
            case Block block -> declaredBefore(block, inner, context, name);
            case ForStatement loop when loop.getDeclaration() != null && inner != loop.getDeclaration() -> byName(loop.getDeclaration().getVariables(), name);
            case VariableDeclaration declaration when declaration.eContainer() instanceof ForStatement -> byName(declaration.getVariables(), name);
            case FunctionDeclaration function -> parameter(function, name);
            case StructDeclaration struct -> annotation ? field(struct, name) : null;
            case ThreadDeclaration thread -> ofInit(name);
            case FinallyBlock block -> ofInit(name);
            case Claim claim -> ofClaim(claim, name);
            default -> null;
        };
    }

    private static <T extends NamedElement> T byName(Collection<T> elements, String name) {
        for (T element : elements) {
            if (name.equals(element.getName())) {
                return element;
            }
        }
        return null;
    }

    private static NamedElement parameter(FunctionDeclaration function, String name) {
        for (Parameter parameter : function.getParameters()) {
            if (parameter instanceof NamedElement named && name.equals(named.getName())) {
                return named;
            }
        }
        return null;
    }

    private static NamedElement field(StructDeclaration struct, String name) {
        for (FieldDeclaration member : struct.getMembers()) {
            Field field = byName(member.getFields(), name);
            if (field != null) {
                return field;
            }
        }
        return null;
    }

    /** The last declaration in front of the statement {@code inner}; in the declaration itself, up to the declarator. */
    private Variable declaredBefore(Block block, EObject inner, EObject context, String name) {
        List<Declared> all = declared(block).get(name);
        if (all == null) {
            return null;
        }
        int limit = inner instanceof Statement ? positions.getOrDefault(inner, Integer.MAX_VALUE) : Integer.MAX_VALUE;
        for (int i = all.size() - 1; i >= 0; i--) {
            Declared each = all.get(i);
            if (each.position < limit || each.position == limit && each.index <= declarator((VariableDeclaration) inner, context)) {
                return each.variable;
            }
        }
        return null;
    }

    /** The index of the declarator that {@code context} stands in; -1 in front of all of them. */
    private static int declarator(VariableDeclaration declaration, EObject context) {
        EObject at = context;
        while (at != null && at.eContainer() != declaration) {
            at = at.eContainer();
        }
        return at instanceof Variable ? declaration.getVariables().indexOf(at) : -1;
    }

    private Map<String, List<Declared>> declared(Block block) {
        Map<String, List<Declared>> names = blocks.get(block);
        if (names == null) {
            names = new LinkedHashMap<>();
            int position = 0;
            for (Statement statement : block.getStatements()) {
                positions.put(statement, position);
                if (statement instanceof VariableDeclaration declaration) {
                    int index = 0;
                    for (Variable variable : declaration.getVariables()) {
                        if (variable.getName() != null) {
                            names.computeIfAbsent(variable.getName(), n -> new ArrayList<>(1)).add(new Declared(position, index, variable));
                        }
                        index++;
                    }
                }
                position++;
            }
            blocks.put(block, names);
        }
        return names;
    }

    private NamedElement ofInit(String name) {
        for (Element element : file.getElements()) {
            if (element instanceof InitBlock init && init.getBody() != null) {
                List<Declared> all = declared(init.getBody()).get(name);
                if (all != null) {
                    return all.get(all.size() - 1).variable;
                }
            }
        }
        return null;
    }

    private NamedElement ofClaim(Claim claim, String name) {
        for (EObject body : Places.bodies(claim)) {
            NamedElement found = body instanceof FunctionDeclaration function ? parameter(function, name) : null;
            if (found == null) {
                found = variables(body).get(name);
            }
            if (found != null) {
                return found;
            }
        }
        return ofInit(name);
    }

    private Map<String, Variable> variables(EObject body) {
        return variables.computeIfAbsent(body, b -> {
            Map<String, Variable> names = new LinkedHashMap<>();
            for (EObject each : EcoreUtil2.eAllContents(b)) {
                if (each instanceof Variable variable && variable.getName() != null) {
                    names.putIfAbsent(variable.getName(), variable);
                }
            }
            return names;
        });
    }

    /** Null if the body is null or has no such label. */
    Label label(EObject body, String name) {
        return body == null ? null : labels(body).get(name);
    }

    private Map<String, Label> labels(EObject body) {
        return labels.computeIfAbsent(body, b -> {
            Map<String, Label> names = new LinkedHashMap<>();
            for (EObject each : EcoreUtil2.eAllContents(b)) {
                if (each instanceof Label label && label.getName() != null) {
                    names.putIfAbsent(label.getName(), label);
                }
            }
            return names;
        });
    }

    Set<String> labelNames(EObject body) {
        return body == null ? Set.of() : labels(body).keySet();
    }

    /** Every name that may be found at a place. */
    Set<String> names(EObject context) {
        Set<String> candidates = new LinkedHashSet<>();
        for (EObject at = context; at != null; at = at.eContainer()) {
            switch (at) {
                case Block block -> candidates.addAll(declared(block).keySet());
                case ForStatement loop when loop.getDeclaration() != null -> add(loop.getDeclaration().getVariables(), candidates);
                case FunctionDeclaration function -> add(function.getParameters(), candidates);
                case StructDeclaration struct -> struct.getMembers().forEach(member -> add(member.getFields(), candidates));
                case ThreadDeclaration thread -> initNames(candidates);
                case FinallyBlock block -> initNames(candidates);
                case Claim claim -> Places.bodies(claim).forEach(body -> candidates.addAll(variables(body).keySet()));
                default -> {
                    // adds no names
                }
            }
        }
        candidates.removeIf(name -> find(context, name) == null);
        return candidates;
    }

    private void initNames(Set<String> candidates) {
        for (Element element : file.getElements()) {
            if (element instanceof InitBlock init && init.getBody() != null) {
                candidates.addAll(declared(init.getBody()).keySet());
            }
        }
    }

    private static void add(Collection<? extends EObject> elements, Set<String> candidates) {
        for (EObject element : elements) {
            if (element instanceof NamedElement named && named.getName() != null) {
                candidates.add(named.getName());
            }
        }
    }
}
