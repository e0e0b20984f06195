package org.holdfast.lang.validation;

import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.scoping.HoldResource;

/** Checks one revision of a file that was parsed without errors and linked. */
public final class Checker {
    private Checker() {
    }

    /**
     * @param unresolved what linking left without a target
     * @param library    whether the file is part of the kernel library
     * @param revisions  of the scenario; empty for a library
     */
    public static List<Found> check(HoldResource resource, List<HoldResource.Unresolved> unresolved, boolean library, List<String> revisions) {
        Check check = new Check(resource, library, revisions);
        new NameChecks(check).check(unresolved);
        Refusals refusals = new Refusals(check);
        ExpressionChecks expressions = new ExpressionChecks(check);
        CallChecks calls = new CallChecks(check, expressions);
        DeclarationChecks declarations = new DeclarationChecks(check);
        StatementChecks statements = new StatementChecks(check);
        AnnotationChecks annotations = new AnnotationChecks(check);
        for (EObject element : EcoreUtil2.eAllContents(resource.file())) {
            refusals.check(element);
            expressions.check(element);
            if (element instanceof CallExpression call) {
                calls.check(call);
            }
            declarations.check(element);
            statements.check(element);
            annotations.check(element);
        }
        new Duplicates(check).check();
        new ScenarioChecks(check).check();
        new Recursion(check).check();
        return check.found();
    }
}
