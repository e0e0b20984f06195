/**
 * What names refer to: C's scopes, the included files, the kernel library, and the scenario's own names (places, lock classes). One lookup
 * serves linking, content assist and the suggestions in messages.
 */
package org.holdfast.lang.scoping;
