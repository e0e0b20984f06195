package org.holdfast.engine.rule;

/** How bad a finding is unless preferences say otherwise. Only errors decide whether a revision is clean. */
public enum Severity {
    ERROR, WARNING, INFORMATION
}
