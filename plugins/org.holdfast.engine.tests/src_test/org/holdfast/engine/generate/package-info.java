/**
 * Programs for the explorers to run: a small builder that reads like the C it stands for, a seeded generator, and a shrinker for programs on
 * which two explorers disagree. Knows programs only, no explorer.
 */
package org.holdfast.engine.generate;
