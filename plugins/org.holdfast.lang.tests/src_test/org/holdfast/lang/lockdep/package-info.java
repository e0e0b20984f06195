/** What lockdep's own self-test covers, as scenarios. */
package org.holdfast.lang.lockdep;
