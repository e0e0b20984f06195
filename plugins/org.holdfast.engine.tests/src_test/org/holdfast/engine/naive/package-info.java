/**
 * The naive explorer: the definition of what a program means, written for obviousness. States are whole copies, nothing is packed, nothing
 * is reduced, every interleaving is run. The fast explorer is compared with it; nothing in here may be taken from there.
 */
package org.holdfast.engine.naive;
