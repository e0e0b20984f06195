package org.holdfast.ui.build;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IPath;
import org.holdfast.engine.program.Range;
import org.holdfast.ide.Document;
import org.holdfast.ide.Documents;
import org.holdfast.ide.build.PatchLines;
import org.holdfast.ide.check.Diagnostic;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.Places;

/**
 * The markers that a scenario's diagnostics are: in its own file, in the files it includes where something in them is to blame, and in its patch. Each says which
 * scenario it comes from, so that the next check of that scenario replaces it; one that is the same stays what it is.
 */
public final class Markers {

    public static final String PROBLEM = Holdfast.ID + ".problem";

    /** Attributes: the rule's id; names, separated by a comma and a blank. */
    public static final String RULE = "rule";
    public static final String REVISIONS = "revisions";
    public static final String MANIFESTATIONS = "manifestations";
    /** Attribute: the group of the rule in lower case, as the marker's type has it. */
    public static final String GROUP = "group";
    /** Attribute: the full path of the scenario that was checked. */
    public static final String SCENARIO = "scenario";

    private final Documents documents;
    private final Map<String, List<IMarker>> byScenario = new HashMap<>();

    /** One marker to be. */
    private record Wanted(IResource resource, String type, Map<String, Object> attributes) {
    }

    /** Finds out what there is in a project and in those it refers to. */
    Markers(IProject project, Documents documents) throws CoreException {
        this.documents = documents;
        List<IProject> projects = new ArrayList<>(List.of(project));
        projects.addAll(List.of(project.getReferencedProjects()));
        for (IProject each : projects) {
            if (each.isAccessible()) {
                for (IMarker marker : each.findMarkers(PROBLEM, true, IResource.DEPTH_INFINITE)) {
                    byScenario.computeIfAbsent(marker.getAttribute(SCENARIO, ""), key -> new ArrayList<>()).add(marker);
                }
            }
        }
    }

    /** Scenarios that have markers; some may be gone. */
    List<String> scenarios() {
        return List.copyOf(byScenario.keySet());
    }

    void remove(String scenario) throws CoreException {
        for (IMarker marker : byScenario.getOrDefault(scenario, List.of())) {
            marker.delete();
        }
        byScenario.remove(scenario);
    }

    /** Makes the markers of a scenario what its diagnostics are. */
    void update(IFile scenario, List<Diagnostic> diagnostics, String patch) throws CoreException {
        String origin = scenario.getFullPath().toString();
        List<Wanted> wanted = new ArrayList<>();
        for (Diagnostic diagnostic : diagnostics) {
            file(scenario, diagnostic.range()).ifPresent(file -> wanted.add(wanted(file, diagnostic, origin)));
        }
        wanted.addAll(inPatch(scenario, diagnostics, patch, origin));
        List<IMarker> left = new ArrayList<>(byScenario.getOrDefault(origin, List.of()));
        List<IMarker> now = new ArrayList<>();
        for (Wanted each : wanted) {
            IMarker same = same(left, each);
            if (same == null) {
                now.add(each.resource().createMarker(each.type(), each.attributes()));
            } else {
                left.remove(same);
                now.add(same);
            }
        }
        for (IMarker marker : left) {
            marker.delete();
        }
        byScenario.put(origin, now);
    }

    private static IMarker same(List<IMarker> markers, Wanted wanted) throws CoreException {
        for (IMarker marker : markers) {
            if (marker.exists() && marker.getResource().equals(wanted.resource()) && marker.getType().equals(wanted.type())
                    && wanted.attributes().equals(marker.getAttributes())) {
                return marker;
            }
        }
        return null;
    }

    private static Optional<IResource> file(IFile scenario, Range range) {
        if (Path.of(range.file()).equals(scenario.getLocation().toPath())) {
            return Optional.of(scenario);
        }
        // a file of the workspace's folders that no project has cannot have a marker: then the scenario has it
        return Optional.of(Places.file(Path.of(range.file())).filter(IFile::isAccessible).orElse(scenario));
    }

    private static Wanted wanted(IResource file, Diagnostic d, String origin) {
        Map<String, Object> attributes = attributes(d, origin);
        Range range = d.range();
        boolean elsewhere = !Path.of(range.file()).equals(file.getLocation().toPath());
        attributes.put(IMarker.MESSAGE, elsewhere ? Path.of(range.file()).getFileName() + ":" + range.line() + ": " + d.message() : d.message());
        attributes.put(IMarker.LINE_NUMBER, elsewhere ? 1 : range.line());
        if (!elsewhere) {
            attributes.put(IMarker.CHAR_START, range.offset());
            attributes.put(IMarker.CHAR_END, range.end());
        }
        return new Wanted(file, type(d), attributes);
    }

    private static Map<String, Object> attributes(Diagnostic d, String origin) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put(IMarker.SEVERITY, switch (d.severity()) {
            case ERROR -> IMarker.SEVERITY_ERROR;
            case WARNING -> IMarker.SEVERITY_WARNING;
            case INFORMATION -> IMarker.SEVERITY_INFO;
        });
        attributes.put(RULE, d.rule());
        attributes.put(REVISIONS, String.join(", ", d.revisions()));
        attributes.put(MANIFESTATIONS, String.join(", ", d.manifests()));
        attributes.put(GROUP, group(d));
        attributes.put(SCENARIO, origin);
        attributes.put(IMarker.SOURCE_ID, "holdfast");
        if (!d.related().isEmpty()) {
            attributes.put("related", d.related().stream()
                    .map(r -> r.text() + ": " + Path.of(r.range().file()).getFileName() + ":" + r.range().line()).collect(Collectors.joining("; ")));
        }
        return attributes;
    }

    private static String group(Diagnostic d) {
        return d.group().name().toLowerCase(Locale.ROOT);
    }

    private static String type(Diagnostic d) {
        return Holdfast.ID + "." + group(d);
    }

    /** The same findings on the lines of the patch. */
    private List<Wanted> inPatch(IFile scenario, List<Diagnostic> diagnostics, String patch, String origin) {
        List<Wanted> wanted = new ArrayList<>();
        Path path = scenario.getLocation().toPath();
        Optional<IFile> file = patch.isEmpty() ? Optional.empty() : Places.file(path.resolveSibling(patch).normalize());
        Optional<String> text = file.flatMap(each -> documents.read(each.getLocation().toPath())).map(Document::text);
        Optional<Document> own = documents.read(path);
        if (text.isPresent() && own.isPresent()) {
            PatchLines lines = PatchLines.of(text.get());
            for (Diagnostic d : diagnostics) {
                OptionalInt line = d.findings().isEmpty() || !d.range().file().equals(own.get().name()) ? OptionalInt.empty() : lines.of(own.get(), d.range().line() - 1);
                if (line.isPresent()) {
                    Map<String, Object> attributes = attributes(d, origin);
                    attributes.put(IMarker.MESSAGE, d.message());
                    attributes.put(IMarker.LINE_NUMBER, line.getAsInt() + 1);
                    wanted.add(new Wanted(file.get(), type(d), attributes));
                }
            }
        }
        return wanted;
    }

    /** The scenario that a marker comes from; empty where it is gone. */
    public static Optional<IFile> scenario(IMarker marker) {
        String path = marker.getAttribute(SCENARIO, "");
        return path.isEmpty() ? Optional.empty()
                : Optional.of(ResourcesPlugin.getWorkspace().getRoot().getFile(IPath.fromPortableString(path))).filter(IFile::isAccessible);
    }
}
