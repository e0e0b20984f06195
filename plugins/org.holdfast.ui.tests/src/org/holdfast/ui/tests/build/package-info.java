/** Builds, markers and fixes in a running workbench. */
package org.holdfast.ui.tests.build;
