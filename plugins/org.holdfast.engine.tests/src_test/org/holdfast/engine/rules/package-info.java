/** Tests of the rules that look at facts alone; most rules are tested by the examples on their cards. */
package org.holdfast.engine.rules;
