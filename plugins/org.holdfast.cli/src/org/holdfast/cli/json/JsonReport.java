package org.holdfast.cli.json;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Fix;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.report.Rows;
import org.holdfast.lang.report.Sources;

/** One object for a whole run, written as it goes so that the order of names is the order of the documentation. */
public final class JsonReport {
    private static final int SCHEMA = 1;

    private final JsonWriter json;
    private final Sources sources;

    private JsonReport(JsonWriter json, Sources sources) {
        this.json = json;
        this.sources = sources;
    }

    /** {@code paths}: the file's name to show, and texts of files, as elsewhere. */
    public record File(String path, Report report) {
    }

    public static String of(String name, String version, List<File> files, Sources sources) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent("  ");
            json.setHtmlSafe(false);
            JsonReport report = new JsonReport(json, sources);
            json.beginObject();
            json.name("schema").value(SCHEMA);
            json.name("tool").beginObject().name("name").value(name).name("version").value(version).endObject();
            json.name("files").beginArray();
            for (File f : files) {
                report.file(f);
            }
            json.endArray().endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private void file(File f) throws IOException {
        Report r = f.report();
        json.beginObject().name("path").value(f.path()).name("title").value(r.title());
        json.name("problems").beginArray();
        for (Report.Problem p : r.problems()) {
            json.beginObject().name("id").value(p.id()).name("severity").value(severity(p.severity())).name("message").value(p.message());
            range(p.range(), r.path());
            json.endObject();
        }
        json.endArray().name("revisions").beginArray();
        for (Report.Revision v : r.revisions()) {
            revision(v, r.path());
        }
        json.endArray().name("expectations").beginArray();
        for (Report.Expectation e : r.expectations()) {
            json.beginObject().name("revision").value(e.revision()).name("line").value(e.range().line()).name("met").value(e.met()).endObject();
        }
        json.endArray().endObject();
    }

    private void revision(Report.Revision r, String path) throws IOException {
        json.beginObject().name("name").value(r.name()).name("verdict").value(r.verdict().name().toLowerCase(Locale.ROOT));
        json.name("explored").beginObject().name("states").value(r.states()).name("transitions").value(r.transitions())
                .name("complete").value(r.complete()).name("seconds").value(Math.round(r.seconds() * 1000) / 1000.0).endObject();
        json.name("assumed").beginArray();
        for (String a : r.assumptions()) {
            json.value(a);
        }
        json.endArray().name("findings").beginArray();
        for (Report.Diagnosed d : r.findings()) {
            finding(d, path);
        }
        json.endArray().endObject();
    }

    private void finding(Report.Diagnosed d, String path) throws IOException {
        Finding f = d.finding();
        json.beginObject().name("id").value(f.rule()).name("manifests").beginArray();
        for (String m : f.manifests()) {
            json.value(m);
        }
        json.endArray().name("severity").value(severity(f.severity())).name("expected").value(d.expected()).name("message").value(f.message());
        range(f.range(), path);
        json.name("trace").beginArray();
        if (f.trace() != null) {
            for (Rows.Row row : Rows.statements(f.trace(), sources)) {
                json.beginObject().name("thread").value(f.trace().threads().get(row.thread())).name("line").value(row.range() == null ? 0 : row.range().line());
                json.name("text").value(row.text()).name("note").value(note(row)).endObject();
            }
        }
        json.endArray().name("fixes").beginArray();
        for (Fix x : f.fixes()) {
            fix(x, path);
        }
        json.endArray().endObject();
    }

    private static String note(Rows.Row row) {
        String notes = String.join(", ", row.notes());
        return !notes.isEmpty() || !row.waiting() ? notes : row.spinning() ? "spins" : "sleeps";
    }

    private void fix(Fix x, String path) throws IOException {
        json.beginObject().name("title").value(x.title()).name("verified").value(x.verified()).name("edits").beginArray();
        for (Edit e : x.edits()) {
            json.beginObject();
            range(sources.range(e.file(), e.offset(), e.length()), path);
            json.name("text").value(e.text()).endObject();
        }
        json.endArray().endObject();
    }

    /** {@code path} is named only where it is another file than the one reported on: a library it includes. */
    private void range(Range r, String path) throws IOException {
        json.name("range").beginObject();
        if (r != null) {
            if (!r.file().equals(path)) {
                json.name("path").value(r.file());
            }
            json.name("line").value(r.line()).name("column").value(r.column()).name("endLine").value(r.endLine()).name("endColumn").value(r.endColumn());
        }
        json.endObject();
    }

    private static String severity(Severity s) {
        return s.name().toLowerCase(Locale.ROOT);
    }
}
