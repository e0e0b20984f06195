/** Tests of the kernel library: its members, family by family, from the tables in the folder {@code kernel}. */
package org.holdfast.lang.kernel;
