package org.holdfast.ui.editor;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jface.resource.JFaceColors;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.widgets.Display;
import org.holdfast.engine.program.Range;
import org.holdfast.ide.text.Doc;

/** Lays a {@link Doc} out as styled text, which needs no browser. */
final class DocPainter {

    /** A stretch of the text that does something when it is clicked. */
    record Active(int offset, int length, Runnable action) {
    }

    /** What a link to a place does. */
    interface Opener {
        void open(Range range);
    }

    /** Pixels. */
    private static final int BETWEEN_BLOCKS = 7;

    private final StringBuilder text = new StringBuilder();
    private final List<StyleRange> styles = new ArrayList<>();
    private final List<Active> actives = new ArrayList<>();
    private final List<Integer> bullets = new ArrayList<>();
    private final List<Integer> blocks = new ArrayList<>();
    private int actions;
    private final Opener opener;
    private final Font code;

    DocPainter(Opener opener) {
        this.opener = opener;
        code = JFaceResources.getTextFont();
    }

    DocPainter add(Doc doc) {
        for (Doc.Block block : doc.blocks()) {
            gap();
            switch (block) {
                case Doc.Paragraph p -> paragraph(p);
                case Doc.Bullets b -> b.items().forEach(this::bullet);
                case Doc.Code c -> code(c);
            }
        }
        return this;
    }

    /** A line of its own that does something. */
    DocPainter action(String label, Runnable action) {
        if (actions == 0) {
            gap();
        }
        actions++;
        newLine();
        link(label, action);
        return this;
    }

    /** Blocks are set off from each other by some space, which is no line. */
    private void gap() {
        newLine();
        blocks.add(text.length());
    }

    private void newLine() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    private void bullet(Doc.Paragraph item) {
        newLine();
        bullets.add(text.length());
        text.append("\u2022 ");
        paragraph(item);
    }

    private void paragraph(Doc.Paragraph paragraph) {
        for (Doc.Span span : paragraph.spans()) {
            int start = text.length();
            switch (span) {
                case Doc.Plain p -> text.append(p.text());
                case Doc.Strong s -> {
                    text.append(s.text());
                    styles.add(new StyleRange(start, s.text().length(), null, null, SWT.BOLD));
                }
                case Doc.Word w -> {
                    text.append(w.text());
                    styles.add(inCode(start));
                }
                case Doc.Link l -> link(l.text(), () -> opener.open(l.target()));
            }
        }
    }

    private void link(String label, Runnable action) {
        int start = text.length();
        text.append(label);
        StyleRange style = new StyleRange();
        style.start = start;
        style.length = label.length();
        style.underline = true;
        style.underlineStyle = SWT.UNDERLINE_SINGLE;
        style.foreground = JFaceColors.getHyperlinkText(Display.getCurrent()); // the theme's, which can be read on its ground
        styles.add(style);
        actives.add(new Active(start, label.length(), action));
    }

    private void code(Doc.Code block) {
        int start = text.length();
        text.append(block.text().stripTrailing());
        styles.add(inCode(start));
    }

    private StyleRange inCode(int start) {
        StyleRange style = new StyleRange();
        style.start = start;
        style.length = text.length() - start;
        style.font = code;
        return style;
    }

    /** Puts everything into a widget. @return what in it can be clicked */
    List<Active> paint(StyledText widget) {
        widget.setText(text.toString().stripTrailing());
        int end = widget.getCharCount();
        styles.stream().filter(style -> style.length > 0 && style.start + style.length <= end).forEach(widget::setStyleRange);
        for (int at : bullets) {
            if (at < end) {
                int line = widget.getLineAtOffset(at);
                widget.setLineIndent(line, 1, 6);
                widget.setLineWrapIndent(line, 1, 18);
            }
        }
        for (int at : blocks) {
            if (at > 0 && at < end) {
                widget.setLineVerticalIndent(widget.getLineAtOffset(at), BETWEEN_BLOCKS);
            }
        }
        return actives;
    }
}
