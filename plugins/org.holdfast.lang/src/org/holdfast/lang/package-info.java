/**
 * The front end's entry: {@link org.holdfast.lang.Workspace} turns a file into a model per revision and a list of problems. Everything that
 * shows or uses scenarios starts here. Neutral to user interfaces.
 */
package org.holdfast.lang;
