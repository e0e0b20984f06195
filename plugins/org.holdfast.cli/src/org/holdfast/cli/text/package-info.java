/**
 * Reports as plain text, made for terminals and mails: the verdict matrix, findings with their source line, interleavings in columns. Takes
 * values and gives strings; writes nowhere.
 */
package org.holdfast.cli.text;
