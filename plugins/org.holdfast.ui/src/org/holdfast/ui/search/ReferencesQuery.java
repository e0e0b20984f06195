package org.holdfast.ui.search;

import java.util.List;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.search.ui.ISearchQuery;
import org.eclipse.search.ui.ISearchResult;
import org.eclipse.search.ui.text.Match;
import org.holdfast.ide.Document;
import org.holdfast.ide.text.Occurrences;
import org.holdfast.ide.text.References;
import org.holdfast.ui.Holdfast;

/** The search for what means the same as the name at a place. */
final class ReferencesQuery implements ISearchQuery {

    private final Document document;
    private final int offset;
    private final String name;
    private final ReferencesResult result = new ReferencesResult(this);

    ReferencesQuery(Document document, int offset) {
        this.document = document;
        this.offset = offset;
        name = Occurrences.at(document, offset).stream().findFirst()
                .map(each -> document.text().substring(each.offset(), each.offset() + each.length())).orElse("nothing");
    }

    /** What is looked for. */
    String name() {
        return name;
    }

    @Override
    public IStatus run(IProgressMonitor monitor) {
        List<References.Reference> found = References.at(Holdfast.documents(), document, offset);
        result.removeAll();
        result.addMatches(found.stream().map(each -> new Match(each, each.range().offset(), each.range().length())).toArray(Match[]::new));
        return Status.OK_STATUS;
    }

    @Override
    public String getLabel() {
        return "References to " + name;
    }

    @Override
    public boolean canRerun() {
        return true;
    }

    @Override
    public boolean canRunInBackground() {
        return true;
    }

    @Override
    public ISearchResult getSearchResult() {
        return result;
    }
}
