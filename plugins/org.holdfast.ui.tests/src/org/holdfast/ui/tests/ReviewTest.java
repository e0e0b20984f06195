package org.holdfast.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.eclipse.jface.text.ITextOperationTarget;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.contentassist.ICompletionProposalExtension2;
import org.eclipse.jface.text.quickassist.IQuickAssistInvocationContext;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.jface.text.source.ISourceViewerExtension3;
import org.eclipse.swt.custom.StyledText;
import org.holdfast.ide.check.Diagnostics;
import org.holdfast.ui.editor.LiveAnnotation;
import org.holdfast.ui.editor.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A review from beginning to end: the put order of a patch is typed, is found to be wrong, is mended, and is as it was again after undo. */
class ReviewTest {

    /** What stands round the lines that are typed. */
    private static final String BEFORE = """
            scenario "nfsd: which reference is dropped first"
            revisions v2;

            struct nfsd_net  { struct percpu_ref nfsd_net_ref; struct completion nfsd_net_free_done; };
            struct nfsd_file { refcount_t nf_ref; struct rcu_head nf_rcu; };

            struct kmem_cache *nfsd_file_slab;
            struct nfsd_net   *nn;
            struct nfsd_file  *nf;

            void nfsd_net_done(struct percpu_ref *ref) { complete(&nn->nfsd_net_free_done); }

            void nfsd_file_slab_free(struct rcu_head *rcu)
            {
            	struct nfsd_file *file = container_of(rcu, struct nfsd_file, nf_rcu);
            	kmem_cache_free(nfsd_file_slab, file);
            }

            void nfsd_file_put(struct nfsd_file *file)
            {
            	if (refcount_dec_and_test(&file->nf_ref))
            		call_rcu(&file->nf_rcu, nfsd_file_slab_free);
            }

            void nfsd_file_put_local(struct nfsd_file *file)
            {
            """;

    private static final String AFTER = """

            }

            init {
            	nfsd_file_slab = kmem_cache_create("nfsd_file");
            	nn = kzalloc(sizeof(*nn), GFP_KERNEL);
            	init_completion(&nn->nfsd_net_free_done);
            	percpu_ref_init(&nn->nfsd_net_ref, nfsd_net_done);
            	percpu_ref_get(&nn->nfsd_net_ref);
            	nf = kmem_cache_alloc(nfsd_file_slab, GFP_KERNEL);
            	refcount_set(&nf->nf_ref, 1);
            }

            thread io_completion { nfsd_file_put_local(nf); }

            thread shutdown {
            	percpu_ref_kill(&nn->nfsd_net_ref);
            	wait_for_completion(&nn->nfsd_net_free_done);
            	percpu_ref_exit(&nn->nfsd_net_ref);
            	rcu_barrier();
            	kmem_cache_destroy(nfsd_file_slab);
            }
            """;

    private final Bench bench = new Bench();

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void thePutOrderOfNfsdIsTypedFoundMendedAndUndone() throws Exception {
        ISourceViewer viewer = bench.viewer(bench.open(bench.file("review.hold", "")));
        StyledText text = viewer.getTextWidget();
        viewer.getDocument().set(BEFORE + AFTER);
        viewer.setSelectedRange(BEFORE.length(), 0);
        bench.type(text, "\tpercpu_ref_put(&nn->nfsd_net_ref);\n");
        // Enter has brought the indentation
        bench.type(text, "nfsd_file_put(file);");
        String typed = viewer.getDocument().get();
        assertTrue(typed.contains("{\n\tpercpu_ref_put(&nn->nfsd_net_ref);\n\tnfsd_file_put(file);\n}"), typed);

        long end = System.nanoTime();
        Bench.await("the squiggle", () -> find(viewer) != null);
        long millis = (System.nanoTime() - end) / 1_000_000;
        Position place = viewer.getAnnotationModel().getPosition(find(viewer));
        assertEquals("percpu_ref_put(&nn->nfsd_net_ref)", viewer.getDocument().get(place.offset, place.length));
        System.out.println("from the last key to the squiggle: " + millis + " ms");

        ICompletionProposal reorder = fixes(viewer, place.offset).getFirst();
        assertTrue(reorder.getDisplayString().startsWith("Move `percpu_ref_put(&nn->nfsd_net_ref)` after `nfsd_file_put(file)`"), reorder.getDisplayString());
        Bench.await("the whole check", () -> isExplored(viewer));
        if (reorder instanceof ICompletionProposalExtension2 proposal) {
            proposal.apply(viewer, '\0', 0, place.offset);
        } else {
            reorder.apply(viewer.getDocument());
        }
        assertTrue(viewer.getDocument().get().contains("{\n\tnfsd_file_put(file);\n\tpercpu_ref_put(&nn->nfsd_net_ref);\n}"), viewer.getDocument().get());
        Bench.await("a clean text", () -> find(viewer) == null && isExplored(viewer));

        ((ITextOperationTarget) viewer).doOperation(ITextOperationTarget.UNDO);
        assertEquals(typed, viewer.getDocument().get(), "one step of undo takes the fix back");
        Bench.await("the finding again", () -> find(viewer) != null);
    }

    private static boolean isExplored(ISourceViewer viewer) {
        Session session = Session.of(viewer.getDocument()).orElseThrow();
        return session.diagnostics().filter(found -> found.phase() == Diagnostics.Phase.EXPLORED && found.version() >= session.current().version()).isPresent();
    }

    private static LiveAnnotation find(ISourceViewer viewer) {
        return LiveTest.live(viewer).stream().filter(each -> each.diagnostic().rule().equals("put-order")).findFirst().orElse(null);
    }

    /** What Ctrl+1 offers. */
    private static List<ICompletionProposal> fixes(ISourceViewer viewer, int offset) {
        var assistant = ((ISourceViewerExtension3) viewer).getQuickAssistAssistant();
        ICompletionProposal[] proposals = assistant.getQuickAssistProcessor().computeQuickAssistProposals(new IQuickAssistInvocationContext() {
            @Override
            public int getOffset() {
                return offset;
            }

            @Override
            public int getLength() {
                return 0;
            }

            @Override
            public ISourceViewer getSourceViewer() {
                return viewer;
            }
        });
        return Arrays.asList(proposals);
    }
}
