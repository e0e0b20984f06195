package org.holdfast.lang.validation;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.scoping.HoldResource;

/** What the parser complained about. */
public final class SyntaxProblems {
    /** One mistake makes the parser stumble again and again. */
    private static final int LIMIT = 20;

    private SyntaxProblems() {
    }

    /** The first error of each line. */
    public static List<Found> of(HoldResource resource) {
        List<Found> problems = new ArrayList<>();
        int lastLine = -1;
        for (INode error : resource.getParseResult().getSyntaxErrors()) {
            int line = NodeModelUtils.getLineAndColumn(error, error.getOffset()).getLine();
            if (line != lastLine && problems.size() < LIMIT) {
                problems.add(new Found("syntax", Severity.ERROR, error.getSyntaxErrorMessage().getMessage(), error.getOffset(), error.getLength()));
            }
            lastLine = line;
        }
        return problems;
    }
}
