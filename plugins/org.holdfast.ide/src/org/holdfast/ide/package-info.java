/**
 * What an editor knows of a scenario, whatever the editor: documents, which are snapshots of texts, and the documents there are. The packages
 * below it hold the services, which are functions of a document: {@code text} reads it, {@code edit} changes it. Nothing here knows Eclipse's
 * workbench or the language server protocol; both only show what the services answer.
 *
 * <p>Services may be called by any thread, on a text in any state, and never throw for what a text contains.
 */
package org.holdfast.ide;
