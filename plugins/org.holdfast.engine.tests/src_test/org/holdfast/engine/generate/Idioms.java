package org.holdfast.engine.generate;

/** Families of statements that belong together. */
enum Idioms {
    NUMBERS, LOCKS, POINTERS, REFERENCES, LISTS, RCU, DEFERRAL, WAITS, CONTEXTS, CLAIMS, CACHES, ODDITIES
}
