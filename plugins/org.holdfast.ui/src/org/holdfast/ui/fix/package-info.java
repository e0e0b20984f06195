/** What can be done about a diagnostic, where people look for it: quick assist in the editor, quick fix in the Problems view. What that is says {@code org.holdfast.ide.check}. */
package org.holdfast.ui.fix;
