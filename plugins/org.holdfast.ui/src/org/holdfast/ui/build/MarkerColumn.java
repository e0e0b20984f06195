package org.holdfast.ui.build;

import org.eclipse.ui.views.markers.MarkerField;
import org.eclipse.ui.views.markers.MarkerItem;

/** A column of the Problems view that shows an attribute of our markers. */
public abstract class MarkerColumn extends MarkerField {

    private final String attribute;

    MarkerColumn(String attribute) {
        this.attribute = attribute;
    }

    @Override
    public final String getValue(MarkerItem item) {
        return item.getAttributeValue(attribute, "");
    }

    public static final class Rule extends MarkerColumn {
        public Rule() {
            super(Markers.RULE);
        }
    }

    public static final class Revisions extends MarkerColumn {
        public Revisions() {
            super(Markers.REVISIONS);
        }
    }

    public static final class Manifestations extends MarkerColumn {
        public Manifestations() {
            super(Markers.MANIFESTATIONS);
        }
    }
}
