/** The views in a running workbench. */
package org.holdfast.ui.tests.views;
