/** Families of programs that grow with a number, and what exploring them costs with and without each reduction. Measures only; decides nothing. */
package org.holdfast.engine.explore.bench;
