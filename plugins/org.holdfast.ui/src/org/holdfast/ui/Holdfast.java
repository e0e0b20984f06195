package org.holdfast.ui;

import com.google.inject.Injector;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.preference.IPreferenceStore;
import org.eclipse.ui.preferences.ScopedPreferenceStore;
import org.holdfast.engine.rules.Rules;
import org.holdfast.ide.Documents;
import org.holdfast.ide.build.VerdictStore;
import org.holdfast.lang.HoldStandaloneSetup;
import org.holdfast.lang.check.Report;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

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

    /** The same files as they are on disk, for builds: what editors have not saved is not seen. */
    public static Documents files() {
        return Lazy.FILES;
    }

    /** What is known of scenarios, whoever found it out. It survives a restart. */
    public static VerdictStore verdicts() {
        return Lazy.VERDICTS;
    }

    public static IPreferenceStore preferences() {
        return Preferences.STORE;
    }

    /** Says in the error log that something did not work, and why. */
    public static void log(String what, Throwable why) {
        ILog.of(Holdfast.class).error(what, why);
    }

    private static final class Lazy {
        private static final Injector INJECTOR = new HoldStandaloneSetup().createInjectorAndDoEMFRegistration();
        private static final VerdictStore VERDICTS = new VerdictStore(Platform.getStateLocation(FrameworkUtil.getBundle(Holdfast.class)).append("verdicts").toPath(),
                version(Rules.class) + " " + version(Report.class), e -> log("Verdicts cannot be kept", e));
        private static final Documents DOCUMENTS = new Documents(INJECTOR, new WorkspaceProjects(), VERDICTS);
        private static final Documents FILES = new Documents(INJECTOR, new WorkspaceProjects(), VERDICTS);

        /** Of the bundle that has the class; one that was installed anew without another number is another one. */
        private static String version(Class<?> type) {
            Bundle bundle = FrameworkUtil.getBundle(type);
            return bundle.getVersion() + "-" + bundle.getLastModified();
        }
    }

    private static final class Preferences {
        private static final IPreferenceStore STORE = new ScopedPreferenceStore(InstanceScope.INSTANCE, ID);
    }
}
