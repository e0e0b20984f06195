package org.holdfast.ide.text;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.holdfast.engine.explore.Explorer;
import org.holdfast.engine.explore.LockUse;
import org.holdfast.engine.explore.Options;
import org.holdfast.engine.explore.Standing;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Source;
import org.holdfast.ide.Document;
import org.holdfast.lang.lower.Lowered;
import org.holdfast.lang.lower.Lowering;

/** What running one thread after another shows of a document: what is held where, and who takes which lock. */
final class Flow {
    /** So much that a hover never keeps anybody waiting. */
    private static final Options INSTANT = new Options(3_000, 1, false, Options.Reductions.ALL, false, () -> false);

    private final Document document;
    private final Map<String, Facts> facts = new ConcurrentHashMap<>();
    private final Map<String, List<LockUse>> locks = new ConcurrentHashMap<>();

    /**
     * @param program null where the revision has errors, and then there is nothing else
     */
    record Facts(Program program, List<Standing> standings) {
        static final Facts NONE = new Facts(null, List.of());

        /** What is the case where the innermost statement begins that the offset is in. */
        List<Standing> at(String file, int offset) {
            Source.Statement statement = statement(file, offset);
            return statement == null ? List.of() : standings.stream().filter(s -> s.statement() == statement.number()).toList();
        }

        Source.Statement statement(String file, int offset) {
            Stream<Source.Statement> all = program == null ? Stream.empty() : program.source().statements().stream();
            return all.filter(s -> s.range().file().equals(file) && s.range().offset() <= offset && offset < s.range().end())
                    .reduce((a, b) -> b.range().length() <= a.range().length() ? b : a).orElse(null);
        }
    }

    private Flow(Document document) {
        this.document = document;
    }

    static Facts of(Document document, String revision) {
        Flow flow = document.derived(Flow.class, Flow::new);
        return flow.facts.computeIfAbsent(revision, flow::compute);
    }

    /** Who takes which lock; none where the revision has errors. */
    static List<LockUse> locks(Document document, String revision) {
        Program program = of(document, revision).program();
        return program == null ? List.of()
                : document.derived(Flow.class, Flow::new).locks.computeIfAbsent(revision, r -> Explorer.flow(program, INSTANT).locks());
    }

    private Facts compute(String revision) {
        if (!document.file().scenario() || !document.file().isValid(revision)) {
            return Facts.NONE;
        }
        Lowered lowered = Lowering.lower(document.name(), document.file().revision(revision).orElseThrow());
        Program program = lowered.program();
        return program == null ? Facts.NONE : new Facts(program, Explorer.standings(program, INSTANT));
    }
}
