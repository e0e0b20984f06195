/** Tests of the command line as a whole: the layers, the examples, the README, and what tests of its parts share. */
package org.holdfast.cli.tests;
