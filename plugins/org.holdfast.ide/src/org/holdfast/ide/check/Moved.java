package org.holdfast.ide.check;

import java.util.Optional;
import org.holdfast.engine.program.Range;
import org.holdfast.ide.Document;

/** Where places of a text are in a later one: what stands before or behind the part that changed is still there. */
final class Moved {
    private final Document before;
    private final Document after;
    private final int head;
    private final int tail;

    Moved(Document before, Document after) {
        this.before = before;
        this.after = after;
        String a = before.text();
        String b = after.text();
        int most = Math.min(a.length(), b.length());
        int same = 0;
        while (same < most && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        head = same;
        same = 0;
        while (same < most - head && a.charAt(a.length() - 1 - same) == b.charAt(b.length() - 1 - same)) {
            same++;
        }
        tail = same;
    }

    /** Empty for a place that was touched. */
    Optional<Range> range(Range range) {
        if (!range.file().equals(before.name())) {
            return Optional.of(range);
        }
        if (range.end() <= head) {
            return Optional.of(range);
        }
        int fromEnd = before.text().length() - range.offset();
        return fromEnd <= tail ? Optional.of(after.range(after.text().length() - fromEnd, range.length())) : Optional.empty();
    }
}
