package org.holdfast.ui;

import org.eclipse.core.runtime.FileLocator;
import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.graphics.Image;

/** The pictures of this bundle, one file each in {@code icons}; drawn in colours that show on light and dark ground. */
public enum Icons {
    SCENARIO, LIBRARY, HEADER, INCLUDE, DEFINE, TYPE, STRUCT, ENUM, FIELD, LOCK, REFERENCE, VARIABLE, ENUMERATOR, FUNCTION, KERNEL_FUNCTION, CONTRACT,
    LABEL, GUARD, ORDER, THREAD, INIT, FINALLY, CLAIM, EXPECT, KEYWORD, ANNOTATION, REVISION, RULE, TEMPLATE, PARAMETER, CONSTANT, KERNEL_TYPE, LOCAL,
    GLOBAL, FILE, FINDING, WARNING, INFO, FIX, MATRIX, CLEAN, WITNESS, GRAPH, REVIEW, HOLDFAST;

    /** For what wants to make the image itself. */
    public ImageDescriptor descriptor() {
        ImageDescriptor known = JFaceResources.getImageRegistry().getDescriptor(key());
        return known == null ? read() : known;
    }

    /** The workbench's own copy, which nobody disposes of. In the thread of the user interface only. */
    public Image image() {
        if (JFaceResources.getImageRegistry().getDescriptor(key()) == null) {
            JFaceResources.getImageRegistry().put(key(), read());
        }
        return JFaceResources.getImage(key());
    }

    private ImageDescriptor read() {
        String path = "icons/" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".svg";
        return ImageDescriptor.createFromURLSupplier(true, () -> FileLocator.find(Platform.getBundle(Holdfast.ID), IPath.fromPortableString(path)));
    }

    private String key() {
        return Holdfast.ID + "." + name();
    }
}
