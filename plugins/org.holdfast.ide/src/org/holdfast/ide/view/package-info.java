/**
 * What views show, worked out to the last box and word, for whoever paints it: the situation at each step of an interleaving, the graph of lock
 * classes with its layout, and pictures of both. Knows no widgets; the same input gives the same picture, to the byte.
 */
package org.holdfast.ide.view;
