/** The front end as a whole: messages as text, hostile input, workspaces. Cases stand in the folders `messages` and `kernel` of the bundle. */
package org.holdfast.lang;
