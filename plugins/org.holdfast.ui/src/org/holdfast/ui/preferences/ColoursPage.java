package org.holdfast.ui.preferences;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.preference.ColorSelector;
import org.eclipse.jface.preference.IPreferenceStore;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.holdfast.ide.text.Tokens.Kind;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.editor.Palette;
import org.holdfast.ui.editor.Palette.Ink;

/** The colours of scenarios. Each line of the list looks as its kind of word does. */
public final class ColoursPage extends PreferencePage implements IWorkbenchPreferencePage {

    /** Something that has a colour. */
    private record Item(String key, String name, boolean isGround) {
    }

    private final Map<String, Ink> inks = new LinkedHashMap<>();
    private TableViewer list;
    private ColorSelector colour;
    private Button bold;
    private Button italic;

    @Override
    public void init(IWorkbench workbench) {
        setPreferenceStore(Holdfast.preferences());
        setDescription("What is set here holds in every theme; what is not has a colour for light and another for dark ground.");
    }

    private static List<Item> items() {
        List<Item> items = new ArrayList<>();
        Stream.of(Kind.values()).map(kind -> new Item(Palette.key(kind), name(kind), false)).forEach(items::add);
        items.add(new Item(Palette.ADDED_LINES, "Ground of added lines", true));
        items.add(new Item(Palette.REMOVED_LINES, "Ground of removed lines", true));
        return items;
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case KEYWORD -> "Keyword";
            case SCENARIO_WORD -> "Word of scenarios";
            case DIRECTIVE -> "#include, #define";
            case TYPE -> "Type";
            case KERNEL_TYPE -> "Type of the kernel";
            case FUNCTION -> "Function";
            case KERNEL_FUNCTION -> "Function of the kernel";
            case CONSTANT -> "Constant";
            case ANNOTATION -> "Annotation";
            case LOCK -> "Lock";
            case REFERENCE -> "Reference count";
            case VARIABLE -> "Variable";
            case PARAMETER -> "Parameter";
            case FIELD -> "Field";
            case LABEL -> "Label, thread, claim";
            case REVISION -> "Revision";
            case RULE -> "Rule";
            case STRING -> "String";
            case NUMBER -> "Number";
            case COMMENT -> "Comment";
            case SUPPRESSION -> "Comment that allows a finding";
            case MARK_ADDED -> "Mark of an added line";
            case MARK_REMOVED -> "Mark of a removed line";
            case DIFF_HEADER -> "Header of a diff";
        };
    }

    @Override
    protected Control createContents(Composite parent) {
        read(getPreferenceStore(), false);
        Composite area = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        area.setLayout(layout);
        list = new TableViewer(area, SWT.SINGLE | SWT.BORDER | SWT.V_SCROLL);
        GridDataFactory.fillDefaults().grab(true, true).hint(260, 360).applyTo(list.getControl());
        list.setContentProvider(ArrayContentProvider.getInstance());
        list.setLabelProvider(new Labels());
        list.setInput(items());
        Composite side = new Composite(area, SWT.NONE);
        side.setLayout(new GridLayout(2, false));
        side.setLayoutData(new org.eclipse.swt.layout.GridData(SWT.FILL, SWT.TOP, false, false));
        new Label(side, SWT.NONE).setText("Colour:");
        colour = new ColorSelector(side);
        colour.addListener(event -> choose());
        bold = box(side, "Bold");
        italic = box(side, "Italic");
        list.addSelectionChangedListener(event -> show());
        list.setSelection(new StructuredSelection(items().getFirst()));
        return area;
    }

    private Button box(Composite parent, String label) {
        Button box = new Button(parent, SWT.CHECK);
        box.setText(label);
        GridDataFactory.fillDefaults().span(2, 1).applyTo(box);
        box.addListener(SWT.Selection, event -> choose());
        return box;
    }

    private void read(IPreferenceStore store, boolean defaults) {
        items().forEach(item -> inks.put(item.key(), Ink.of(defaults ? store.getDefaultString(item.key()) : store.getString(item.key()))));
    }

    private Item selected() {
        return (Item) list.getStructuredSelection().getFirstElement();
    }

    private void show() {
        Item item = selected();
        if (item != null) {
            Ink ink = inks.get(item.key());
            colour.setColorValue(ink.colour());
            bold.setSelection(ink.bold());
            italic.setSelection(ink.italic());
            bold.setEnabled(!item.isGround());
            italic.setEnabled(!item.isGround());
        }
    }

    private void choose() {
        Item item = selected();
        if (item != null) {
            inks.put(item.key(), new Ink(colour.getColorValue(), bold.getSelection(), italic.getSelection()));
            list.update(item, null);
        }
    }

    @Override
    protected void performDefaults() {
        read(getPreferenceStore(), true);
        list.refresh();
        show();
        super.performDefaults();
    }

    @Override
    public boolean performOk() {
        inks.forEach((key, ink) -> getPreferenceStore().setValue(key, ink.toString()));
        return true;
    }

    private final class Labels extends ColumnLabelProvider {
        @Override
        public String getText(Object element) {
            return ((Item) element).name();
        }

        @Override
        public Color getForeground(Object element) {
            Item item = (Item) element;
            return item.isGround() ? null : new Color(inks.get(item.key()).colour());
        }

        @Override
        public Color getBackground(Object element) {
            Item item = (Item) element;
            return item.isGround() ? new Color(inks.get(item.key()).colour()) : null;
        }

        @Override
        public Font getFont(Object element) {
            Ink ink = inks.get(((Item) element).key());
            return ink.bold() ? JFaceResources.getFontRegistry().getBold(JFaceResources.TEXT_FONT)
                    : ink.italic() ? JFaceResources.getFontRegistry().getItalic(JFaceResources.TEXT_FONT) : JFaceResources.getTextFont();
        }
    }
}
