package org.holdfast.ui;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.preference.IPreferenceStore;
import org.eclipse.ui.preferences.ScopedPreferenceStore;
import org.holdfast.ide.Documents;

/** What there is one of in a workbench. Each is made when it is first asked for, so that an IDE without a scenario pays nothing. */
public final class Holdfast {

    /** The name of this bundle, which qualifies ids and preferences. */
    public static final String ID = "org.holdfast.ui";

    /** The content type of scenarios and libraries. */
    public static final String CONTENT_TYPE = ID + ".scenario";

    /** The nature of projects whose scenarios are built. */
    public static final String NATURE = ID + ".nature";

    private Holdfast() {
    }

    /** The documents behind the editors and files of the workspace. */
    public static Documents documents() {
        return Lazy.DOCUMENTS;
    }

    public static IPreferenceStore preferences() {
        return Preferences.STORE;
    }

    /** Says in the error log that something did not work, and why. */
    public static void log(String what, Throwable why) {
        ILog.of(Holdfast.class).error(what, why);
    }

    private static final class Lazy {
        private static final Documents DOCUMENTS = Documents.standalone(new WorkspaceProjects());
    }

    private static final class Preferences {
        private static final IPreferenceStore STORE = new ScopedPreferenceStore(InstanceScope.INSTANCE, ID);
    }
}
