/**
 * What is wrong with a document, as people are shown it: diagnostics merged over revisions, kept up to date while somebody types, and the
 * changes that are offered for each. What is found and mended is the language's and the engine's business; here it is gathered, worded and
 * put where it belongs.
 */
package org.holdfast.ide.check;
