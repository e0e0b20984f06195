package org.holdfast.ui.views;

import org.eclipse.core.expressions.PropertyTester;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.runtime.Adapters;

/** Whether something that is selected is a marker of ours, which a rule has made. */
public final class RuleOf extends PropertyTester {

    @Override
    public boolean test(Object receiver, String property, Object[] arguments, Object expected) {
        IMarker marker = Adapters.adapt(receiver, IMarker.class);
        return marker != null && marker.getAttribute("rule", null) != null;
    }
}
