package org.holdfast.lang.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Fix;
import org.holdfast.lang.check.Report.Diagnosed;
import org.holdfast.lang.lower.Lowered;

/** What is kept of a revision's verdict, and how it is put back onto another text that means the same. */
final class Recall {
    private final Records records;
    private final Verdicts verdicts;
    private final Settings settings;
    private final String key;

    /** The verdict and the bounds it was found within, which matter where it is incomplete. */
    public record Kept(Report.Revision revision, long maxStates, double maxSeconds) {
    }

    Recall(Lowered lowered, Settings settings, Verdicts verdicts) {
        this.verdicts = verdicts;
        this.settings = settings;
        records = new Records(new Places(lowered.program()));
        key = key(lowered, settings);
    }

    /** Empty where no verdict may be kept: something has no place, so nothing could be put back. */
    private String key(Lowered lowered, Settings settings) {
        Program p = lowered.program();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((lowered.hash() + p.revision() + settings.repairs()).getBytes(StandardCharsets.UTF_8));
            // Findings quote the text, so what is quoted has to be the same.
            digest.update(records.write(p.source()));
            digest.update(records.write(p.claims()));
            return HexFormat.of().formatHex(digest.digest());
        } catch (Records.Unfit e) {
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every platform has SHA-256
        }
    }

    /**
     * The verdict, if it is known, with ranges and edits of this text.
     *
     * @param edits writes changes down, see {@link MarkedEdits}
     */
    Optional<Report.Revision> known(Function<List<Change>, List<Edit>> edits) {
        byte[] bytes = key.isEmpty() ? null : verdicts.get(key).orElse(null);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            Kept kept = records.read(bytes, Kept.class);
            boolean enough = kept.revision().complete() || kept.maxStates() >= settings.maxStates() && kept.maxSeconds() >= settings.maxSeconds();
            return enough ? Optional.of(withFixes(kept.revision(), f -> edits.apply(f.changes()))) : Optional.empty();
        } catch (Records.Unfit | MarkedEdits.Impossible e) {
            return Optional.empty(); // then it is found out again
        }
    }

    void keep(Report.Revision revision) {
        if (key.isEmpty()) {
            return;
        }
        try {
            verdicts.put(key, records.write(new Kept(withFixes(revision, f -> List.of()), settings.maxStates(), settings.maxSeconds())));
        } catch (Records.Unfit e) {
            // A place that is none of the program's: the next check finds it again.
        }
    }

    private static Report.Revision withFixes(Report.Revision r, Function<Fix, List<Edit>> edits) {
        List<Diagnosed> findings = new ArrayList<>();
        for (Diagnosed d : r.findings()) {
            Finding f = d.finding();
            List<Fix> fixes = f.fixes().stream().map(x -> new Fix(x.title(), x.rule(), x.changes(), x.verified(), x.remark(), edits.apply(x))).toList();
            findings.add(new Diagnosed(new Finding(f.rule(), f.manifests(), f.severity(), f.message(), f.range(), f.related(), f.trace(), fixes, f.witness()), d.expected()));
        }
        return new Report.Revision(r.name(), r.verdict(), r.states(), r.transitions(), r.complete(), r.cut(), r.seconds(), r.assumptions(), findings);
    }
}
