/**
 * Lowering: from the linked EMF model of one revision to the engine's {@link org.holdfast.engine.program.Program}. The only code that sees both.
 * Everything the grammar parses is given its meaning here or refused by name at its place. Nothing in here explores, diagnoses or
 * edits text; nothing else may depend on more than {@link org.holdfast.lang.lower.Lowering}, {@link org.holdfast.lang.lower.Lowered}
 * and {@link org.holdfast.lang.lower.Problem}.
 */
package org.holdfast.lang.lower;
