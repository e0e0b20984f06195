package org.holdfast.ide.text;

import java.util.List;
import java.util.Optional;
import org.holdfast.ide.Document;

/** The parameters of the call that is being typed. */
public final class Parameters {
    /**
     * @param call       offset of the call's opening parenthesis, by which the popup knows that it is still the same call
     * @param label      the signature
     * @param parameters pieces of the label
     * @param active     index of the one at the offset; may be beyond the last
     */
    public record Hint(int call, String label, List<Piece> parameters, int active, Doc doc) {
        public Hint {
            parameters = List.copyOf(parameters);
        }
    }

    public record Piece(int offset, int length) {
    }

    private Parameters() {
    }

    /** Of the innermost call that the offset is between the parentheses of. */
    public static Optional<Hint> at(Document document, int offset) {
        return Optional.empty();
    }
}
