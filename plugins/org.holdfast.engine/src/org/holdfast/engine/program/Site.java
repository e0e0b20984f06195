package org.holdfast.engine.program;

import java.util.List;

/**
 * Where a step stands in the source. {@code range} and {@code text} are those of the innermost statement or call written by the
 * user (never inside the kernel library); {@code statement} is its number in {@link Source}, or -1 for steps that belong to no
 * statement (thread start and end). {@code frames} are the user and library functions the step is inlined through, outermost
 * first; empty in a thread body.
 */
public record Site(Range range, String text, int statement, List<Frame> frames) {
    public Site {
        frames = List.copyOf(frames);
    }

    /** One inlined call: the callee, whether it stands in the kernel library, and where it is called. */
    public record Frame(String function, boolean library, Range call) {
    }

    /** The innermost user function the step is in, or the empty string in a thread body. */
    public String function() {
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (!frames.get(i).library()) {
                return frames.get(i).function();
            }
        }
        return "";
    }
}
