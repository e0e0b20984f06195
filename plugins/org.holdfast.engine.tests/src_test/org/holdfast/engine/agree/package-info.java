/**
 * Tests that hold the fast explorer against the naive one: programs with known answers, generated programs, replay of every witness.
 */
package org.holdfast.engine.agree;
