package org.holdfast.lang.scoping;

/** What a name may refer to at each place of a scenario. */
public class HoldScopeProvider extends AbstractHoldScopeProvider {
}
