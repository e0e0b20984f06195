package org.holdfast.ui.preferences;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.ProjectScope;
import org.eclipse.core.runtime.preferences.DefaultScope;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.IScopeContext;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.holdfast.engine.rule.Severity;
import org.holdfast.ide.check.Severities;
import org.holdfast.lang.check.Settings;
import org.holdfast.ui.Holdfast;

/**
 * What has been chosen for checks of a project's files. A project that has choices of its own keeps them in its {@code .settings} folder, so
 * that they go with it; the others have those of the workspace.
 */
public final class Choices {

    /** In front of the id of a rule: {@code error}, {@code warning}, {@code information} or {@code ignore}; nothing for what the rule says. */
    public static final String SEVERITY = "severity.";

    /** The value of a severity that shows nothing. */
    public static final String IGNORE = "ignore";

    /** Bounds for each revision: most states to store, and seconds. */
    public static final String MAX_STATES = "max-states";
    public static final String MAX_SECONDS = "max-seconds";

    /** Whether texts are checked while they are typed; not a project's matter. */
    public static final String AS_YOU_TYPE = "as-you-type";

    private final IScopeContext[] scopes;

    private Choices(IScopeContext... scopes) {
        this.scopes = scopes;
    }

    /** @param project null for a file outside of the workspace */
    public static Choices of(IProject project) {
        return project == null ? new Choices(InstanceScope.INSTANCE, DefaultScope.INSTANCE)
                : new Choices(new ProjectScope(project), InstanceScope.INSTANCE, DefaultScope.INSTANCE);
    }

    public Settings settings() {
        Settings standard = Settings.DEFAULT;
        long states = Math.max(1, value(MAX_STATES).map(Choices::number).orElse(standard.maxStates()));
        long seconds = Math.max(1, value(MAX_SECONDS).map(Choices::number).orElse((long) standard.maxSeconds()));
        return standard.withBounds(states, seconds);
    }

    public Severities severities() {
        return (rule, reported) -> value(SEVERITY + rule).map(chosen -> chosen.equals(IGNORE) ? Optional.<Severity>empty() : Optional.of(severity(chosen, reported)))
                .orElse(Optional.of(reported));
    }

    private static Severity severity(String chosen, Severity reported) {
        return Stream.of(Severity.values()).filter(each -> key(each).equals(chosen)).findFirst().orElse(reported);
    }

    /** A severity as a preference. */
    public static String key(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    /** Sets how serious a rule is in a project, or with null in all that say nothing of their own. */
    public static void setSeverity(IProject project, String rule, Severity severity) throws org.osgi.service.prefs.BackingStoreException {
        IEclipsePreferences node = (project == null ? InstanceScope.INSTANCE : new ProjectScope(project)).getNode(Holdfast.ID);
        node.put(SEVERITY + rule, key(severity));
        node.flush();
    }

    private static Long number(String text) {
        try {
            return Long.valueOf(text.trim());
        } catch (NumberFormatException e) {
            return null; // somebody has edited the file; as if nothing stood there
        }
    }

    private Optional<String> value(String key) {
        return Stream.of(scopes).map(scope -> scope.getNode(Holdfast.ID).get(key, null)).filter(value -> value != null && !value.isBlank()).findFirst();
    }
}
