package org.holdfast.engine.program;

/**
 * The 64-bit values that registers and memory cells hold. An integer is itself. Pointers, functions and executions are told
 * apart by a tag in the upper 16 bits, so that a cast between pointer and integer loses nothing and a state can be renumbered
 * without knowing C types. NULL is the integer 0; an error pointer is a small negative integer, as in the kernel.
 */
public final class Value {
    public static final long NULL = 0;
    /** What {@code list_del} leaves in the node: following it is list corruption, not a wild pointer. */
    public static final long LIST_POISON1 = 0x100;
    public static final long LIST_POISON2 = 0x122;

    private static final long POINTER = 0x7FFEL << 48;
    private static final long FUNCTION = 0x7FFDL << 48;
    private static final long EXECUTION = 0x7FFCL << 48;

    private Value() {
    }

    /** A pointer to cell {@code offset} of object number {@code object}; the offset is signed, -32768..32767 cells. */
    public static long pointer(int object, int offset) {
        return POINTER | (long) object << 16 | offset & 0xFFFF;
    }

    public static boolean isPointer(long value) {
        return value >>> 48 == 0x7FFE;
    }

    /** The object number of a pointer; meaningless for anything else. */
    public static int object(long pointer) {
        return (int) (pointer >>> 16);
    }

    /** The signed cell offset of a pointer; meaningless for anything else. */
    public static int offset(long pointer) {
        return (short) pointer;
    }

    /** The address {@code cells} further on. On an integer (NULL, poison) it is plain addition, as in {@code &((T *)0)->f}. */
    public static long plus(long address, int cells) {
        return isPointer(address) ? pointer(object(address), offset(address) + cells) : address + cells;
    }

    public static long function(int id) {
        return FUNCTION | id;
    }

    public static boolean isFunction(long value) {
        return value >>> 48 == 0x7FFD;
    }

    public static int functionId(long value) {
        return (int) value;
    }

    /** A reference to an execution by its place in the state, for lock owners; renumbered with the executions. */
    public static long execution(int index) {
        return EXECUTION | index;
    }

    public static boolean isExecution(long value) {
        return value >>> 48 == 0x7FFC;
    }

    public static int executionIndex(long value) {
        return (int) value;
    }

    /** Whether C would take the value for an error pointer ({@code IS_ERR}). */
    public static boolean isError(long value) {
        return value < 0 && value >= -4095;
    }
}
