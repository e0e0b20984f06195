/** Tests of the explorer from the inside. */
package org.holdfast.engine.explore;
