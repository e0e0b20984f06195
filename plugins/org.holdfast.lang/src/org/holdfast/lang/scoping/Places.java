package org.holdfast.lang.scoping;

import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.lang.hold.*;

/** Functions, threads and labels as the places that claims are about. */
public final class Places {
    private Places() {
    }

    /** The function, thread, init or finally block that an element stands in, or null. */
    public static EObject body(EObject element) {
        for (EObject at = element; at != null; at = at.eContainer()) {
            if (at instanceof FunctionDeclaration || at instanceof ThreadDeclaration || at instanceof InitBlock || at instanceof FinallyBlock) {
                return at;
            }
        }
        return null;
    }

    /** The functions and threads whose locals a claim may name. */
    static Set<EObject> bodies(Claim claim) {
        Set<EObject> bodies = new LinkedHashSet<>();
        switch (claim.getExtent()) {
            case InExtent in -> add(in.getPlace(), bodies);
            case AtExtent at -> add(at.getPlace(), bodies);
            case BetweenExtent between -> {
                add(between.getFrom(), bodies);
                add(between.getTo(), bodies);
            }
            case null, default -> add(claim.getPlace(), bodies);
        }
        return bodies;
    }

    private static void add(PlaceReference reference, Set<EObject> bodies) {
        Place place = reference == null ? null : reference.getPlace();
        EObject body = place == null || place.eIsProxy() ? null : body(place);
        if (body != null) {
            bodies.add(body);
        }
    }
}
