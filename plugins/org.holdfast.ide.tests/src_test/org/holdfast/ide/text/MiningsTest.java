package org.holdfast.ide.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.holdfast.ide.Document;
import org.holdfast.ide.Texts;
import org.holdfast.ide.check.Diagnostics;
import org.holdfast.ide.check.Severities;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Settings;
import org.junit.jupiter.api.Test;

class MiningsTest {
    private static final String TEXT = """
            scenario "s"
            revisions base, v1;
            DEFINE_SPINLOCK(l);
            DEFINE_MUTEX(m);
            int shared;
            static void inner(void)
            {
            	shared++;
            }
            -static void outer(void)
            +static void outer(int x)
            {
            	spin_lock(&l);
            	inner();
            	spin_unlock(&l);
            -	mutex_lock(&m);
            }
            static void unused(void) { }
            -thread a { outer(); }
            +thread a { outer(1); }
            thread b in softirq { inner(); }
            expect base clean;
            expect v1 clean;
            """;

    private static String show(Document document, List<Minings.Mining> minings) {
        return minings.stream().map(m -> (document.line(m.offset()) + 1) + (m.above() ? " ^ " : " > ") + m.text()).collect(Collectors.joining("\n"));
    }

    @Test
    void functionsTellWhatTheyAreCalledWith() {
        Document document = Texts.of(TEXT);
        assertEquals("""
                6 ^ process, preemption off, holds l | softirq, no lock held
                10 ^ process, no lock held
                11 ^ process, no lock held""", show(document, Minings.of(document)));
    }

    @Test
    void verdictsOnceTheyAreThere() {
        Document document = Texts.of(TEXT);
        Report report = Texts.DOCUMENTS.checker(document.path()).check(document.file(), Settings.DEFAULT);
        Diagnostics explored = Diagnostics.of(document.version(), Diagnostics.Phase.EXPLORED, report, Severities.AS_REPORTED);
        String shown = show(document, Minings.of(document, Optional.of(explored)).stream().filter(m -> !m.above()).toList());
        assertEquals("""
                2 > lock-leak
                2 > clean
                22 > lock-leak is not expected
                23 > as expected""".replace("22 > lock-leak is not expected", "22 > " + report.expectations().get(0).why()), shown);
        Diagnostics old = Diagnostics.of(document.version() - 1, Diagnostics.Phase.EXPLORED, report, Severities.AS_REPORTED);
        assertEquals(Minings.of(document), Minings.of(document, Optional.of(old)));
    }

    @Test
    void aTextWithErrorsHasNone() {
        assertEquals(List.of(), Minings.of(Texts.of("scenario \"s\"\nvoid f( { \n")));
    }
}
