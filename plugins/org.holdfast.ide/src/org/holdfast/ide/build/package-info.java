/**
 * Checking many files and keeping up with them: what depends on what, what is to be checked after a change, and the verdicts that are known
 * already, in memory and on disk. Nothing here knows how a workbench stores its markers.
 */
package org.holdfast.ide.build;
