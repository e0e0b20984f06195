/**
 * What changes a text on somebody's behalf while it is being written: the layout, the patch marks, what a key adds. An edit is the engine's
 * {@link org.holdfast.engine.rule.Edit}; a service answers with a list of them that do not overlap and refer to the text as it was.
 */
package org.holdfast.ide.edit;
