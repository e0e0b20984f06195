/** The commands of the editor. Each asks a service for edits or places and hands them to the editor. */
package org.holdfast.ui.commands;
