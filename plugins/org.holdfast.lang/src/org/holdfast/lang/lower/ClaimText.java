package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Program;
import org.holdfast.lang.hold.AtExtent;
import org.holdfast.lang.hold.BetweenExtent;
import org.holdfast.lang.hold.Claim;
import org.holdfast.lang.hold.ClaimKind;
import org.holdfast.lang.hold.Element;
import org.holdfast.lang.hold.Extent;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.InExtent;
import org.holdfast.lang.hold.Label;
import org.holdfast.lang.hold.Place;
import org.holdfast.lang.hold.PlaceReference;
import org.holdfast.lang.hold.ScenarioFile;
import org.holdfast.lang.hold.ThreadDeclaration;

/**
 * A claim of the revision, with where it is judged.
 *
 * @param inside  a function or thread: as long as somebody is in it; or null
 * @param at      a label, or a function or thread for its entry; or null
 * @param from    with {@code to}: from one place to the other; or null
 */
record ClaimText(Claim claim, EObject inside, EObject at, EObject from, EObject to) {

    static List<ClaimText> of(Module module, Input input) {
        List<ClaimText> claims = new ArrayList<>();
        for (ScenarioFile file : input.includes()) {
            collect(module, input, file, claims);
        }
        collect(module, input, input.scenario(), claims);
        return claims;
    }

    private static void collect(Module module, Input input, ScenarioFile file, List<ClaimText> claims) {
        for (Element element : file.getElements()) {
            if (element instanceof Claim claim && (claim.getRevisions().isEmpty() || claim.getRevisions().contains(input.revision()))) {
                ClaimText text = of(module, claim);
                if (text != null) {
                    claims.add(text);
                }
            }
        }
    }

    private static ClaimText of(Module module, Claim claim) {
        if (claim.getKind() == ClaimKind.UNREACHABLE) {
            EObject place = place(module, claim.getPlace());
            return place == null ? null : new ClaimText(claim, null, place, null, null);
        }
        Extent extent = claim.getExtent();
        return switch (extent) {
        case InExtent e -> {
            EObject place = place(module, e.getPlace());
            yield place == null ? null : place instanceof Label ? new ClaimText(claim, null, place, null, null)
                    : new ClaimText(claim, place, null, null, null);
        }
        case AtExtent e -> {
            EObject place = place(module, e.getPlace());
            yield place == null ? null : new ClaimText(claim, null, place, null, null);
        }
        case BetweenExtent e -> {
            EObject from = place(module, e.getFrom());
            EObject to = place(module, e.getTo());
            yield from == null || to == null ? null : new ClaimText(claim, null, null, from, to);
        }
        case null, default -> new ClaimText(claim, null, null, null, null);
        };
    }

    private static EObject place(Module module, PlaceReference reference) {
        Place place = reference == null ? null : reference.getPlace();
        if (place == null || place.eIsProxy()) {
            module.refuse(reference, "unknown-name", "there is no function, thread or label of that name");
            return null;
        }
        return place instanceof FunctionDeclaration f ? module.declarations().definition(f) : place;
    }

    /** Judged in every state. */
    boolean everywhere() {
        return claim.getKind() != ClaimKind.UNREACHABLE && inside == null && at == null && from == null;
    }

    Program.Claim program(Module module) {
        Program.Claim.Form form = switch (claim.getKind()) {
        case NEVER -> Program.Claim.Form.NEVER;
        case ALWAYS -> Program.Claim.Form.ALWAYS;
        case UNREACHABLE -> Program.Claim.Form.UNREACHABLE;
        };
        String condition = claim.getCondition() == null ? form.name().toLowerCase(Locale.ROOT) + " " + module.texts().text(claim.getPlace())
                : module.texts().text(claim.getCondition());
        String text = claim.getTitle() == null ? condition : Initializers.unquoted(claim.getTitle());
        return new Program.Claim(claim.getName(), form, text, module.texts().range(claim));
    }

    /** Whether the place is a thread, or a label in one. */
    boolean concerns(ThreadDeclaration thread) {
        return inside == thread || at == thread;
    }
}
