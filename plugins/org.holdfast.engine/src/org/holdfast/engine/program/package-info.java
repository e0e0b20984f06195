/**
 * The program a scenario is lowered to: memory layouts, per-thread control-flow graphs, callbacks, lock classes, claims, and
 * the outline of the source text that diagnostics and fixes point into. Immutable values only. Nothing in here explores,
 * diagnoses, reads files, or knows a parser.
 */
package org.holdfast.engine.program;
