/**
 * A report in words, for every surface: the verdict matrix, and an interleaving as rows, or as columns of text that can be pasted into a mail.
 * Knows no terminal but for the colours of {@link org.holdfast.lang.report.Ink}, and no workbench.
 */
package org.holdfast.lang.report;
