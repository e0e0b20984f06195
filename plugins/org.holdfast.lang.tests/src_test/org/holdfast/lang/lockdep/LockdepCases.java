package org.holdfast.lang.lockdep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table {@code lockdep/cases.txt}, written out as scenarios. */
final class LockdepCases {
    /** @param reported whether lockdep reports it */
    record Case(String name, boolean reported, String text) {
    }

    /** How a kind of lock is declared, taken and given back; {@code %s} is the lock. */
    private record Kind(String type, String take, String give, String init) {
    }

    private static final Pattern FAMILY = Pattern.compile("(\\w+)\\s+(\\S+)\\s+([FS]+)\\s+(\\S+)\\s+(\\d)\\s*: (.*)");
    private static final Pattern PATH = Pattern.compile("(?:(irq|hard|soft)\\{(.*)\\}|(.*))");

    private final Map<String, Kind> kinds = kinds();

    private static Map<String, Kind> kinds() {
        Map<String, Kind> out = new LinkedHashMap<>();
        out.put("spin", new Kind("spinlock_t", "spin_lock(&%s)", "spin_unlock(&%s)", "spin_lock_init(&%s)"));
        out.put("raw", new Kind("raw_spinlock_t", "raw_spin_lock(&%s)", "raw_spin_unlock(&%s)", "raw_spin_lock_init(&%s)"));
        out.put("wlock", new Kind("rwlock_t", "write_lock(&%s)", "write_unlock(&%s)", "rwlock_init(&%s)"));
        out.put("rlock", new Kind("rwlock_t", "read_lock(&%s)", "read_unlock(&%s)", "rwlock_init(&%s)"));
        out.put("mutex", new Kind("struct mutex", "mutex_lock(&%s)", "mutex_unlock(&%s)", "mutex_init(&%s)"));
        out.put("wsem", new Kind("struct rw_semaphore", "down_write(&%s)", "up_write(&%s)", "init_rwsem(&%s)"));
        out.put("rsem", new Kind("struct rw_semaphore", "down_read(&%s)", "up_read(&%s)", "init_rwsem(&%s)"));
        out.put("rtmutex", new Kind("struct rt_mutex", "rt_mutex_lock(&%s)", "rt_mutex_unlock(&%s)", "rt_mutex_init(&%s)"));
        out.put("local", new Kind("local_lock_t", "local_lock(&%s)", "local_unlock(&%s)", "local_lock_init(&%s)"));
        out.put("RCU", new Kind("int", "rcu_read_lock()", "rcu_read_unlock()", ""));
        out.put("RCUBH", new Kind("int", "rcu_read_lock_bh()", "rcu_read_unlock_bh()", ""));
        out.put("RCUSCHED", new Kind("int", "rcu_read_lock_sched()", "rcu_read_unlock_sched()", ""));
        out.put("NOTHREAD", new Kind("int", "__irq_enter_raw()", "__irq_exit_raw()", ""));
        return out;
    }

