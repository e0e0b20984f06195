package org.holdfast.ui.views;

import java.util.Comparator;
import java.util.Optional;

import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.IEditorPart;
import org.holdfast.ide.check.Diagnostic;
import org.holdfast.ide.check.Diagnostics;
import org.holdfast.ui.editor.Editors;

/** The diagnostic that somebody means who asks in an editor: the one at the caret, or else the first in its line. */
final class AtCaret {

    private AtCaret() {
    }

    static Optional<Diagnostic> of(IEditorPart editor) {
        Optional<Diagnostics> found = Editors.session(editor).flatMap(session -> session.diagnostics());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Point selection = Editors.viewer(editor).orElseThrow().getSelectedRange();
        int line = Editors.session(editor).orElseThrow().current().line(selection.x) + 1;
        String name = Editors.session(editor).orElseThrow().current().name();
        return found.get().in(name).stream().filter(d -> d.range().line() <= line && d.range().endLine() >= line)
                .min(Comparator.comparing((Diagnostic d) -> d.range().offset() > selection.x || d.range().end() < selection.x).thenComparing(Diagnostic::severity));
    }
}
