package org.holdfast.ui.search;

import java.nio.file.Path;

import org.eclipse.core.resources.IFile;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.search.ui.ISearchQuery;
import org.eclipse.search.ui.text.AbstractTextSearchResult;
import org.eclipse.search.ui.text.IEditorMatchAdapter;
import org.eclipse.search.ui.text.IFileMatchAdapter;
import org.eclipse.search.ui.text.Match;
import org.eclipse.ui.IEditorPart;
import org.holdfast.ide.text.References.Reference;
import org.holdfast.ui.Icons;
import org.holdfast.ui.Places;

/** The references that were found: each one is an element with one match, the place it stands at. */
final class ReferencesResult extends AbstractTextSearchResult implements IEditorMatchAdapter, IFileMatchAdapter {

    private final ReferencesQuery query;

    ReferencesResult(ReferencesQuery query) {
        this.query = query;
    }

    @Override
    public String getLabel() {
        int count = getMatchCount();
        return "'" + query.name() + "' \u2013 " + (count == 1 ? "1 reference" : count + " references");
    }

    @Override
    public String getTooltip() {
        return getLabel();
    }

    @Override
    public ImageDescriptor getImageDescriptor() {
        return Icons.SCENARIO.descriptor();
    }

    @Override
    public ISearchQuery getQuery() {
        return query;
    }

    @Override
    public IEditorMatchAdapter getEditorMatchAdapter() {
        return this;
    }

    @Override
    public IFileMatchAdapter getFileMatchAdapter() {
        return this;
    }

    @Override
    public boolean isShownInEditor(Match match, IEditorPart editor) {
        return Places.path(editor.getEditorInput()).filter(path -> path.equals(Path.of(reference(match).range().file()))).isPresent();
    }

    @Override
    public Match[] computeContainedMatches(AbstractTextSearchResult result, IEditorPart editor) {
        return Places.path(editor.getEditorInput()).map(this::in).orElseGet(() -> new Match[0]);
    }

    @Override
    public Match[] computeContainedMatches(AbstractTextSearchResult result, IFile file) {
        return file.getLocation() == null ? new Match[0] : in(file.getLocation().toPath());
    }

    @Override
    public IFile getFile(Object element) {
        return element instanceof Reference reference ? Places.file(Path.of(reference.range().file())).orElse(null) : null;
    }

    private Match[] in(Path file) {
        return java.util.Arrays.stream(getElements()).filter(element -> Path.of(((Reference) element).range().file()).equals(file))
                .flatMap(element -> java.util.Arrays.stream(getMatches(element))).toArray(Match[]::new);
    }

    private static Reference reference(Match match) {
        return (Reference) match.getElement();
    }
}
