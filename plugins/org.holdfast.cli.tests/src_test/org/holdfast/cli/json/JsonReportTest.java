package org.holdfast.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.cli.text.SampleReport;
import org.junit.jupiter.api.Test;

/** The JSON form is a promise: its names, their order and their types. */
class JsonReportTest {

    private static JsonObject json() {
        return JsonParser.parseString(JsonReport.of("holdfast", "1.2", List.of(new JsonReport.File("given.hold", SampleReport.report())), SampleReport.sources()))
                .getAsJsonObject();
    }

    private static List<String> names(JsonElement e) {
        return new ArrayList<>(e.getAsJsonObject().keySet());
    }

    @Test
    void namesInOrder() {
        JsonObject all = json();
        assertEquals(List.of("schema", "tool", "files"), names(all));
        assertEquals(List.of("name", "version"), names(all.get("tool")));
        JsonObject file = all.getAsJsonArray("files").get(0).getAsJsonObject();
        assertEquals(List.of("path", "title", "problems", "revisions", "expectations"), names(file));
        assertEquals(List.of("id", "severity", "message", "range"), names(file.getAsJsonArray("problems").get(0)));
        assertEquals(List.of("revision", "line", "met"), names(file.getAsJsonArray("expectations").get(0)));
        JsonObject revision = file.getAsJsonArray("revisions").get(2).getAsJsonObject();
        assertEquals(List.of("name", "verdict", "explored", "assumed", "findings"), names(revision));
        assertEquals(List.of("states", "transitions", "complete", "seconds"), names(revision.get("explored")));
        JsonObject finding = revision.getAsJsonArray("findings").get(0).getAsJsonObject();
        assertEquals(List.of("id", "manifests", "severity", "expected", "message", "range", "trace", "fixes"), names(finding));
        assertEquals(List.of("line", "column", "endLine", "endColumn"), names(finding.get("range")));
        assertEquals(List.of("thread", "line", "text", "note"), names(finding.getAsJsonArray("trace").get(0)));
        assertEquals(List.of("title", "verified", "edits"), names(finding.getAsJsonArray("fixes").get(0)));
        assertEquals(List.of("range", "text"), names(finding.getAsJsonArray("fixes").get(0).getAsJsonObject().getAsJsonArray("edits").get(0)));
    }

    @Test
    void values() {
        JsonObject all = json();
        assertEquals(1, all.get("schema").getAsInt());
        assertEquals("1.2", all.getAsJsonObject("tool").get("version").getAsString());
        JsonObject file = all.getAsJsonArray("files").get(0).getAsJsonObject();
        assertEquals("given.hold", file.get("path").getAsString());
        JsonObject revision = file.getAsJsonArray("revisions").get(2).getAsJsonObject();
        assertEquals("findings", revision.get("verdict").getAsString());
        assertEquals(1644, revision.getAsJsonObject("explored").get("states").getAsLong());
        JsonObject finding = revision.getAsJsonArray("findings").get(0).getAsJsonObject();
        assertEquals("put-order", finding.get("id").getAsString());
        assertEquals(true, finding.get("expected").getAsBoolean());
        assertEquals("error", finding.get("severity").getAsString());
        assertEquals(6, finding.getAsJsonObject("range").get("line").getAsInt());
        assertEquals("sleeps", finding.getAsJsonArray("trace").get(0).getAsJsonObject().get("note").getAsString());
        assertEquals("information", revision.getAsJsonArray("findings").get(2).getAsJsonObject().get("severity").getAsString());
        assertEquals("incomplete", file.getAsJsonArray("revisions").get(3).getAsJsonObject().get("verdict").getAsString());
    }
}
