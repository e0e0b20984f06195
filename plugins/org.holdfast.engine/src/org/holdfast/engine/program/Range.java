package org.holdfast.engine.program;

/**
 * A piece of the scenario's text. Offsets are UTF-16 units from 0; lines and columns count from 1; the end is exclusive.
 * {@code file} is the path as the front end names it.
 */
public record Range(String file, int offset, int length, int line, int column, int endLine, int endColumn) {
    public int end() {
        return offset + length;
    }

    public boolean contains(Range other) {
        return file.equals(other.file) && offset <= other.offset && other.end() <= end();
    }
}
