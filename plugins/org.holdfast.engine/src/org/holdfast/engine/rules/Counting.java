package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    Counting {
        setUp = List.copyOf(setUp);
    }

    String get(String pointer) {
        return get + pointer + getEnd;
    }

    String put(String pointer) {
        return put + pointer + putEnd;
    }

    /** Functions of the scenario that do nothing else to their one parameter; which type they are for shows when they are tried. */
    static List<Counting> present(Case c) {
        List<String[]> gets = new ArrayList<>();
        List<String[]> puts = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Statement s : c.outline().statements()) {
            for (Call call : s.calls()) {
                boolean takes = !call.effects().gets().isEmpty() && call.effects().puts().isEmpty();
                boolean drops = !call.effects().puts().isEmpty() && call.effects().gets().isEmpty();
                if (!takes && !drops || call.arguments().isEmpty() || !isSimple(call, c)) {
                    continue;
                }
                Matcher m = MEMBER.matcher(call.arguments().getFirst());
                boolean member = m.matches();
                if (call.library() && !member || !call.library() && (call.arguments().size() != 1 || !call.arguments().getFirst().matches("[\\w>.\\-]+"))) {
                    continue;
                }
                String rest = call.arguments().size() > 1 ? ", " + String.join(", ", call.arguments().subList(1, call.arguments().size())) : "";
                String[] parts = {call.function() + "(" + (member ? "&" : ""), (member ? m.group(2) : "") + rest + ");"};
                boolean frees = !call.library() || call.function().contains("kref");
                if (seen.add(parts[0] + parts[1]) && (takes || frees)) {
                    (takes ? gets : puts).add(parts);
                }
            }
        }
        List<Counting> out = new ArrayList<>();
        // Functions of the scenario before what they are made of.
        gets.sort(Comparator.comparing(g -> g[0].contains("&")));
        puts.sort(Comparator.comparing(p -> p[0].contains("&")));
        gets.stream().limit(2).forEach(g -> puts.stream().limit(2).forEach(p -> out.add(new Counting(g[0], g[1], p[0], p[1], List.of(), false))));
        return out;
    }

    private static boolean isSimple(Call call, Case c) {
        return call.library() || c.outline().function(call.function()).map(f -> f.parameters().size() == 1 && c.outline().tree(c.outline().statement(f.body())).size() <= 5)
                .orElse(false);
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
