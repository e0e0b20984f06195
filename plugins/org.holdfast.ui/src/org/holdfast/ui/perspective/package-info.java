/** The arrangement of views for reading a patch. */
package org.holdfast.ui.perspective;
