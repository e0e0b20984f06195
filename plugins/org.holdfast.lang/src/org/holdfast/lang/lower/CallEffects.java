package org.holdfast.lang.lower;

import org.holdfast.engine.program.Source;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.NamedElement;

/**
 * What calls do to locks, references and memory, for those who explain a text rather than run it: nothing is lowered, and the text may have
 * errors. Not for several threads.
 */
public final class CallEffects {
    private final Effects effects;

    /** @param path of the file, as diagnostics name it */
    public CallEffects(String path, LoadedRevision revision) {
        effects = new Effects(new Module(Input.of(path, revision)));
    }

    /** What the call does, in its own words: {@code &nn->lock}. */
    public Source.Effects of(CallExpression call) {
        return effects.of(call);
    }

    /** What any call of a function or macro does, in the words of its declaration; none for what is neither. */
    public Source.Effects of(NamedElement callee) {
        return effects.of(callee);
    }
}
