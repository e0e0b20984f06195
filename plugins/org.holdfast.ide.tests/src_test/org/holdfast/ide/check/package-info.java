/** Diagnostics as they come while somebody types, and what is offered for them: text in, text out. */
package org.holdfast.ide.check;
