/**
 * What a text shows and tells: colours, folding, outline, where a name is declared and used, what may be typed next, what stands here. A line
 * is understood in the newest revision that has it. Nothing here checks; findings come from the check package.
 */
package org.holdfast.ide.text;
