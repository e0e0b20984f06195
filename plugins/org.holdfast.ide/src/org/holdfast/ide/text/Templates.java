package org.holdfast.ide.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pieces of text with holes to fill in: <code>${name}</code>, those of one name change together; <code>${}</code> is where the caret ends. */
final class Templates {
    /** Where a template makes sense. */
    enum Where {
        FILE, TOP, STATEMENT
    }

    /** @param what it is for, in a few words */
    record Template(Where where, String name, String what, String text) {
    }

    static final List<Template> ALL = List.of(
            new Template(Where.FILE, "scenario", "a new scenario", """
                    scenario "${title}"
                    revisions base, patch;

                    ${}

                    init {
                    }

                    thread ${reader} {
                    }

                    thread ${writer} {
                    }

                    expect base clean;
                    expect patch clean;
                    """),
            new Template(Where.TOP, "revisions", "name the revisions", "revisions base, ${v1}, ${v2};"),
            new Template(Where.TOP, "thread", "a thread in process context", """
                    thread ${name} {
                    	${}
                    }
                    """),
            new Template(Where.TOP, "thread in softirq", "a softirq, as a timer or a NAPI poll", """
                    thread ${name} in softirq {
                    	${}
                    }
                    """),
            new Template(Where.TOP, "thread in hardirq", "an interrupt handler", """
                    thread ${name} in hardirq {
                    	${}
                    }
                    """),
            new Template(Where.TOP, "init", "what runs alone, first", """
                    init {
                    	${}
                    }
                    """),
            new Template(Where.TOP, "finally", "what runs alone, last", """
                    finally {
                    	${}
                    }
                    """),
            new Template(Where.TOP, "order", "the lock hierarchy", "order ${outer} -> ${inner};"),
            new Template(Where.TOP, "claim never", "what must not be, while a function runs", "claim ${name} \"${what}\": never (${condition}) in ${function};"),
            new Template(Where.TOP, "claim always", "what must be, at a label", "claim ${name} \"${what}\": always (${condition}) at ${label};"),
            new Template(Where.TOP, "claim between", "what must not be, from one label to another", "claim ${name}: never (${condition}) between ${from} and ${to};"),
            new Template(Where.TOP, "claim unreachable", "a label that no run gets to", "claim ${name}: unreachable ${label};"),
            new Template(Where.TOP, "expect clean", "a revision without errors", "expect ${revision} clean;"),
            new Template(Where.TOP, "expect rule", "what a revision is known to do wrong", "expect ${revision} ${rule};"),
            new Template(Where.TOP, "struct with kref", "a counted object with get, put and release", """
                    struct ${object} {
                    	struct kref ref;
                    	${}
                    };

                    static void ${object}_release(struct kref *ref)
                    {
                    	struct ${object} *obj = container_of(ref, struct ${object}, ref);

                    	kfree(obj);
                    }

                    static void ${object}_get(struct ${object} *obj)
                    {
                    	kref_get(&obj->ref);
                    }

                    static void ${object}_put(struct ${object} *obj)
                    {
                    	kref_put(&obj->ref, ${object}_release);
                    }
                    """),
            new Template(Where.TOP, "deferred work", "a work item and what it runs", """
                    static void ${name}_fn(struct work_struct *work)
                    {
                    	${}
                    }

                    static DECLARE_WORK(${name}, ${name}_fn);
                    """),
            new Template(Where.TOP, "RCU reader and updater", "a pointer published under RCU", """
                    struct ${object} {
                    	int value;
                    	struct rcu_head rcu;
                    };

                    static struct ${object} __rcu *${pointer};
                    static DEFINE_SPINLOCK(${pointer}_lock);

                    static int ${pointer}_read(void)
                    {
                    	struct ${object} *p;
                    	int value = 0;

                    	rcu_read_lock();
                    	p = rcu_dereference(${pointer});
                    	if (p)
                    		value = p->value;
                    	rcu_read_unlock();
                    	return value;
                    }

                    static void ${pointer}_update(struct ${object} *new)
                    {
                    	struct ${object} *old;

                    	spin_lock(&${pointer}_lock);
                    	old = rcu_dereference_protected(${pointer}, lockdep_is_held(&${pointer}_lock));
                    	rcu_assign_pointer(${pointer}, new);
                    	spin_unlock(&${pointer}_lock);
                    	if (old)
                    		kfree_rcu(old, rcu);
                    }
                    ${}"""),
            new Template(Where.STATEMENT, "if", "a branch", """
                    if (${condition}) {
                    	${}
                    }
                    """),
            new Template(Where.STATEMENT, "while", "a loop", """
                    while (${condition}) {
                    	${}
                    }
                    """),
            new Template(Where.STATEMENT, "list_for_each_entry", "a walk of a list", """
                    list_for_each_entry(${pos}, ${head}, ${member}) {
                    	${}
                    }
                    """),
            new Template(Where.STATEMENT, "mutex section", "take a mutex and release it", """
                    mutex_lock(&${lock});
                    ${}
                    mutex_unlock(&${lock});
                    """),
            new Template(Where.STATEMENT, "spinlock section", "take a spinlock and release it", """
                    spin_lock(&${lock});
                    ${}
                    spin_unlock(&${lock});
                    """),
            new Template(Where.STATEMENT, "RCU reader", "a reader section round a dereference", """
                    rcu_read_lock();
                    ${p} = rcu_dereference(${pointer});
                    if (${p}) {
                    	${}
                    }
                    rcu_read_unlock();
                    """),
            new Template(Where.STATEMENT, "RCU updater", "replace a pointer and free the old object after a grace period", """
                    ${old} = rcu_replace_pointer(${pointer}, ${new}, lockdep_is_held(&${lock}));
                    kfree_rcu(${old}, ${rcu});
                    ${}"""),
            new Template(Where.STATEMENT, "scoped_guard", "a lock for one block", """
                    scoped_guard(${mutex}, &${lock}) {
                    	${}
                    }
                    """));

    private Templates() {
    }

    /**
     * A template as a proposal.
     *
     * @param lead what every line but the first begins with: a mark and the indentation
     */
    static Completion.Proposal proposal(Template template, String lead) {
        String text = template.text().stripTrailing().replace("\n", "\n" + lead).replaceAll("(?m)[ \t]+$", "");
        StringBuilder filled = new StringBuilder();
        List<Completion.Hole> holes = new ArrayList<>();
        Map<String, Integer> groups = new LinkedHashMap<>();
        int exit = -1;
        int at = 0;
        for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", at)) {
            int close = text.indexOf('}', open);
            String name = text.substring(open + 2, close);
            filled.append(text, at, open);
            if (name.isEmpty()) {
                exit = filled.length();
            } else {
                groups.putIfAbsent(name, groups.size());
                holes.add(new Completion.Hole(filled.length(), name.length(), groups.get(name)));
                filled.append(name);
            }
            at = close + 1;
        }
        filled.append(text, at, text.length());
        return new Completion.Proposal(Completion.Kind.TEMPLATE, template.name(), template.what(), filled.toString(), holes,
                exit < 0 ? filled.length() : exit);
    }
}
