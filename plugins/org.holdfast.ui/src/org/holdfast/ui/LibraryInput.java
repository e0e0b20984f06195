package org.holdfast.ui;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.eclipse.core.resources.IEncodedStorage;
import org.eclipse.core.resources.IStorage;
import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.PlatformObject;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IPersistableElement;
import org.eclipse.ui.IStorageEditorInput;

/** A text of the kernel library in an editor: to be read, and to be followed into, but not to be changed. */
final class LibraryInput extends PlatformObject implements IStorageEditorInput {

    private final String name;
    private final String text;

    /** @param name as ranges name it, such as {@code kernel/mutex.hold} */
    LibraryInput(String name, String text) {
        this.name = name;
        this.text = text;
    }

    @Override
    public IStorage getStorage() {
        return new Storage(name, text);
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public ImageDescriptor getImageDescriptor() {
        return Icons.LIBRARY.descriptor();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public IPersistableElement getPersistable() {
        return null; // what a workbench shows after its start are the user's files
    }

    @Override
    public String getToolTipText() {
        return name + ", the kernel's API as Holdfast knows it (read-only)";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LibraryInput input && input.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    private static final class Storage extends PlatformObject implements IEncodedStorage {
        private final String name;
        private final String text;

        Storage(String name, String text) {
            this.name = name;
            this.text = text;
        }

        @Override
        public InputStream getContents() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String getCharset() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public IPath getFullPath() {
            return IPath.fromPortableString(name);
        }

        @Override
        public String getName() {
            return IPath.fromPortableString(name).lastSegment();
        }

        @Override
        public boolean isReadOnly() {
            return true;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Storage storage && storage.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }
}
