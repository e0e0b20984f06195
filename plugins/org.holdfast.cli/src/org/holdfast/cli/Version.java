package org.holdfast.cli;

/** Which Holdfast this is. */
record Version(String text) {

    /** As the build has written it into the archive we run from; a build under development says so. */
    static Version ofBuild() {
        String built = Version.class.getPackage().getImplementationVersion();
        return new Version(built == null ? "development" : built);
    }
}
