package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.holdfast.engine.program.Source;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;

/**
 * How references to the objects of one type are taken and dropped: by functions that are there, or by a count that a repair brings in.
 *
 * @param get   text before the pointer's in a call that takes a reference, and {@code getEnd} what follows it
 * @param setUp what has to be changed so that the calls mean something: member, functions, first count, and the free that becomes a put
 */
record Counting(String get, String getEnd, String put, String putEnd, List<Change> setUp, boolean fresh) {
    private static final Pattern ALLOCATED = Pattern.compile("([A-Za-z_][\\w>.\\-]*)\\s*=\\s*\\w*(?:alloc|dup)\\w*\\s*\\(", Pattern.DOTALL);
    private static final Pattern MEMBER = Pattern.compile("&(\\w+)((?:->|\\.)[\\w>.\\-]+)");

    private static final Map<String, String> GETS = Map.of("refcount_dec_and_test", "refcount_inc", "kref_put", "kref_get", "percpu_ref_put", "percpu_ref_get",
            "atomic_dec_and_test", "atomic_inc");
    /** Statements of a function that does nothing else. */
    private static final int SMALL = 6;

    Counting {
        setUp = List.copyOf(setUp);
    }

    String get(String pointer) {
        return get + pointer + getEnd;
    }

    String put(String pointer) {
        return put + pointer + putEnd;
    }

    /** How references are counted already: functions of the scenario before what they are made of. */
    static List<Counting> present(String type, Case c) {
        Map<String, Counting> out = new LinkedHashMap<>();
        Map<String, String[]> gets = new LinkedHashMap<>();
        Map<String, String[]> puts = new LinkedHashMap<>();
        for (Statement s : c.outline().statements()) {
            for (Call call : s.calls()) {
                Matcher m = MEMBER.matcher(call.arguments().isEmpty() ? "" : call.arguments().getFirst());
                boolean takes = !call.effects().gets().isEmpty() && call.effects().puts().isEmpty();
                boolean drops = !call.effects().puts().isEmpty() && call.effects().gets().isEmpty();
                if (!call.library() || takes == drops || !m.matches() || !hasCount(type, m.group(2), c)) {
                    continue;
                }
                Source.Function f = c.outline().function(s.function()).filter(x -> x.parameters().equals(List.of(m.group(1))))
                        .filter(x -> c.outline().tree(c.outline().statement(x.body())).size() <= SMALL).orElse(null);
                String rest = m.group(2) + call.arguments().stream().skip(1).map(x -> ", " + x).collect(Collectors.joining()) + ");";
                String[] parts = f != null ? new String[] {f.name() + "(", ");"} : new String[] {call.function() + "(&", rest};
                if (takes || f != null || call.function().startsWith("kref")) { // others leave the free to who calls
                    (takes ? gets : puts).merge(m.group(2), parts, (x, y) -> x[0].endsWith("&") ? y : x);
                }
                if (drops && GETS.containsKey(call.function())) {
                    gets.putIfAbsent(m.group(2), new String[] {GETS.get(call.function()) + "(&", m.group(2) + ");"});
                }
            }
        }
        gets.forEach((count, get) -> {
            String[] put = puts.get(count);
            if (put != null) {
                out.put(count, new Counting(get[0], get[1], put[0], put[1], List.of(), false));
            }
        });
        return List.copyOf(out.values());
    }

    private static boolean hasCount(String type, String member, Case c) {
        String path = member.replaceFirst("^->", "");
        return c.program().layouts().stream().filter(l -> l.name().equals(type)).flatMap(l -> l.cells().stream())
                .anyMatch(cell -> cell.path().equals(path) || cell.path().startsWith(path + "."));
    }

    /**
     * A new count: one reference for who frees now, dropped where it freed.
     *
     * @param allocated the statement that allocates, {@code path} the way to the call that frees
     * @return empty where the text gives no hold for it
     */
    static List<Counting> fresh(String type, Statement allocated, List<Spot> path, Case c) {
        Outline outline = c.outline();
        Spot free = path.reversed().stream().filter(s -> s.call() != null && s.call().library() && !s.call().effects().frees().isEmpty()).findFirst().orElse(null);
        Matcher m = allocated == null ? null : ALLOCATED.matcher(allocated.text());
        boolean known = c.program().layouts().stream().anyMatch(l -> l.name().equals(type));
        if (free == null || m == null || !m.find() || !known || free.statement().form() != Form.EXPRESSION || free.statement().calls().size() != 1) {
            return List.of();
        }
        String pointer = free.call().arguments().getLast();
        String stem = type.replaceFirst("^struct ", "");
        Set<String> names = new LinkedHashSet<>();
        outline.source().functions().forEach(f -> names.add(f.name()));
        if (names.contains(stem + "_get") || names.contains(stem + "_put")) {
            return List.of();
        }
        Source.Function destructor = outline.function(free.statement().function()).filter(f -> f.parameters().equals(List.of(pointer)))
                .filter(f -> outline.parent(free.statement()) == outline.statement(f.body())).orElse(null);
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Member(stem, "refcount_t refs;"));
        Statement behind = allocated;
        for (Statement s : outline.after(allocated)) {
            if (s.form() != Form.DECLARATION) {
                break;
            }
            behind = s;
        }
        changes.add(new Change.Insert(behind.number(), true, "refcount_set(&" + m.group(1) + "->refs, 1);"));
        String parameter = destructor == null ? "object" : pointer;
        String release = destructor == null ? call(free.call(), parameter) : destructor.name() + "(" + parameter + ")";
        String text = "void %1$s_get(struct %1$s *%2$s)\n{\n\trefcount_inc(&%2$s->refs);\n}\n\nvoid %1$s_put(struct %1$s *%2$s)\n{\n\tif (refcount_dec_and_test(&%2$s->refs))\n\t\t%3$s;\n}"
                .formatted(stem, parameter, release);
        outline.source().functions().stream().filter(f -> destructor == null || f.range().offset() > destructor.range().offset())
                .min(Comparator.comparingInt(f -> f.range().offset())).ifPresent(f -> changes.add(new Change.Define(f.range(), text)));
        if (destructor == null) {
            changes.add(new Change.Replace(free.call().range(), stem + "_put(" + pointer + ")"));
        } else {
            outline.statements().stream().flatMap(s -> s.calls().stream()).filter(x -> x.function().equals(destructor.name()))
                    .forEach(x -> changes.add(new Change.Replace(x.range(), stem + "_put(" + String.join(", ", x.arguments()) + ")")));
        }
        return List.of(new Counting(stem + "_get(", ");", stem + "_put(", ");", changes, true));
    }

    private static String call(Call free, String pointer) {
        List<String> arguments = new ArrayList<>(free.arguments());
        arguments.set(arguments.size() - 1, pointer);
        return free.function() + "(" + String.join(", ", arguments) + ")";
    }
}
