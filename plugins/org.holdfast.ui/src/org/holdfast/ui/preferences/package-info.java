/** What a user has chosen, for all projects and for one: how serious rules are, how far to explore, and the pages to choose it on. */
package org.holdfast.ui.preferences;
