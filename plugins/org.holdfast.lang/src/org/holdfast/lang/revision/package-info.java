/**
 * One text, several revisions: the marks in front of lines, which revisions have a line, and the text of one revision with everything else
 * blanked out and every offset kept. Knows lines and comments, no grammar and no model.
 */
package org.holdfast.lang.revision;
