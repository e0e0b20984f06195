package org.holdfast.lang.syntax;

import java.util.Map;
import java.util.Set;

/** Names that mean something to the language though they are no keywords of its grammar. */
public final class Words {
    /** Said to the compiler or the linker only: no effect on locking or lifetime. Those with arguments are below. */
    static final Set<String> ATTRIBUTES = Set.of("const", "volatile", "inline", "__inline", "__inline__", "__always_inline", "noinline",
            "noinline_for_stack", "restrict", "__restrict", "asmlinkage", "notrace", "_Noreturn", "__noreturn", "__init", "__exit", "__initdata",
            "__exitdata", "__initconst", "__net_init", "__net_exit", "__net_initdata", "__devinit", "__devexit", "__user", "__kernel",
            "__iomem", "__force", "__percpu", "__read_mostly", "__ro_after_init", "__maybe_unused", "__always_unused", "__unused", "__used",
            "__must_check", "__cold", "__hot", "__packed", "__randomize_layout", "__no_randomize_layout", "__pure", "__weak", "__deprecated",
            "__ref", "__refdata", "____cacheline_aligned", "____cacheline_aligned_in_smp", "__cacheline_aligned",
            "__cacheline_aligned_in_smp", "____cacheline_internodealigned_in_smp", "__sched", "__nocast", "__bitwise", "__private", "__malloc",
            "__visible", "__nonstring", "__latent_entropy", "__no_kcsan", "__no_sanitize_address", "__attribute_const__", "__nonnull",
            "__lockfunc", "__lockless", "__no_context_analysis", "__optional");

    static final Set<String> ATTRIBUTES_WITH_ARGUMENTS = Set.of("__aligned", "__attribute__", "__attribute", "__printf", "__scanf", "__section",
            "__alloc_size", "__counted_by", "__counted_by_le", "__assume_aligned", "__designated_init", "__alias", "__realloc_size",
            "__nonnull", "__no_sanitize", "__error", "__compiletime_error", "__compiletime_warning", "__diagnose_as", "_Alignas");

    /** What a user may write after a declarator or function header, with whether it takes arguments. */
    public static final Map<String, Boolean> ANNOTATIONS = Map.ofEntries(Map.entry("__guarded_by", true),
            Map.entry("__pt_guarded_by", true), Map.entry("__rcu", false), Map.entry("__must_hold", true),
            Map.entry("__must_hold_shared", true), Map.entry("__must_not_hold", true), Map.entry("__acquires", true),
            Map.entry("__acquires_shared", true), Map.entry("__releases", true), Map.entry("__releases_shared", true),
            Map.entry("__cond_acquires", true), Map.entry("__cond_acquires_shared", true), Map.entry("__cond_releases", true),
            Map.entry("__might_sleep", false), Map.entry("__gets", true), Map.entry("__puts", true), Map.entry("__frees", true),
            Map.entry("__counts", false), Map.entry("__free", true), Map.entry("__context", true), Map.entry("__wakes", false),
            Map.entry("__assumes", true));

    /** Annotations for the kernel library only: what a function that has no effect relies on. */
    public static final Set<String> LIBRARY_ANNOTATIONS = Set.of("__assumes");

    /** A parameter of a library function whose argument may be left out, and is 0 then. */
    public static final String OPTIONAL = "__optional";

