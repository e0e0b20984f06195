package org.holdfast.ui.fix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.Status;
import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;
import org.holdfast.ide.check.Action;
import org.holdfast.ide.check.Actions;
import org.holdfast.ide.check.Diagnostic;
import org.holdfast.ide.check.Diagnostics;
import org.holdfast.ide.check.Preview;
import org.holdfast.ide.text.Doc;
import org.holdfast.lang.check.Check;
import org.holdfast.lang.check.Settings;
import org.holdfast.ui.Changes;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.Places;
import org.holdfast.ui.build.Markers;
import org.holdfast.ui.preferences.Choices;
import org.osgi.service.prefs.BackingStoreException;

/** From a diagnostic or its marker to what can be done, and doing it. */
public final class Fixes {

    private static final Actions ACTIONS = new Actions(Holdfast.documents());

    /** Something that can be done about a diagnostic of a text. */
    public record Fix(Document document, Diagnostic diagnostic, Action action) {
    }

    private Fixes() {
    }

    /** At once, whatever the thread. */
    public static List<Fix> of(Document document, Diagnostics diagnostics, Diagnostic diagnostic) {
        return ACTIONS.of(document, diagnostics, diagnostic).stream().map(action -> new Fix(document, diagnostic, action)).toList();
    }

    /**
     * What can be done about a marker, in the scenario as it is now, saved or not. Nothing is explored for it: of what has changed since it was checked only the
     * verdicts that are known count.
     */
    static List<Fix> of(IMarker marker) {
        Optional<Document> document = Markers.scenario(marker).map(IFile::getLocation).flatMap(location -> Holdfast.documents().read(location.toPath()));
        if (document.isEmpty()) {
            return List.of();
        }
        Diagnostics diagnostics = known(document.get());
        return diagnostic(marker, diagnostics).map(d -> of(document.get(), diagnostics, d)).orElse(List.of());
    }

    private static Diagnostics known(Document document) {
        Choices choices = Choices.of(project(document));
        Check check = Holdfast.documents().checker(document.path()).start(document.file(), choices.settings());
        return Diagnostics.of(document.version(), Diagnostics.Phase.FLOW, check.atOnce(), choices.severities());
    }

    private static Optional<Diagnostic> diagnostic(IMarker marker, Diagnostics diagnostics) {
        List<Diagnostic> same = diagnostics.all().stream().filter(d -> d.rule().equals(marker.getAttribute(Markers.RULE, ""))).toList();
        String message = marker.getAttribute(IMarker.MESSAGE, "");
        int start = marker.getAttribute(IMarker.CHAR_START, -1);
        return same.stream().filter(d -> d.range().offset() == start && message.equals(d.message())).findFirst()
                .or(() -> same.stream().filter(d -> message.equals(d.message())).findFirst()).or(() -> same.stream().filter(d -> d.range().offset() == start).findFirst());
    }

    static IProject project(Document document) {
        return Places.file(document.path()).map(IFile::getProject).orElse(null);
    }

    /** Does what the fixes say, which are of one text; edits that would touch what another one has changed are left out. In the thread of the user interface. */
    public static void apply(List<Fix> fixes, IProgressMonitor monitor) throws CoreException {
        List<Edit> edits = new ArrayList<>();
        for (Fix fix : fixes) {
            switch (fix.action()) {
                case Action.Change change -> {
                    if (!isCurrent(fix.document())) {
                        throw new CoreException(Status.error("The text has changed; ask again"));
                    }
                    if (change.edits().stream().noneMatch(e -> edits.stream().anyMatch(other -> touches(e, other)))) {
                        edits.addAll(change.edits());
                    }
                }
                case Action.SetSeverity set -> choose(project(fix.document()), set);
            }
        }
        if (!edits.isEmpty()) {
            Changes.apply(edits, monitor);
        }
    }

    private static boolean isCurrent(Document document) {
        return Holdfast.documents().read(document.path()).filter(now -> now.text().equals(document.text())).isPresent();
    }

    private static boolean touches(Edit a, Edit b) {
        return a.file().equals(b.file()) && a.offset() <= b.offset() + b.length() && b.offset() <= a.offset() + a.length();
    }

    private static void choose(IProject project, Action.SetSeverity set) throws CoreException {
        try {
            Choices.setSeverity(project, set.rule(), set.severity());
            Holdfast.preferences().firePropertyChangeEvent(Choices.SEVERITY + set.rule(), null, Choices.key(set.severity())); // editors check again
        } catch (BackingStoreException e) {
            throw new CoreException(Status.error("Cannot save the choice", e));
        }
    }

    /** What a change comes to; takes as long as a check. Another choice has nothing to show. */
    static Doc preview(Fix fix, Settings settings) {
        if (!(fix.action() instanceof Action.Change change)) {
            return new Doc(List.of(paragraph(fix.action().title() + ", in " + project(fix.document()).getName())));
        }
        List<Doc.Block> blocks = new ArrayList<>();
        if (!change.remark().isEmpty()) {
            blocks.add(paragraph(change.remark()));
        }
        Preview preview = ACTIONS.preview(fix.document(), change, settings);
        blocks.add(new Doc.Code(preview.diff()));
        if (!preview.after().revisions().isEmpty()) {
            blocks.add(paragraph("Afterwards:"));
            blocks.add(new Doc.Code(preview.matrix()));
        }
        return new Doc(blocks);
    }

    private static Doc.Paragraph paragraph(String text) {
        return new Doc.Paragraph(List.of(new Doc.Plain(text)));
    }
}
