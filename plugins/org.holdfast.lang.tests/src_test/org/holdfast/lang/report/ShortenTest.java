package org.holdfast.lang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShortenTest {

    @Test
    void leavesWhatFits() {
        assertEquals(List.of("spin_lock(&l)"), Shorten.fit("spin_lock(&l)", 13));
    }

    @Test
    void breaksAtACommaWhereBothHalvesFit() {
        assertEquals(List.of("list_move(&nt->list,", "    &target_cleanup_list)"), Shorten.fit("list_move(&nt->list, &target_cleanup_list)", 36));
    }

    @Test
    void leavesOutArguments() {
        assertEquals(List.of("wait_for_completion(...)"), Shorten.fit("wait_for_completion(&nn->nfsd_net_free_done)", 30));
        assertEquals("nf = unrcu_pointer(xchg(...))", Shorten.cut("nf = unrcu_pointer(xchg(&iocb->localio, NULL))", 30));
        assertEquals("nf = unrcu_pointer(...)", Shorten.cut("nf = unrcu_pointer(xchg(&iocb->localio, NULL))", 24));
    }

    @Test
    void neverTooWide() {
        for (int width = 8; width < 60; width++) {
            int limit = width;
            for (String s : List.of("a_function_with_a_very_long_name_indeed(x)", "f(g(h(i(j(k(l(m(n(o(p(q(r(s)))))))))))))", "x = y + z && a || b && cccccccccccccccccccccc",
                    "container_of(rcu, struct nfsd_file, nf_rcu)->nf_net->ns_count")) {
                assertTrue(Shorten.fit(s, width).stream().allMatch(l -> l.length() <= limit), s + " in " + width + ": " + Shorten.fit(s, width));
            }
        }
    }

    @Test
    void statementsAreOneLine() {
        assertEquals("nf = container_of(rcu, struct nfsd_file, nf_rcu)", Statement.line("struct nfsd_file *nf =\n\t\tcontainer_of(rcu, struct nfsd_file, nf_rcu);"));
        assertEquals("flags = 0", Statement.line("unsigned long flags = 0;"));
        assertEquals("if (a(b) && c)", Statement.line("if (a(b) &&\n+[v2]\t    c) {\n\t\tfoo();\n\t}"));
        assertEquals("list_for_each_entry(nt, &target_list, list)", Statement.line("list_for_each_entry(nt, &target_list, list) { x; }"));
        assertEquals("return x", Statement.line("return x; /* why */"));
        assertEquals("kfree(p)", Statement.line("kfree(p);"));
    }
}
