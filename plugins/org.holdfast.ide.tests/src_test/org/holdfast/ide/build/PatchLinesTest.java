package org.holdfast.ide.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.ide.Document;
import org.holdfast.ide.Texts;
import org.junit.jupiter.api.Test;

/** Lines of a scenario in the patch it is about: the number behind each line is the patch's, from 1. */
class PatchLinesTest {
    private static final String PATCH = """
            From: somebody
            Subject: put it last

            +	nfsd_file_put(file);  is not in a hunk
            ---
            diff --git a/fs/x.c b/fs/x.c
            --- a/fs/x.c
            +++ b/fs/x.c
            @@ -10,5 +10,5 @@ static void one(void)
             {
            -	nfsd_file_put(file);
             	rcu_read_lock();
             	percpu_ref_put(&nn->ref);
             	rcu_read_unlock();
            +	nfsd_file_put(file);
            @@ -40,3 +40,4 @@ static void two(void)
             {
             	other();
            +	nfsd_file_put(file);
             }
            --
            2.43.0
            """;

    private static List<String> numbered(String scenario) {
        Document document = Texts.of(scenario);
        PatchLines lines = PatchLines.of(PATCH);
        List<String> out = new ArrayList<>();
        for (int i = 0; i < document.lines().lines(); i++) {
            int line = i;
            lines.of(document, line).ifPresent(n -> out.add((line + 1) + "->" + (n + 1)));
        }
        return out;
    }

    @Test
    void pastedAsItIs() {
        assertEquals(List.of("4->10", "5->11", "6->12", "7->13", "8->14", "9->15"), numbered("""
                scenario "s"
                patch "x.patch"
                void f(struct nfsd_file *file)
                {
                -	nfsd_file_put(file);
                 	rcu_read_lock();
                 	percpu_ref_put(&nn->ref);
                 	rcu_read_unlock();
                +	nfsd_file_put(file);
                }
                """));
    }

    @Test
    void indentedAndWithRevisions() {
        assertEquals(List.of("2->18", "3->19", "4->20"), numbered("""
                void two(void) {
                    other();
                    +[v1, v2] nfsd_file_put(file);
                }
                int nothing_of_the_patch;
                """));
    }
}
