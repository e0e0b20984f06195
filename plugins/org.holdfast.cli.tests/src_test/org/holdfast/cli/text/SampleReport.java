package org.holdfast.cli.text;

import java.util.List;
import org.holdfast.engine.explore.Trace;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Fix;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.report.Sources;

/** A report put together by hand, with something of everything, for tests of how reports look. */
public final class SampleReport {
    public static final String FILE = "nfsd/put-local.hold";
    private static final String TEXT = """
            scenario "nfsd: which of its two references is dropped first"
            revisions base, v1, v2, suggested;

            void nfsd_file_put_local(struct nfsd_file *nf)
            {
            +[v2]	nfsd_net_put(net);
            	nfsd_file_put(nf);
            -[v2]	nfsd_net_put(net);
            }

            expect base clean;
            expect v1   clean;
            """;

    private SampleReport() {
    }

    public static Sources sources() {
        return new Sources().with(FILE, TEXT);
    }

    public static Report report() {
        Finding putOrder = finding("put-order", List.of("cache-in-use", "use-after-free"), Severity.ERROR,
                "nfsd_net_put() lets shutdown go on before this thread has come to nfsd_file_put(); put nfsd_net_ref after nf", "nfsd_net_put(net)", 1);
        Finding unreached = new Finding("unreachable-code", List.of(), Severity.INFORMATION, "no run comes here", range("nfsd_file_put(nf)", 1), List.of(),
                null, List.of());
        Finding afterPut = new Finding("use-after-put", List.of(), Severity.WARNING, "nf is used after its reference was put", range("nfsd_file_put(nf)", 1),
                List.of(), null, List.of());
        return new Report(FILE, "nfsd: which of its two references is dropped first",
                List.of(new Report.Problem("expectation-not-met", Severity.ERROR, "v1 is expected to be clean; it has put-order", range("expect v1", 1),
                        List.of("v1"))),
                List.of(revision("base", Report.Verdict.CLEAN, 812, List.of()),
                        revision("v1", Report.Verdict.FINDINGS, 931, List.of(new Report.Diagnosed(putOrder, false))),
                        revision("v2", Report.Verdict.FINDINGS, 1644,
                                List.of(new Report.Diagnosed(putOrder, true), new Report.Diagnosed(afterPut, false), new Report.Diagnosed(unreached, false))),
                        new Report.Revision("suggested", Report.Verdict.INCOMPLETE, 20_000_000, 61_000_000, false, "the bound of 20,000,000 states was reached",
                                1.5, List.of("interleavings are sequentially consistent"), List.of())),
                List.of(new Report.Expectation("base", range("expect base", 1), true, ""),
                        new Report.Expectation("v1", range("expect v1", 1), false, "it has put-order")));
    }

    private static Report.Revision revision(String name, Report.Verdict verdict, long states, List<Report.Diagnosed> findings) {
        return new Report.Revision(name, verdict, states, states * 2, true, "", 0.0125,
                List.of("interleavings are sequentially consistent"), findings);
    }

    private static Finding finding(String rule, List<String> manifests, Severity severity, String message, String blamed, int which) {
        Site later = new Site(range("nfsd_file_put(nf)", 1), "nfsd_file_put(nf);", 3, List.of());
        Site freed = new Site(range("nfsd_net_put(net)", 2), "nfsd_net_put(net);", 4, List.of());
        int offset = TEXT.indexOf("+[v2]");
        String moved = TEXT.substring(offset, TEXT.indexOf('\n', offset) + 1);
        int behind = TEXT.indexOf("-[v2]");
        List<Violation.Related> related = List.of(new Violation.Related("still to come", "io", later), new Violation.Related("put", "shutdown", freed));
        Trace trace = Invented.trace("""
                shutdown | wait_for_completion(&nn->done) | <waits>
                io | nfsd_file_put_local(nf) > nfsd_net_put(net) | 1 -> 0
                shutdown | wait_for_completion(&nn->done)
                shutdown | kmem_cache_destroy(slab)
                """);
        Violation witness = new Violation("cache-in-use", "kmem_cache_destroy() while objects of the cache are allocated", "shutdown", freed, "shutdown", 3,
                "slab", related, true, trace);
        return new Finding(rule, manifests, severity, message, range(blamed, which), related, trace, List.of(new Fix("Put nf before nfsd_net_ref", rule, List.of(), true, "checked again in v2: nothing new",
                        List.of(new Edit(FILE, behind, 0, moved), new Edit(FILE, offset, moved.length(), "")))), witness);
    }

    /** The {@code which}-th place where the text stands, from 1. */
    private static Range range(String text, int which) {
        int at = -1;
        for (int i = 0; i < which; i++) {
            at = TEXT.indexOf(text, at + 1);
        }
        return new Sources().with(FILE, TEXT).range(FILE, at, text.length());
    }
}
