/** The kernel library: its index, its places, and that every file of it is right. */
package org.holdfast.lang.library;
