package org.holdfast.lang.validation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.SyntaxErrorMessage;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.scoping.HoldResource;

/** What the parser complained about. */
public final class SyntaxProblems {
    /** One mistake makes the parser stumble again and again. */
    private static final int LIMIT = 20;

    private SyntaxProblems() {
    }

    /** The first in each line: what follows it there is mostly its consequence. */
    public static List<Found> of(HoldResource resource) {
        List<Found> problems = new ArrayList<>();
        Set<Integer> lines = new HashSet<>();
        for (INode error : resource.getParseResult().getSyntaxErrors()) {
            SyntaxErrorMessage message = error.getSyntaxErrorMessage();
            String[] position = message.getIssueData();
            int offset = position == null || position.length < 2 ? error.getOffset() : Integer.parseInt(position[0]);
            int length = position == null || position.length < 2 ? firstLine(error) : Integer.parseInt(position[1]);
            int line = NodeModelUtils.getLineAndColumn(resource.getParseResult().getRootNode(), offset).getLine();
            if (lines.add(line) && problems.size() < LIMIT) {
                problems.add(new Found("syntax", Severity.ERROR, message.getMessage(), offset, length));
            }
        }
        return problems;
    }

    /** A comment that is not closed goes on to the end of the file. */
    private static int firstLine(INode node) {
        int end = node.getText().indexOf('\n');
        return end < 0 ? node.getLength() : Math.min(end, node.getLength());
    }
}
