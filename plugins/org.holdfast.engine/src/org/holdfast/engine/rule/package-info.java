/**
 * The framework of rules: what a rule says of itself (its card), the findings it reports, the repairs it proposes, and diagnosis by
 * verified repair. Knows {@code program} and {@code explore}; no rule in particular, no parser, no file.
 */
package org.holdfast.engine.rule;
