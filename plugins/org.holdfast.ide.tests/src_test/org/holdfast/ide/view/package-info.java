/** Tests of what views show: text in, text and pictures out. */
package org.holdfast.ide.view;
