package org.holdfast.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which Holdfast this is. */
record Version(String text) {

    /** As the build has written it into the archive we run from; a build under development says so. */
    static Version ofBuild() {
        String built = Version.class.getPackage().getImplementationVersion();
        return new Version(built == null ? "development" : built);
    }

    /** Tells two builds of one version apart, by the archive's size and time; empty where there is no archive. */
    String exactly() {
        try {
            Path archive = Path.of(Version.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isRegularFile(archive) ? text + " " + Files.size(archive) + " " + Files.getLastModifiedTime(archive) : "";
        } catch (IOException | URISyntaxException e) {
            return "";
        }
    }
}
