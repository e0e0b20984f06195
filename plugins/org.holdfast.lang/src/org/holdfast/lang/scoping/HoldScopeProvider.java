package org.holdfast.lang.scoping;

import java.util.List;
import java.util.Objects;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.xtext.naming.QualifiedName;
import org.eclipse.xtext.resource.EObjectDescription;
import org.eclipse.xtext.resource.IEObjectDescription;
import org.eclipse.xtext.scoping.IScope;
import org.eclipse.xtext.scoping.impl.AbstractScopeProvider;

/** What a name may refer to at each place of a scenario. */
public class HoldScopeProvider extends AbstractScopeProvider {
    @Override
    public IScope getScope(EObject context, EReference reference) {
        if (context.eResource() instanceof HoldResource resource && resource.scope() != null) {
            return new LookupScope(resource.lookup(), context, reference);
        }
        return IScope.NULLSCOPE;
    }

    /** The names that could have been meant at a reference. */
    public static java.util.Collection<String> candidates(EObject context, EReference reference) {
        return context.eResource() instanceof HoldResource resource && resource.scope() != null
                ? resource.lookup().candidates(context, reference) : List.of();
    }

    /** Finds by name without listing what there is. */
    private record LookupScope(Lookup lookup, EObject context, EReference reference) implements IScope {
        @Override
        public IEObjectDescription getSingleElement(QualifiedName name) {
            EObject found = lookup.find(context, reference, name.toString());
            return found != null && reference.getEReferenceType().isSuperTypeOf(found.eClass()) ? EObjectDescription.create(name, found) : null;
        }

        @Override
        public Iterable<IEObjectDescription> getElements(QualifiedName name) {
            IEObjectDescription found = getSingleElement(name);
            return found == null ? List.of() : List.of(found);
        }

        @Override
        public IEObjectDescription getSingleElement(EObject object) {
            return null;
        }

        @Override
        public Iterable<IEObjectDescription> getElements(EObject object) {
            return List.of();
        }

        @Override
        public Iterable<IEObjectDescription> getAllElements() {
            return lookup.candidates(context, reference).stream().distinct().map(QualifiedName::create).map(this::getSingleElement)
                    .filter(Objects::nonNull).toList();
        }
    }
}
