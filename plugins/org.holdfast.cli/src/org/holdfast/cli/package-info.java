/**
 * The command line: one class for each command, the parser of its options, the terminal it writes to. Knows the language's check and the
 * engine's reports; decides nothing about scenarios itself.
 */
package org.holdfast.cli;
