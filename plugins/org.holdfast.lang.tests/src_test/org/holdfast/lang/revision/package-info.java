/** Marks, and the text of one revision. */
package org.holdfast.lang.revision;
