/**
 * What Holdfast adds to the platform's generic editor. Each class asks a service of {@code org.holdfast.ide} and paints the
 * answer; what an answer is, is decided there and never here.
 */
package org.holdfast.ui.editor;
