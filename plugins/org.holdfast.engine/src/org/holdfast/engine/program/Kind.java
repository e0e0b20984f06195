package org.holdfast.engine.program;

/** The context a thread or callback runs in, in order of who may interrupt whom. */
public enum Kind {
    PROCESS, SOFTIRQ, HARDIRQ, NMI
}
