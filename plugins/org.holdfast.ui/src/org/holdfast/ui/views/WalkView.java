package org.holdfast.ui.views;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.FileLocator;
import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.part.ViewPart;
import org.holdfast.ui.Holdfast;
import org.osgi.framework.Bundle;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The walk through a review: the steps of the cheat sheet, for a workbench whose own cheat sheets do not open because it has no help. */
public final class WalkView extends ViewPart {

    public static final String ID = Holdfast.ID + ".views.walk";
    private static final String DOC = "org.holdfast.doc";
    private static final String SHEET = "cheatsheets/nfsd.xml";
    private static final int INDENT = 24;
    private static final int NARROW = 140;

    /** {@code command}: a serialized command that does the step, if there is one. */
    private record Step(String title, String text, Optional<String> command) {
    }

    private ScrolledComposite scrolled;
    private Composite all;

    @Override
    public void createPartControl(Composite parent) {
        scrolled = new ScrolledComposite(parent, SWT.V_SCROLL);
        scrolled.setExpandHorizontal(true);
        scrolled.setExpandVertical(true);
        all = new Composite(scrolled, SWT.NONE);
        all.setLayout(new GridLayout());
        try {
            List<Step> steps = steps();
            for (int i = 0; i < steps.size(); i++) {
                add(steps.get(i), i);
            }
        } catch (IOException | SAXException | ParserConfigurationException e) {
            Holdfast.log("Cannot read the walk", e);
            label("The walk stands in the bundle " + DOC + ", which is not installed.", false, 0);
        }
        scrolled.setContent(all);
        scrolled.addListener(SWT.Resize, event -> fit());
    }

    private void fit() {
        int width = Math.max(NARROW, scrolled.getClientArea().width);
        scrolled.setMinSize(NARROW, all.computeSize(width, SWT.DEFAULT).y);
    }

    private void add(Step step, int number) {
        label(number == 0 ? step.title() : number + ". " + step.title(), true, 0);
        label(step.text(), false, number == 0 ? 0 : INDENT);
        step.command().ifPresent(command -> {
            Button button = new Button(all, SWT.PUSH);
            button.setText("Do it");
            button.setToolTipText(step.title());
            GridData data = new GridData(SWT.LEFT, SWT.TOP, false, false);
            data.horizontalIndent = INDENT;
            button.setLayoutData(data);
            button.addListener(SWT.Selection, event -> run(command));
        });
    }

    private void label(String text, boolean strong, int indent) {
        Label label = new Label(all, SWT.WRAP);
        label.setText(text.replace("&", "&&"));
        if (strong) {
            label.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        }
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.horizontalIndent = indent;
        data.widthHint = NARROW - indent;
        label.setLayoutData(data);
    }

    private void run(String command) {
        try {
            getSite().getService(IHandlerService.class).executeCommand(getSite().getService(ICommandService.class).deserialize(command), null);
        } catch (CommandException e) {
            Holdfast.log("Cannot do " + command, e);
        }
    }

    /** The introduction, then the steps. */
    private static List<Step> steps() throws IOException, SAXException, ParserConfigurationException {
        Bundle doc = Platform.getBundle(DOC);
        if (doc == null) {
            throw new IOException("no bundle " + DOC);
        }
        try (InputStream in = FileLocator.openStream(doc, IPath.fromPortableString(SHEET), false)) {
            Element sheet = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(in).getDocumentElement();
            List<Step> steps = new ArrayList<>();
            steps.add(new Step(sheet.getAttribute("title"), text((Element) sheet.getElementsByTagName("intro").item(0)), Optional.empty()));
            NodeList items = sheet.getElementsByTagName("item");
            for (int i = 0; i < items.getLength(); i++) {
                Element item = (Element) items.item(i);
                Element command = (Element) item.getElementsByTagName("command").item(0);
                steps.add(new Step(item.getAttribute("title"), text(item), Optional.ofNullable(command).map(c -> c.getAttribute("serialization"))));
            }
            return steps;
        }
    }

    private static String text(Element of) {
        return of.getElementsByTagName("description").item(0).getTextContent().strip();
    }

    @Override
    public void setFocus() {
        all.setFocus();
    }
}
