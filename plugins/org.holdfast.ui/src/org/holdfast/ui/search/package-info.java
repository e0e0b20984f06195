/** References to a name in the Search view. */
package org.holdfast.ui.search;
