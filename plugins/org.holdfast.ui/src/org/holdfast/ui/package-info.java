/**
 * What the parts of the user interface share: the documents behind its editors, the way to a place in a text, edits of files, icons,
 * preferences. Nothing here decides what is shown; that is asked of {@code org.holdfast.ide}.
 */
package org.holdfast.ui;
