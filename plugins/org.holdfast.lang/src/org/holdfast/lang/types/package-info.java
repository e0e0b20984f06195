/**
 * C's types as far as names and messages need them: what a field access refers to, what fits where. Tolerant: what is unknown has the type
 * {@link org.holdfast.lang.types.Type.Unknown}, which goes with everything, so that one mistake is reported once.
 */
package org.holdfast.lang.types;
