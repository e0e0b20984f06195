/** Tests of the engine as a whole; what belongs to one package stands in the package of that name. */
package org.holdfast.engine;
