/**
 * Exhaustive exploration of a program's interleavings: states, the visited set, reductions, symptoms, lock facts, witnesses. Knows
 * {@code program} only; says what goes wrong and where, never why or how to mend it.
 */
package org.holdfast.engine.explore;
