package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.explore.LockUse;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;

/** A spinlock that becomes a mutex, where nobody takes it in interrupt context. */
final class Sleepable {
    private static final Pattern SPIN = Pattern.compile("(?:raw_)?spin_(lock|unlock|trylock)(?:_irqsave|_irqrestore|_irq|_bh)?|(?:raw_)?spin_(lock_nested|lock_init)");

    private Sleepable() {
    }

    static List<Repair> repairs(String lockClass, Cause cause, Case c) {
        Proposals out = new Proposals(cause);
        boolean spins = c.kind(lockClass) == LockKind.SPIN || c.kind(lockClass) == LockKind.RAW_SPIN;
        boolean inInterrupt = c.result().locks().stream().anyMatch(u -> u instanceof LockUse.InContext i && Case.withoutSubclass(i.taken()).equals(lockClass) && i.kind() != Kind.PROCESS);
        if (!spins || inInterrupt) {
            return out.list();
        }
        List<Change> changes = new ArrayList<>(List.of(new Change.Sleepable(lockClass)));
        Set<String> functions = new LinkedHashSet<>();
        for (Statement s : c.outline().statements()) {
            for (Call call : s.calls()) {
                Matcher m = SPIN.matcher(call.function());
                if (m.matches() && !call.arguments().isEmpty() && isLock(call.arguments().getFirst(), lockClass)) {
                    String what = m.group(1) == null ? m.group(2) : m.group(1);
                    String function = what.equals("lock_init") ? "mutex_init" : "mutex_" + what;
                    List<String> arguments = what.equals("lock_nested") ? call.arguments() : call.arguments().subList(0, 1);
                    changes.add(new Change.Replace(call.range(), function + "(" + String.join(", ", arguments) + ")"));
                    functions.add(s.function());
                }
            }
        }
        functions.forEach(f -> unusedFlags(f, lockClass, c).forEach(s -> changes.add(new Change.Delete(s.number()))));
        return out.add(Repair.Cost.PAIR, "Make `" + lockClass + "` a mutex: all who take it may sleep", changes).list();
    }

    private static boolean isLock(String argument, String lockClass) {
        int dot = lockClass.lastIndexOf('.');
        return dot < 0 ? argument.equals("&" + lockClass) : argument.matches("&.+(->|\\.)" + Pattern.quote(lockClass.substring(dot + 1)));
    }

    /** The declaration of saved interrupt flags that no other lock uses. */
    private static List<Statement> unusedFlags(String function, String lockClass, Case c) {
        List<Statement> all = c.outline().in(function);
        return all.stream().filter(s -> s.form() == Form.DECLARATION && s.text().matches("unsigned\\s+long\\s+flags\\s*;?"))
                .filter(d -> all.stream().filter(s -> s != d && s.form() != Form.BLOCK && s.text().matches("(?s).*\\bflags\\b.*"))
                        .allMatch(s -> s.calls().stream().anyMatch(x -> SPIN.matcher(x.function()).matches() && isLock(x.arguments().getFirst(), lockClass))))
                .toList();
    }
}
