package org.holdfast.ui.search;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider.IStyledLabelProvider;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.search.ui.text.AbstractTextSearchViewPage;
import org.eclipse.search.ui.text.Match;
import org.eclipse.swt.graphics.Image;
import org.eclipse.ui.PartInitException;
import org.holdfast.ide.text.Occurrences;
import org.holdfast.ide.text.References.Reference;
import org.holdfast.ui.Icons;
import org.holdfast.ui.Places;

/** Shows references by file, each with its line. */
public final class ReferencesPage extends AbstractTextSearchViewPage {

    /** A file with its references, as a node of the tree. */
    private record InFile(String file, List<Reference> references) {
    }

    public ReferencesPage() {
        super(FLAG_LAYOUT_TREE);
    }

    @Override
    protected void configureTreeViewer(TreeViewer viewer) {
        viewer.setContentProvider(new Tree());
        viewer.setLabelProvider(new DelegatingStyledCellLabelProvider(new Labels()));
        viewer.setAutoExpandLevel(2);
    }

    @Override
    protected void configureTableViewer(TableViewer viewer) {
        throw new UnsupportedOperationException("references are shown as a tree only");
    }

    @Override
    protected void elementsChanged(Object[] objects) {
        getViewer().refresh();
        ((TreeViewer) getViewer()).expandToLevel(2);
    }

    @Override
    protected void clear() {
        getViewer().refresh();
    }

    @Override
    protected void showMatch(Match match, int offset, int length, boolean activate) throws PartInitException {
        Places.open(getSite().getPage(), ((Reference) match.getElement()).range());
    }

    private static List<InFile> files(ReferencesResult result) {
        Map<String, List<Reference>> byFile = Arrays.stream(result.getElements()).map(Reference.class::cast)
                .sorted(java.util.Comparator.comparing((Reference each) -> each.range().file()).thenComparing(each -> each.range().offset()))
                .collect(Collectors.groupingBy(each -> each.range().file(), LinkedHashMap::new, Collectors.toList()));
        return byFile.entrySet().stream().map(entry -> new InFile(entry.getKey(), entry.getValue())).toList();
    }

    private static final class Tree implements ITreeContentProvider {
        @Override
        public Object[] getElements(Object input) {
            return input instanceof ReferencesResult result ? files(result).toArray() : new Object[0];
        }

        @Override
        public Object[] getChildren(Object element) {
            return element instanceof InFile file ? file.references().toArray() : new Object[0];
        }

        @Override
        public Object getParent(Object element) {
            return null;
        }

        @Override
        public boolean hasChildren(Object element) {
            return element instanceof InFile;
        }
    }

    private static final class Labels extends LabelProvider implements IStyledLabelProvider {
        @Override
        public StyledString getStyledText(Object element) {
            return switch (element) {
                case InFile file -> new StyledString(Places.file(Path.of(file.file())).map(each -> each.getFullPath().makeRelative().toString()).orElse(file.file()))
                        .append(" (" + file.references().size() + ")", StyledString.COUNTER_STYLER);
                case Reference reference -> new StyledString(reference.range().line() + ": ", StyledString.QUALIFIER_STYLER).append(reference.line());
                default -> new StyledString();
            };
        }

        @Override
        public Image getImage(Object element) {
            return switch (element) {
                case InFile file -> file.file().startsWith("kernel/") ? Icons.LIBRARY.image() : Icons.SCENARIO.image();
                case Reference reference when reference.kind() == Occurrences.Kind.DECLARATION -> Icons.TYPE.image();
                case Reference reference when reference.kind() == Occurrences.Kind.WRITE -> Icons.PARAMETER.image();
                default -> Icons.LOCAL.image();
            };
        }
    }
}
