/**
 * The kernel library: `.hold` files in the bundle's `kernel` folder, read by the language itself. Only what is needed is read: an index knows
 * where each declaration stands, and a layer is a library file in which all but the needed declarations are blanked out.
 */
package org.holdfast.lang.library;
