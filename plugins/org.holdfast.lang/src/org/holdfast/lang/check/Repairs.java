package org.holdfast.lang.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.engine.explore.Explorer;
import org.holdfast.engine.explore.Options;
import org.holdfast.engine.explore.Result;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Recheck;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.Workspace;
import org.holdfast.lang.lower.Lowered;

/** Tries repairs of one revision on its text: written down, read, lowered, explored. */
final class Repairs implements Recheck {
    /**
     * Repairs are bounded by states, not by time, so that the same input gives the same findings on any machine: each may take some more than the original,
     * and all together so many.
     */
    private static final long MORE_STATES = 100_000;
    private static final long ALL_STATES = 1_000_000;
    private static final long CHEAP_STATES = 5_000;

    private final Workspace workspace;
    private final Overlay overlay;
    private final LoadedFile file;
    private final String revision;
    private final Settings settings;
    private final SharedTexts texts;
    private final Lowered original;
    private final Result result;
    private long states;

    Repairs(Workspace workspace, Overlay overlay, LoadedFile file, String revision, Settings settings, Lowered original, Result result) {
        this.workspace = workspace;
        this.overlay = overlay;
        this.file = file;
        this.revision = revision;
        this.settings = settings;
        this.original = original;
        this.result = result;
        texts = new SharedTexts(file, overlay);
    }

    @Override
    public boolean mayContinue() {
        return settings.repairs() && !settings.cancelled().getAsBoolean() && states < ALL_STATES;
    }

    @Override
    public boolean isCheap() {
        return states < CHEAP_STATES;
    }

    @Override
    public Outcome apply(List<Change> changes) {
        List<Edit> edits;
        try {
            edits = texts.edits(changes, revision, original.program());
        } catch (MarkedEdits.Impossible e) {
            return new Outcome(List.of(), null, e.getMessage());
        }
        Map<String, String> edited = new TreeMap<>();
        for (Edit e : edits) {
            StringBuilder t = new StringBuilder(edited.computeIfAbsent(e.file(), f -> texts.text(f).text()));
            edited.put(e.file(), t.replace(e.offset(), e.offset() + e.length(), e.text()).toString());
        }
        return after(edits, edited);
    }

    private Outcome after(List<Edit> edits, Map<String, String> edited) {
        Map<Path, String> included = new TreeMap<>();
        edited.forEach((path, text) -> {
            if (!path.equals(file.path())) {
                included.put(Path.of(path).toAbsolutePath().normalize(), text);
            }
        });
        String text = edited.getOrDefault(file.path(), file.text().text());
        LoadedFile mended = overlay.with(included, () -> Lowerings.load(workspace, Path.of(file.path()), text, revision));
        if (!mended.isValid(revision)) {
            return new Outcome(edits, null, "the mended text is not right: " + first(mended));
        }
        Lowered lowered = Lowerings.lower(mended, revision);
        if (lowered.program() == null) {
            return new Outcome(edits, null, "the mended text is not right: " + lowered.problems().getFirst().message());
        }
        if (lowered.hash().equals(original.hash())) {
            return new Outcome(edits, null, "the mended text means the same");
        }
        Options options = new Options(4 * result.states() + MORE_STATES, settings.maxSeconds(), false, Options.Reductions.ALL, false, settings.cancelled());
        Result after = Explorer.explore(lowered.program(), options);
        states += after.states();
        return new Outcome(edits, new Case(lowered.program(), after), "");
    }

    private String first(LoadedFile mended) {
        return mended.problems().stream().filter(p -> p.severity() == Severity.ERROR && p.revisions().contains(revision)).map(p -> p.message()).findFirst()
                .orElse("it cannot be read");
    }
}
