/**
 * The rules, one class each: the card, what it sees, how it would mend it. {@link org.holdfast.engine.rules.Rules} lists them; nothing else knows a rule
 * by its class.
 */
package org.holdfast.engine.rules;
