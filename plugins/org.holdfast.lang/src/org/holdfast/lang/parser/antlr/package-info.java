/** Beside the generated parser: the source of its tokens. Nothing else belongs here. */
package org.holdfast.lang.parser.antlr;
