/**
 * From characters to the parser: the tokens with the types that only their surroundings decide (type names, scenario words, iterators,
 * directives), and the bounds that keep hostile text from exhausting the stack. Knows no model and no revisions.
 */
package org.holdfast.lang.syntax;
