package org.holdfast.ui.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IResourceDelta;
import org.eclipse.core.resources.IncrementalProjectBuilder;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.ISchedulingRule;
import org.holdfast.ide.build.Build;
import org.holdfast.ide.check.Diagnostics;
import org.holdfast.ide.check.Severities;
import org.holdfast.lang.check.Report;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.preferences.Choices;

/**
 * Keeps the markers of a project's scenarios true. There is one for each project that has the nature.
 *
 * <p>That all markers are true is written down at the end of a build and struck out at the beginning of the next, so that a workbench that is killed in the middle
 * checks everything when it starts again. What was found out until then is known, and costs little.
 */
public final class HoldBuilder extends IncrementalProjectBuilder {

    public static final String ID = Holdfast.ID + ".builder";

    private final Build build = new Build(Holdfast.files(), Runtime.getRuntime().availableProcessors());
    /** What a build that was interrupted did not come to. */
    private final Set<Path> left = new LinkedHashSet<>();

    @Override
    public ISchedulingRule getRule(int kind, Map<String, String> arguments) {
        return getProject(); // the other projects can be worked in meanwhile
    }

    @Override
    protected IProject[] build(int kind, Map<String, String> arguments, IProgressMonitor monitor) throws CoreException {
        IProject[] referenced = getProject().getReferencedProjects();
        Map<Path, IFile> scenarios = scenarios();
        Set<Path> concerned = concerned(kind, referenced, scenarios.keySet());
        concerned.addAll(left);
        left.clear();
        Markers markers = new Markers(getProject(), Holdfast.files());
        mark(false);
        removeStale(markers, scenarios);
        concerned.retainAll(scenarios.keySet());
        check(concerned, scenarios, markers, SubMonitor.convert(monitor, "Checking scenarios of " + getProject().getName(), Math.max(1, concerned.size())));
        if (!left.isEmpty() || monitor.isCanceled()) {
            throw new OperationCanceledException(); // the platform asks again
        }
        mark(true);
        return referenced;
    }

    private Set<Path> concerned(int kind, IProject[] referenced, Set<Path> scenarios) throws CoreException {
        boolean first = !build.isReady();
        if (first) {
            build.read(scenarios);
        }
        List<IProject> projects = new ArrayList<>(List.of(getProject()));
        projects.addAll(List.of(referenced));
        Changed changed = new Changed();
        boolean everything = kind == FULL_BUILD || first && !isMarked();
        for (IProject project : projects) {
            IResourceDelta delta = everything ? null : getDelta(project);
            if (delta != null) {
                changed.add(delta);
                // a project that comes or goes brings or takes what is included from it
                everything |= !project.equals(getProject()) && (delta.getFlags() & IResourceDelta.OPEN) != 0;
            } else {
                everything |= project.isAccessible(); // nobody knows what it was
            }
        }
        if (everything || changed.hasChoices()) {
            build.read(scenarios);
            return new LinkedHashSet<>(scenarios);
        }
        return new LinkedHashSet<>(build.concerned(changed.files()));
    }

    /** The project's scenarios and libraries, by their places on disk. */
    private Map<Path, IFile> scenarios() throws CoreException {
        Map<Path, IFile> found = new LinkedHashMap<>();
        getProject().accept(proxy -> {
            if (proxy.getType() == IResource.FILE && proxy.getName().endsWith(".hold") && !proxy.isDerived()) {
                IFile file = (IFile) proxy.requestResource();
                IPath location = file.getLocation();
                if (location != null) {
                    found.put(location.toPath().toAbsolutePath().normalize(), file);
                }
            }
            return !proxy.isDerived();
        }, IResource.NONE);
        return found;
    }

    /** Of this project's scenarios that are gone, and of those that other projects' builders do not look after. */
    private void removeStale(Markers markers, Map<Path, IFile> scenarios) throws CoreException {
        Set<String> there = new LinkedHashSet<>();
        scenarios.values().forEach(file -> there.add(file.getFullPath().toString()));
        for (String scenario : markers.scenarios()) {
            if (!there.contains(scenario) && IPath.fromPortableString(scenario).segmentCount() > 0
                    && IPath.fromPortableString(scenario).segment(0).equals(getProject().getName())) {
                markers.remove(scenario);
            }
        }
    }

    private void check(Set<Path> concerned, Map<Path, IFile> scenarios, Markers markers, SubMonitor monitor) throws CoreException {
        Choices choices = Choices.of(getProject());
        Severities severities = choices.severities();
        List<CoreException> failures = new ArrayList<>();
        left.addAll(build.check(concerned, choices.settings(), (file, report, rest) -> {
            monitor.subTask(scenarios.get(file).getProjectRelativePath() + ", " + rest + " to come");
            try {
                markers.update(scenarios.get(file), Diagnostics.of(report, severities), patch(file, report));
            } catch (CoreException e) {
                failures.add(e);
            }
            monitor.worked(1);
        }, () -> monitor.isCanceled() || isInterrupted()));
        if (!failures.isEmpty()) {
            left.addAll(concerned);
            throw failures.getFirst();
        }
    }

    /** What the scenario says its patch is. */
    private static String patch(Path file, Report report) {
        return report.title().isEmpty() ? "" : Holdfast.files().read(file).map(document -> document.file().patch()).orElse("");
    }

    @Override
    protected void clean(IProgressMonitor monitor) throws CoreException {
        mark(false);
        left.clear();
        Holdfast.verdicts().clear();
        Markers markers = new Markers(getProject(), Holdfast.files());
        removeStale(markers, Map.of());
        getProject().deleteMarkers(Markers.PROBLEM, true, IResource.DEPTH_INFINITE);
    }

    private Path stamp() {
        return getProject().getWorkingLocation(Holdfast.ID).append("built").toPath();
    }

    private boolean isMarked() {
        return Files.exists(stamp());
    }

    /** Says, for the next start, whether all markers are true. */
    private void mark(boolean done) throws CoreException {
        try {
            if (done) {
                Files.createDirectories(stamp().getParent());
                Files.writeString(stamp(), "");
            } else {
                Files.deleteIfExists(stamp());
            }
        } catch (IOException e) {
            throw new CoreException(Status.error("Cannot write " + stamp(), e));
        }
    }
}
