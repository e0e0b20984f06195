package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Numbers of location classes and of members, and which locations a member can be at. */
final class Locations {
    /** Stands for the locations of an access until all of them are known. */
    static final int BY_MEMBER = -1;

    private final Map<String, Integer> locations = new LinkedHashMap<>();
    private final Map<Object, Integer> members = new HashMap<>();
    private final Map<Integer, SortedSet<Integer>> places = new HashMap<>();

    /** Notes that a cell declared by {@code member} (any value with equality) can be at the location. */
    int location(String name, int member) {
        int location = locations.computeIfAbsent(name, n -> locations.size());
        places.computeIfAbsent(member, m -> new TreeSet<>()).add(location);
        return location;
    }

    int member(Object key) {
        return members.computeIfAbsent(key, k -> members.size());
    }

    List<Integer> withMember(int member) {
        return new ArrayList<>(places.getOrDefault(member, new TreeSet<>()));
    }

    List<String> names() {
        return new ArrayList<>(locations.keySet());
    }
}
