/**
 * The three views: verdicts, interleaving, lock graph. They paint what {@code org.holdfast.ide.view} has worked out, for the scenario in the active
 * editor; what a view shows or says is not decided here.
 */
package org.holdfast.ui.views;
