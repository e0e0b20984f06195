/**
 * Tests of lowering, text in and text out: scenarios with the rules they must show (folder {@code lowering}), texts that must be refused,
 * and programs compared with golden files.
 */
package org.holdfast.lang.lower;
