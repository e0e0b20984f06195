package org.holdfast.engine.explore;

/**
 * The states whose strongly connected component is not complete yet, with their numbers, for Tarjan's algorithm (1972). In an acyclic part of
 * the graph that is the search path alone, so the table stays small and in the cache.
 */
final class OpenStates {
    private long[] keys = new long[1 << 10];
    private int[] numbers = new int[1 << 10];
    private long[] stack = new long[1 << 10];
    private int size;

    int size() {
        return size;
    }

    /** Opens a state; its number counts from 0. */
    int push(long key) {
        if (size * 2 >= keys.length) {
            grow();
        }
        if (size == stack.length) {
            stack = java.util.Arrays.copyOf(stack, size * 2);
        }
        stack[size] = key;
        int i = slot(key);
        keys[i] = key;
        numbers[i] = size;
        return size++;
    }

    /** Number of an open state, or -1. */
    int find(long key) {
        int i = slot(key);
        return keys[i] == 0 ? -1 : numbers[i];
    }

    /** Closes all states from that number on. */
    void pop(int number) {
        while (size > number) {
            remove(stack[--size]);
        }
    }

    private int home(long key) {
        return (int) (key * 0x9E3779B97F4A7C15L >>> 40) & keys.length - 1;
    }

    private int slot(long key) {
        int i = home(key);
        while (keys[i] != 0 && keys[i] != key) {
            i = i + 1 & keys.length - 1;
        }
        return i;
    }

    private void remove(long key) {
        int mask = keys.length - 1;
        int i = slot(key);
        keys[i] = 0;
        for (int j = i + 1 & mask; keys[j] != 0; j = j + 1 & mask) {
            int home = home(keys[j]);
            if ((j - home & mask) >= (j - i & mask)) {
                keys[i] = keys[j];
                numbers[i] = numbers[j];
                keys[j] = 0;
                i = j;
            }
        }
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[oldKeys.length * 2];
        numbers = new int[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int j = slot(oldKeys[i]);
                keys[j] = oldKeys[i];
                numbers[j] = oldNumbers[i];
            }
        }
    }
}