    /** Macros that declare a variable or field, with the type they give it; an empty type is given by the first argument. */
    public static final Map<String, String> DEFINERS = Map.ofEntries(
            Map.entry("DEFINE_SPINLOCK", "spinlock_t"), Map.entry("DEFINE_RAW_SPINLOCK", "raw_spinlock_t"),
            Map.entry("DEFINE_RWLOCK", "rwlock_t"), Map.entry("DEFINE_SEQLOCK", "seqlock_t"), Map.entry("DEFINE_LOCAL_LOCK", "local_lock_t"),
            Map.entry("DEFINE_MUTEX", "struct mutex"), Map.entry("DEFINE_RT_MUTEX", "struct rt_mutex"),
            Map.entry("DECLARE_RWSEM", "struct rw_semaphore"), Map.entry("DEFINE_SEMAPHORE", "struct semaphore"),
            Map.entry("DEFINE_STATIC_PERCPU_RWSEM", "struct percpu_rw_semaphore"),
            Map.entry("DEFINE_PERCPU_RWSEM", "struct percpu_rw_semaphore"), Map.entry("DEFINE_WW_MUTEX", "struct ww_mutex"),
            Map.entry("DEFINE_WW_CLASS", "struct ww_class"), Map.entry("DEFINE_WD_CLASS", "struct ww_class"),
            Map.entry("DEFINE_SRCU", "struct srcu_struct"), Map.entry("DEFINE_STATIC_SRCU", "struct srcu_struct"),
            Map.entry("LIST_HEAD", "struct list_head"), Map.entry("HLIST_HEAD", "struct hlist_head"),
            Map.entry("LLIST_HEAD", "struct llist_head"), Map.entry("DECLARE_COMPLETION", "struct completion"),
            Map.entry("DECLARE_COMPLETION_ONSTACK", "struct completion"), Map.entry("DECLARE_WAIT_QUEUE_HEAD", "wait_queue_head_t"),
            Map.entry("DECLARE_WAIT_QUEUE_HEAD_ONSTACK", "wait_queue_head_t"), Map.entry("DECLARE_SWAIT_QUEUE_HEAD", "struct swait_queue_head"),
            Map.entry("DEFINE_WAIT", "struct wait_queue_entry"), Map.entry("DEFINE_WAIT_FUNC", "struct wait_queue_entry"),
            Map.entry("DECLARE_WAITQUEUE", "struct wait_queue_entry"), Map.entry("DEFINE_WAIT_BIT", "struct wait_bit_queue_entry"),
            Map.entry("DECLARE_WORK", "struct work_struct"), Map.entry("DECLARE_DELAYED_WORK", "struct delayed_work"),
            Map.entry("DECLARE_DEFERRABLE_WORK", "struct delayed_work"), Map.entry("DEFINE_TIMER", "struct timer_list"),
            Map.entry("DECLARE_TASKLET", "struct tasklet_struct"), Map.entry("DECLARE_TASKLET_DISABLED", "struct tasklet_struct"),
            Map.entry("DECLARE_TASKLET_OLD", "struct tasklet_struct"), Map.entry("DEFINE_IRQ_WORK", "struct irq_work"),
            Map.entry("DECLARE_TASKLET_DISABLED_OLD", "struct tasklet_struct"), Map.entry("DEFINE_WAKE_Q", "struct wake_q_head"),
            Map.entry("DEFINE_KTHREAD_WORKER", "struct kthread_worker"), Map.entry("DEFINE_KTHREAD_WORK", "struct kthread_work"),
            Map.entry("DEFINE_IDR", "struct idr"), Map.entry("DEFINE_IDA", "struct ida"), Map.entry("DEFINE_XARRAY", "struct xarray"),
            Map.entry("DEFINE_XARRAY_ALLOC", "struct xarray"), Map.entry("DEFINE_PER_CPU", ""), Map.entry("DEFINE_PER_CPU_SHARED_ALIGNED", ""),
            Map.entry("DECLARE_PER_CPU", ""), Map.entry("DEFINE_PER_CPU_ALIGNED", ""), Map.entry("DECLARE_BITMAP", "unsigned long"),
            Map.entry("DEFINE_HASHTABLE", "struct hlist_head"), Map.entry("DECLARE_HASHTABLE", "struct hlist_head"),
            Map.entry("DEFINE_READ_MOSTLY_HASHTABLE", "struct hlist_head"), Map.entry("DEFINE_RATELIMIT_STATE", "struct ratelimit_state"),
            Map.entry("DEFINE_STATIC_KEY_FALSE", "struct static_key_false"), Map.entry("DEFINE_STATIC_KEY_TRUE", "struct static_key_true"));

    static final Set<String> ASM = Set.of("asm", "__asm__", "__asm", "asm_volatile");

    private Words() {
    }

    /** An attribute that has no meaning here and loses none. {@code text} may have arguments. */
    public static boolean isHarmlessAttribute(String text) {
        int open = text.indexOf('(');
        String name = (open < 0 ? text : text.substring(0, open)).strip();
        if (!name.startsWith("__attribute")) {
            return ATTRIBUTES.contains(name) || ATTRIBUTES_WITH_ARGUMENTS.contains(name);
        }
        String inner = text.substring(open).replaceAll("[()\\s_0-9]", "");
        return Set.of("unused", "used", "packed", "aligned", "noinline", "alwaysinline", "cold", "hot", "weak", "pure", "const").contains(inner);
    }
}
