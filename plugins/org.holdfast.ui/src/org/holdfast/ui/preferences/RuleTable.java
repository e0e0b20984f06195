package org.holdfast.ui.preferences;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.ComboBoxCellEditor;
import org.eclipse.jface.viewers.EditingSupport;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerFilter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rules.Rules;
import org.holdfast.ui.Icons;

/** All rules with how serious each is, to be searched and changed, and what the selected one is about. */
final class RuleTable extends Composite {

    private static final String AS_IT_SAYS = "";

    private final List<Card> cards = Rules.ALL.stream().map(Rule::card).sorted(java.util.Comparator.comparing(Card::id)).toList();
    /** By rule; what is not in it is as the rule says. */
    private final Map<String, String> chosen = new TreeMap<>();
    private final List<String> values = Stream.concat(Stream.of(AS_IT_SAYS), Stream.concat(Stream.of(Severity.values()).map(Choices::key), Stream.of(Choices.IGNORE))).toList();
    private final Text filter;
    private final TableViewer table;

    RuleTable(Composite parent) {
        super(parent, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        setLayout(layout);
        filter = new Text(this, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        filter.setMessage("Search rules by name or by what they say");
        GridDataFactory.fillDefaults().grab(true, false).applyTo(filter);
        Composite box = new Composite(this, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).hint(560, 240).applyTo(box);
        TableColumnLayout columns = new TableColumnLayout();
        box.setLayout(columns);
        table = new TableViewer(box, SWT.SINGLE | SWT.BORDER | SWT.FULL_SELECTION | SWT.V_SCROLL);
        table.getTable().setHeaderVisible(true);
        table.setContentProvider(ArrayContentProvider.getInstance());
        ColumnViewerToolTipSupport.enableFor(table);
        column(columns, "Rule", 5, new Labels() {
            @Override
            public String getText(Object element) {
                return ((Card) element).id();
            }

            @Override
            public Image getImage(Object element) {
                return icon(((Card) element)).image();
            }
        });
        column(columns, "Group", 2, new Labels() {
            @Override
            public String getText(Object element) {
                return ((Card) element).group().name().toLowerCase(Locale.ROOT);
            }
        });
        column(columns, "Severity", 3, new Labels() {
            @Override
            public String getText(Object element) {
                return label((Card) element, chosen.getOrDefault(((Card) element).id(), AS_IT_SAYS));
            }
        }).setEditingSupport(new Choosing());
        StyledText about = new StyledText(this, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER);
        about.setMargins(6, 4, 6, 4);
        about.setAlwaysShowScrollBars(false);
        GridDataFactory.fillDefaults().grab(true, false).hint(560, 84).applyTo(about);
        table.addSelectionChangedListener(event -> about
                .setText(event.getStructuredSelection().getFirstElement() instanceof Card card ? card.title() + "\n" + card.why() : ""));
        table.addFilter(new ViewerFilter() {
            @Override
            public boolean select(Viewer viewer, Object parentElement, Object element) {
                return fits((Card) element);
            }
        });
        filter.addModifyListener(event -> table.refresh());
        table.setInput(cards);
    }

    private boolean fits(Card card) {
        String sought = filter.getText().trim().toLowerCase(Locale.ROOT);
        return (card.id() + " " + card.title() + " " + card.why()).toLowerCase(Locale.ROOT).contains(sought);
    }

    /** What is chosen, by rule; for rules that are as they say, nothing. */
    Map<String, String> chosen() {
        return Map.copyOf(chosen);
    }

    void choose(Map<String, String> severities) {
        chosen.clear();
        chosen.putAll(severities);
        table.refresh();
    }

    private TableViewerColumn column(TableColumnLayout layout, String title, int weight, ColumnLabelProvider labels) {
        TableViewerColumn column = new TableViewerColumn(table, SWT.NONE);
        column.getColumn().setText(title);
        column.setLabelProvider(labels);
        layout.setColumnData(column.getColumn(), new ColumnWeightData(weight));
        return column;
    }

    private static String label(Card card, String value) {
        return value.equals(AS_IT_SAYS) ? Choices.key(card.severity()) + " (default)" : value;
    }

    private Icons icon(Card card) {
        String value = chosen.getOrDefault(card.id(), Choices.key(card.severity()));
        return value.equals(Choices.key(Severity.ERROR)) ? Icons.FINDING : value.equals(Choices.key(Severity.WARNING)) ? Icons.WARNING
                : value.equals(Choices.IGNORE) ? Icons.RULE : Icons.INFO;
    }

    /** Every cell says under the mouse what the rule reports. */
    private abstract static class Labels extends ColumnLabelProvider {
        @Override
        public String getToolTipText(Object element) {
            return ((Card) element).title();
        }
    }

    private final class Choosing extends EditingSupport {
        Choosing() {
            super(table);
        }

        @Override
        protected ComboBoxCellEditor getCellEditor(Object element) {
            String[] labels = values.stream().map(value -> label((Card) element, value)).toArray(String[]::new);
            ComboBoxCellEditor editor = new ComboBoxCellEditor(table.getTable(), labels, SWT.READ_ONLY);
            editor.setActivationStyle(ComboBoxCellEditor.DROP_DOWN_ON_MOUSE_ACTIVATION);
            return editor;
        }

        @Override
        protected boolean canEdit(Object element) {
            return true;
        }

        @Override
        protected Object getValue(Object element) {
            return values.indexOf(chosen.getOrDefault(((Card) element).id(), AS_IT_SAYS));
        }

        @Override
        protected void setValue(Object element, Object value) {
            String severity = values.get(Math.max(0, (Integer) value));
            if (severity.equals(AS_IT_SAYS)) {
                chosen.remove(((Card) element).id());
            } else {
                chosen.put(((Card) element).id(), severity);
            }
            table.update(element, null);
        }
    }
}
