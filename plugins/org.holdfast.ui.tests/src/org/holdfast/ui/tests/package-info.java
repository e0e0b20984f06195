/**
 * Tests that drive a real workbench: projects, editors, keys, views. What a service of {@code org.holdfast.ide} answers is tested
 * there; here it is tested that the workbench shows it.
 */
package org.holdfast.ui.tests;
