/** What begins something: a review project, a scenario, a library, a copy of the examples. */
package org.holdfast.ui.wizards;
