package org.holdfast.ui.tests.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IProjectDescription;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IncrementalProjectBuilder;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.holdfast.engine.rule.Severity;
import org.holdfast.ui.build.HoldNature;
import org.holdfast.ui.build.Markers;
import org.holdfast.ui.preferences.Choices;
import org.holdfast.ui.tests.Bench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Markers of a project's scenarios, kept true by builds. */
class BuildTest {

    private static final String RACE = "scenario \"race\"\nint users;\nthread a { WRITE_ONCE(users, READ_ONCE(users) + 1); }\nthread b { WRITE_ONCE(users, READ_ONCE(users) + 1); }\nfinally { WARN_ON(users != 2); }\n";

    private final Bench bench = new Bench();

    @BeforeEach
    void start() throws CoreException {
        bench.project(HoldNature.ID);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** {@code file:line rule [revisions]} in order. */
    private static List<String> markers(IProject project) throws CoreException {
        Bench.built();
        return Arrays.stream(project.findMarkers(Markers.PROBLEM, true, IResource.DEPTH_INFINITE))
                .map(m -> m.getResource().getProjectRelativePath() + ":" + m.getAttribute(IMarker.LINE_NUMBER, -1) + " " + m.getAttribute(Markers.RULE, "") + " ["
                        + m.getAttribute(Markers.REVISIONS, "") + "]").sorted().toList();
    }

    private List<String> markers() throws CoreException {
        return markers(bench.project());
    }

    @Test
    void oneMarkerForAFindingWithItsAttributes() throws Exception {
        String text = Bench.example("nfsd/put-local.hold").replace("expect v2        put-order;", "expect v2        clean;");
        IFile file = bench.file("nfsd/a.hold", text);
        Bench.built();
        IMarker[] lifetime = file.findMarkers("org.holdfast.ui.lifetime", false, IResource.DEPTH_ZERO);
        assertEquals(1, lifetime.length, () -> Arrays.toString(lifetime));
        IMarker marker = lifetime[0];
        assertEquals("put-order", marker.getAttribute(Markers.RULE));
        assertEquals("v2", marker.getAttribute(Markers.REVISIONS));
        assertEquals("cache-in-use", marker.getAttribute(Markers.MANIFESTATIONS));
        assertEquals(IMarker.SEVERITY_ERROR, marker.getAttribute(IMarker.SEVERITY));
        assertEquals("nfsd_net_put(net)", text.substring((int) marker.getAttribute(IMarker.CHAR_START), (int) marker.getAttribute(IMarker.CHAR_END)));
        assertTrue(((String) marker.getAttribute(IMarker.MESSAGE)).endsWith("(in v2)"), () -> String.valueOf(marker));
        assertTrue(marker.isSubtypeOf(IMarker.PROBLEM) && marker.isSubtypeOf(IMarker.TEXT));
        assertEquals(1, Arrays.stream(file.findMarkers("org.holdfast.ui.scenario", false, IResource.DEPTH_ZERO))
                .filter(each -> "expectation-not-met".equals(each.getAttribute(Markers.RULE, ""))).count(), "and the expectation is not met");
    }

    @Test
    void markersComeAndGoWithTheText() throws Exception {
        bench.file("a.hold", RACE);
        assertEquals(List.of("a.hold:5 assertion [base, patch]"), markers());
        bench.file("a.hold", "/* down */\n" + RACE);
        assertEquals(List.of("a.hold:6 assertion [base, patch]"), markers());
        bench.file("a.hold", RACE.replace("users != 2", "users > 2"));
        assertEquals(List.of(), markers());
        bench.file("a.hold", RACE);
        assertEquals(1, markers().size());
        bench.project().getFile("a.hold").move(IPath.fromPortableString("b.hold"), true, null);
        assertEquals(List.of("b.hold:5 assertion [base, patch]"), markers());
        bench.project().getFile("b.hold").delete(true, null);
        assertEquals(List.of(), markers());
    }

    @Test
    void aMarkerThatIsStillTrueStays() throws Exception {
        IFile file = bench.file("a.hold", RACE);
        markers();
        long id = file.findMarkers(Markers.PROBLEM, true, IResource.DEPTH_ZERO)[0].getId();
        bench.file("a.hold", RACE + "/* below */\n");
        markers();
        assertEquals(id, file.findMarkers(Markers.PROBLEM, true, IResource.DEPTH_ZERO)[0].getId());
    }

    @Test
    void aChangedLibraryConcernsItsUsersOnly() throws Exception {
        bench.file("lib.hold", "#define LIMIT 2\n");
        bench.file("user.hold", RACE.replace("int users;", "#include \"lib.hold\"\nint users;").replace("users != 2", "users > LIMIT"));
        bench.file("other.hold", RACE);
        assertEquals(List.of("other.hold:5 assertion [base, patch]"), markers());
        bench.file("lib.hold", "#define LIMIT 0\n");
        assertEquals(List.of("other.hold:5 assertion [base, patch]", "user.hold:6 assertion [base, patch]"), markers());
        bench.project().getFile("lib.hold").delete(true, null);
        assertEquals(List.of("other.hold:5 assertion [base, patch]", "user.hold:2 include [base, patch]", "user.hold:6 unknown-name [base, patch]"), markers());
        bench.file("lib.hold", "#define LIMIT 2\n");
        assertEquals(List.of("other.hold:5 assertion [base, patch]"), markers());
    }

    @Test
    void librariesOfProjectsReferredTo() throws Exception {
        IProject library = ResourcesPlugin.getWorkspace().getRoot().getProject("library");
        library.create(null);
        library.open(null);
        try {
            IFile file = library.getFile("limits.hold");
            file.create("#define LIMIT 2\n".getBytes(), true, false, null);
            IProjectDescription description = bench.project().getDescription();
            description.setReferencedProjects(new IProject[] {library});
            bench.project().setDescription(description, null);
            bench.file("user.hold", RACE.replace("int users;", "#include \"limits.hold\"\nint users;").replace("users != 2", "users > LIMIT"));
            assertEquals(List.of(), markers());
            file.setContents("#define LIMIT 0\n".getBytes(), true, false, null);
            assertEquals(List.of("user.hold:6 assertion [base, patch]"), markers());
            library.close(null);
            assertTrue(markers().stream().anyMatch(m -> m.startsWith("user.hold:2 include")), () -> "the library's project is closed");
            library.open(null);
            file.setContents("#define LIMIT 2\n".getBytes(), true, false, null);
            assertEquals(List.of(), markers());
        } finally {
            library.delete(true, true, null);
        }
    }

    @Test
    void findingsInALibraryStandThere() throws Exception {
        bench.file("lib.hold", "DEFINE_MUTEX(m);\nvoid twice(void)\n{\n\tmutex_lock(&m);\n\tmutex_lock(&m);\n}\n");
        bench.file("user.hold", "scenario \"s\"\n#include \"lib.hold\"\nthread a { twice(); }\n");
        assertEquals(List.of("lib.hold:5 self-deadlock [base, patch]"), markers());
        bench.file("user.hold", "scenario \"s\"\n#include \"lib.hold\"\nthread a { }\n");
        assertEquals(List.of(), markers());
    }

    @Test
    void thePatchIsMarkedToo() throws Exception {
        bench.file("x.patch", """
                --- a/x.c
                +++ b/x.c
                @@ -1,4 +1,5 @@
                 thread a {
                 	mutex_lock(&m);
                +	mutex_lock(&m);
                 	mutex_unlock(&m);
                 }
                """);
        bench.file("a.hold", "scenario \"s\"\npatch \"x.patch\"\nDEFINE_MUTEX(m);\nthread a {\n\tmutex_lock(&m);\n+\tmutex_lock(&m);\n\tmutex_unlock(&m);\n}\n");
        assertEquals(List.of("a.hold:6 self-deadlock [patch]", "x.patch:6 self-deadlock [patch]"), markers());
        bench.file("x.patch", "no hunk at all\n");
        assertEquals(List.of("a.hold:6 self-deadlock [patch]"), markers());
    }

    @Test
    void whatCannotBeReadIsOneFileAndTheOthersGoOn() throws Exception {
        bench.file("bad.hold", "scenario \"b\"\nthread a { x = ; }\n");
        bench.file("good.hold", RACE);
        List<String> all = markers();
        assertTrue(all.contains("good.hold:5 assertion [base, patch]") && all.stream().anyMatch(m -> m.startsWith("bad.hold:2 ")), all.toString());
    }

    @Test
    void theNatureComesAndGoesWithItsMarkers() throws Exception {
        bench.file("a.hold", RACE);
        assertEquals(1, markers().size());
        HoldNature.set(bench.project(), false, null);
        assertEquals(List.of(), markers());
        assertEquals(0, bench.project().getDescription().getBuildSpec().length);
        HoldNature.set(bench.project(), true, null);
        assertEquals(1, markers().size());
    }

    @Test
    void cleanForgetsAndBuildFindsAgain() throws Exception {
        bench.file("a.hold", RACE);
        markers();
        bench.project().build(IncrementalProjectBuilder.CLEAN_BUILD, null);
        bench.project().build(IncrementalProjectBuilder.FULL_BUILD, null);
        assertEquals(List.of("a.hold:5 assertion [base, patch]"), markers());
    }

    @Test
    void closedProjectsAreLeftAlone() throws Exception {
        bench.file("a.hold", RACE);
        markers();
        bench.project().close(null);
        Bench.built();
        bench.project().open(null);
        assertEquals(List.of("a.hold:5 assertion [base, patch]"), markers());
    }

    @Test
    void severitiesOfTheProjectCount() throws Exception {
        IFile file = bench.file("a.hold", RACE);
        markers();
        Choices.setSeverity(bench.project(), "assertion", Severity.WARNING);
        bench.project().refreshLocal(IResource.DEPTH_INFINITE, null);
        Bench.built();
        assertEquals(IMarker.SEVERITY_WARNING, file.findMarkers(Markers.PROBLEM, true, IResource.DEPTH_ZERO)[0].getAttribute(IMarker.SEVERITY, -1));
    }

    /** A cancelled build says so, and the next one does what was left. */
    @Test
    void aBuildCanBeCancelled() throws Exception {
        Bench.built();
        bench.file("a.hold", RACE);
        NullProgressMonitor cancelled = new NullProgressMonitor();
        cancelled.setCanceled(true);
        try {
            bench.project().build(IncrementalProjectBuilder.FULL_BUILD, cancelled);
        } catch (OperationCanceledException e) {
            assertFalse(e.toString().isEmpty());
        }
        assertEquals(List.of("a.hold:5 assertion [base, patch]"), markers());
    }
}
