package org.holdfast.cli.text;

import java.util.List;
import org.holdfast.cli.tests.Golden;
import org.holdfast.engine.explore.Trace;
import org.holdfast.lang.report.Columns;
import org.holdfast.lang.report.Ink;
import org.holdfast.lang.report.Rows;
import org.holdfast.lang.report.Sources;
import org.holdfast.lang.report.Wrap;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How interleavings look. */
class ColumnsTest {
    private static final String SHUTDOWN = """
            io_completion | nfsd_file_put_local(&localio) > nf = unrcu_pointer(xchg(pnf, NULL)); | nf -> NULL
            io_completion | nfsd_file_put_local(&localio) > struct net *net = nf->nf_net;
            shutdown      | nfsd_shutdown_net(net) > percpu_ref_kill(&nn->nfsd_net_ref) | 2 -> 1
            shutdown      | nfsd_shutdown_net(net) > wait_for_completion(&nn->nfsd_net_free_done) | <waits>
            io_completion | nfsd_file_put_local(&localio) > nfsd_net_put(net) > percpu_ref_put(&net->nfsd->nfsd_net_ref) | 1 -> 0
            io_completion | nfsd_file_put_local(&localio) > nfsd_net_put(net) > percpu_ref_put(&net->nfsd->nfsd_net_ref) | completes nfsd_net_free_done
            io_completion | nfsd_file_put_local(&localio) > rcu_read_unlock()
            shutdown      | nfsd_shutdown_net(net) > wait_for_completion(&nn->nfsd_net_free_done)
            shutdown      | nfsd_shutdown_net(net) > percpu_ref_exit(&nn->nfsd_net_ref)
            shutdown      | nfsd_shutdown_net(net) > nfsd_file_cache_shutdown() > rcu_barrier()
            shutdown      | nfsd_shutdown_net(net) > nfsd_file_cache_shutdown() > kmem_cache_destroy(nfsd_file_slab)
            """;
    private static final String THREE = """
            unregister | netconsole_netdev_event(eth0) > spin_lock_irqsave(&target_list_lock, flags)
            unregister | netconsole_netdev_event(eth0) > list_for_each_entry_safe(nt, tmp, &target_list, list) { if (nt) foo(); }
            unregister | netconsole_netdev_event(eth0) > list_move(&nt->list, &target_cleanup_list)
            rmdir      | drop_netconsole_target(nt) > spin_lock_irqsave(&target_list_lock, flags) | <waits>
            unregister | netconsole_netdev_event(eth0) > spin_unlock_irqrestore(&target_list_lock, flags)
            rmdir      | drop_netconsole_target(nt) > spin_lock_irqsave(&target_list_lock, flags)
            rmdir      | drop_netconsole_target(nt) > if (nt->enabled && nt->np.dev != eth0) { netpoll_cleanup(&nt->np); }
            rmdir      | kfree(nt) | freed
            printk     | write_msg() > nt->np.dev->tx_packets++ | 0 -> 1, and this is a note too long to stand beside what it is about
            unregister | netconsole_process_cleanups_core() > do_netpoll_cleanup(&nt->np) > np->dev = NULL
            """;
    private static final String SIX = """
            reader#1          | refcount_dec_and_test(&object->reference) | 6 -> 5
            reader#2          | refcount_dec_and_test(&object->a_reference_with_quite_a_name) | 5 -> 4
            writer            | mutex_lock(&object->lock)
            object_free (rcu) | kfree(object) | freed
            object_work       | mutex_lock(&object->lock) | <waits>
            object_timer      | mod_timer(&object->a_timer_with_a_name, jiffies + 10 * HZ)
            """;

    private static String drawn(String trace, String end, int column) {
        Trace t = Invented.trace(trace);
        return Columns.render(t.threads(), Rows.withCalls(t, new Sources()), end, column, List.of(), Ink.PLAIN);
    }

    @Test
    void twoToSixThreads() {
        Golden.assertSame("interleavings.txt",
                drawn(SHUTDOWN, "1 object still allocated: nf", 1) + "\n" + drawn(THREE, "use after free: nt", 0) + "\n"
                        + drawn(SIX, "deadlock: object_work waits for object.lock, which writer holds; writer waits for object_work", -1));
    }

    @Test
    void fitsAMail() {
        (drawn(SHUTDOWN, "end", 1) + drawn(THREE, "end", 0) + drawn(SIX, "end", -1)).lines()
                .forEach(l -> assertTrue(l.length() <= Wrap.WIDTH, l));
    }

    @Test
    void stepsOfOneStatementAreOneLine() {
        assertEquals("""
                     a
                     -
                     list_del(&x->list)  /* one, two */
                     *** end
                """, drawn("""
                a | list_del(&x->list) | one
                a | list_del(&x->list)
                a | list_del(&x->list) | two
                a | list_del(&x->list) | one
                """, "end", 0));
    }

    @Test
    void interruptedStatementGoesOn() {
        assertEquals("""
                     a                                    b
                     -                                    -
                     list_del(&x->list)
                                                          kfree(x)
                     ... list_del(&x->list)
                     *** end
                """, drawn("""
                a | list_del(&x->list)
                b | kfree(x)
                a | list_del(&x->list)
                """, "end", 0));
    }

    @Test
    void whatWaitedGoesOnWithoutAWord() {
        assertEquals("""
                     a                                    b
                     -                                    -
                     mutex_lock(&m)  <sleeps>
                                                          mutex_unlock(&m)
                     x = 1
                     *** end
                """, drawn("""
                a | mutex_lock(&m) | <waits>
                b | mutex_unlock(&m)
                a | mutex_lock(&m)
                a | x = 1;
                """, "end", 0));
    }

    @Test
    void functionOfOneStatementIsItsCall() {
        assertEquals("""
                     a                                    b
                     -                                    -
                     put()  /* 2 -> 1 */
                     get()
                       refcount_inc(&r)
                                                          kfree(r)
                     *** end
                """, drawn("""
                a | put(r) > refcount_dec(&r) | 2 -> 1
                a | get(r) > refcount_inc(&r)
                b | kfree(r)
                """, "end", -1));
    }
}
