/**
 * From a scenario's text to its verdicts: every revision is read, lowered, explored and diagnosed; expectations are judged; fixes become text
 * edits with the right marks. The one entry for the command line, the language server and the builder.
 */
package org.holdfast.lang.check;
