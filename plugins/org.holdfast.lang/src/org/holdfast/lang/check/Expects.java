package org.holdfast.lang.check;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.nodemodel.ICompositeNode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.holdfast.engine.program.Range;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.hold.Element;
import org.holdfast.lang.hold.Expectation;
import org.holdfast.lang.hold.ScenarioHeader;

/** What of the model concerns the check as a whole: {@code expect} lines and the header. */
final class Expects {
    private Expects() {
    }

    /** Those of each revision as it reads the file, so that an {@code expect} line can have a mark itself. */
    static Expectations of(LoadedFile file) {
        List<Expectations.Expected> out = new ArrayList<>();
        for (LoadedRevision revision : file.revisions()) {
            for (Element element : revision.model().getElements()) {
                if (element instanceof Expectation e && revision.name().equals(e.getRevision())) {
                    out.add(new Expectations.Expected(e.getRevision(),
                            e.getItems().stream().map(i -> new Expectations.Item(i.getRules(), i.isOptional())).toList(), range(file, e)));
                }
            }
        }
        return new Expectations(out);
    }

    /** The scenario's header, for what concerns it as a whole. */
    static Range header(LoadedFile file) {
        return file.revisions().stream().flatMap(r -> r.model().getElements().stream()).filter(ScenarioHeader.class::isInstance).findFirst()
                .map(e -> range(file, e)).orElseGet(() -> file.range(0, 0));
    }

    private static Range range(LoadedFile file, EObject element) {
        ICompositeNode node = NodeModelUtils.findActualNodeFor(element);
        return node == null ? file.range(0, 0) : file.range(node.getOffset(), node.getLength());
    }
}
