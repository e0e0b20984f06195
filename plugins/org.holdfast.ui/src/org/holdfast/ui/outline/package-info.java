/** What a scenario declares, as a tree: the Outline view and the quick outline of the editor. */
package org.holdfast.ui.outline;
