/**
 * Scenarios of projects, checked as builds: the nature, the builder that asks {@code org.holdfast.ide.build} what a change concerns, and the
 * markers that it leaves. What is found and what is to be checked is decided there, not here.
 */
package org.holdfast.ui.build;