    static List<Case> read(Path file) {
        LockdepCases cases = new LockdepCases();
        List<Case> out = new ArrayList<>();
        String[] parts;
        try {
            parts = Files.readString(file).split("(?m)^--- ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        parts[0].lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> cases.family(line, out));
        for (int i = 1; i < parts.length; i++) {
            String[] head = parts[i].substring(0, parts[i].indexOf('\n')).strip().split(" ");
            out.add(new Case(head[0], head[1].equals("F"), block(head, parts[i].substring(parts[i].indexOf('\n') + 1))));
        }
        return out;
    }

    private void family(String line, List<Case> out) {
        Matcher m = FAMILY.matcher(line);
        if (!m.matches()) {
            throw new IllegalStateException(line);
        }
        String[] names = m.group(2).split(",");
        List<List<String>> orders = orders(List.of(m.group(6).split("\\|")), Integer.parseInt(m.group(5)));
        for (int k = 0; k < names.length; k++) {
            for (String context : m.group(4).equals("hs") ? List.of("hard", "soft") : List.of("")) {
                for (int o = 0; o < orders.size(); o++) {
                    String name = m.group(1) + (context.isEmpty() ? "" : "_" + context) + (names[k].equals("-") ? "" : "_" + names[k]) + (orders.size() > 1 ? "_" + (o + 1) : "");
                    out.add(new Case(name, m.group(3).charAt(k) == 'F', scenario(name, names[k], context, orders.get(o), m.group(4).equals("q"))));
                }
            }
        }
    }

    /** The first {@code count} permutations. */
    private static List<List<String>> orders(List<String> paths, int count) {
        List<List<String>> all = new ArrayList<>();
        permute(new ArrayList<>(), new ArrayList<>(paths), all, count);
        return all;
    }

    private static void permute(List<String> done, List<String> left, List<List<String>> all, int count) {
        if (left.isEmpty() && all.size() < count) {
            all.add(List.copyOf(done));
        }
        for (int i = 0; i < left.size() && all.size() < count; i++) {
            String next = left.remove(i);
            done.add(next);
            permute(done, left, all, count);
            done.removeLast();
            left.add(i, next);
        }
    }

    private String scenario(String name, String kind, String context, List<String> paths, boolean queued) {
        Map<String, String> types = new TreeMap<>();
        StringBuilder threads = new StringBuilder();
        int number = 0;
        for (String path : paths) {
            Matcher m = PATH.matcher(path.strip());
            if (!m.matches()) {
                throw new IllegalStateException(path);
            }
            String in = m.group(1) == null ? "" : m.group(1).equals("irq") ? context : m.group(1);
            threads.append("thread p").append(++number).append(in.isEmpty() ? "" : " in " + in + "irq").append(" {\n")
                    .append(body(m.group(1) == null ? m.group(3) : m.group(2), kind, context, types)).append("}\n");
        }
        StringBuilder out = new StringBuilder("scenario \"" + name + "\"\n");
        for (String pair : List.of("X", "Y", "Z")) {
            String type = types.getOrDefault(pair + "1", types.get(pair + "2"));
            if (type != null) {
                out.append("struct %1$s { %2$s l; };\nstruct %1$s %1$s1, %1$s2;\n".formatted(pair.toLowerCase(java.util.Locale.ROOT), type));
            }
        }
        types.forEach((lock, type) -> {
            if (lock.length() == 1) {
                out.append(type).append(' ').append(lock.toLowerCase(java.util.Locale.ROOT)).append(";\n");
            }
        });
        return out + (queued ? "" : "init { force_read_lock_recursive(); }\n") + threads;
    }

    private record Taken(String lock, Kind kind) {
    }

    private String body(String events, String kind, String context, Map<String, String> types) {
        StringBuilder out = new StringBuilder();
        List<Taken> held = new ArrayList<>();
        List<String> off = new ArrayList<>();
        Map<String, Kind> last = new TreeMap<>();
        for (String event : events.split(";")) {
            String[] words = event.strip().split(" ");
            String call = switch (words[0]) {
                case "off", "hoff", "soff" -> {
                    String which = words[0].equals("hoff") || words[0].equals("off") && context.equals("hard") ? "irq" : "bh";
                    off.add(which);
                    yield "local_" + which + "_disable()";
                }
                case "on", "hon" -> "local_" + off.removeLast() + "_enable()";
                case "U" -> {
                    held.removeIf(t -> t.lock().equals(words[1]));
                    yield last.get(words[1]).give();
                }
                case "I" -> last.get(words[1]).init();
                default -> {
                    Kind k = kinds.get(kindOf(words[0], kind));
                    types.put(words[1], k.type());
                    last.put(words[1], k);
                    held.add(new Taken(words[1], k));
                    yield k.take();
                }
            };
            out.append(line(call, words.length > 1 ? words[1] : ""));
        }
        held.reversed().forEach(t -> out.append(line(t.kind().give(), t.lock())));
        off.reversed().forEach(which -> out.append(line("local_" + which + "_enable()", "")));
        return out.toString();
    }

    private static String kindOf(String word, String kind) {
        return switch (word) {
            case "L" -> kind;
            case "SL" -> "spin";
            case "RAWL" -> "raw";
            case "RL" -> "rlock";
            case "WL" -> "wlock";
            case "ML" -> "mutex";
            case "RSL" -> "rsem";
            case "WSL" -> "wsem";
            case "LL" -> "local";
            default -> word.substring(0, word.length() - 1);
        };
    }

    private static String line(String call, String lock) {
        String name = lock.toLowerCase(java.util.Locale.ROOT);
        return "\t" + call.replace("%s", name.length() > 1 ? name + ".l" : name) + ";\n";
    }

    private static String block(String[] head, String body) {
        String older = head.length > 2 ? """
                thread older {
                	struct ww_acquire_ctx t;
                	ww_acquire_init(&t, &class);
                	int missed = ww_mutex_lock(&o2.m, &t);
                %s	ww_mutex_unlock(&o2.m);
                	ww_acquire_fini(&t);
                }
                """.formatted(!head[2].endsWith("both") ? "" : "\tmissed = ww_mutex_lock(&o3.m, &t);\n\tif (!missed)\n\t\tww_mutex_unlock(&o3.m);\n") : "";
        return """
                scenario "%s"
                DEFINE_WW_CLASS(class);
                DEFINE_WW_CLASS(other_class);
                DEFINE_SPINLOCK(a);
                struct x { spinlock_t l; };
                struct x x1, x2;
                struct y { spinlock_t l; };
                struct y y1, y2;
                struct obj { struct ww_mutex m; };
                struct obj o, o2, o3;
                init { ww_mutex_init(&o.m, &class); ww_mutex_init(&o2.m, &class); ww_mutex_init(&o3.m, &class); }
                thread tested {
                	struct ww_acquire_ctx t, t2;
                	int error;
                %s}
                %s""".formatted(head[0], body.indent(4).replace("    ", "\t"), older);
    }
}
