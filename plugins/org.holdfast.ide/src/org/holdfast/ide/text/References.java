package org.holdfast.ide.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.holdfast.engine.program.Range;
import org.holdfast.ide.Document;
import org.holdfast.ide.Documents;

/** Where a name is used, in all files. */
public final class References {
    /** @param line the text of the line it stands in, stripped */
    public record Reference(Range range, Occurrences.Kind kind, String line) {
    }

    private References() {
    }

    /** Every place that means what is named at an offset, by file and then in text order; this document's come first. */
    public static List<Reference> at(Documents documents, Document document, int offset) {
        Mention mention = Mentions.of(document).at(offset);
        List<Reference> all = new ArrayList<>();
        if (mention != null) {
            all(documents, document, mention).forEach((each, mentions) -> mentions.forEach(m -> all.add(reference(each, m))));
        }
        return all;
    }

    private static Reference reference(Document document, Mention mention) {
        int line = document.line(mention.offset());
        String text = document.text().substring(document.lines().start(line), document.lines().end(line)).strip();
        return new Reference(document.range(mention.offset(), mention.length()), mention.kind(), text);
    }

    /** All mentions of what a mention of a document means, by document; those without any are left out. */
    static Map<Document, List<Mention>> all(Documents documents, Document document, Mention mention) {
        List<Document> mentioning = new ArrayList<>(List.of(document));
        for (Path file : documents.projects().files(document.path())) {
            if (!file.equals(document.path())) {
                documents.read(file).filter(each -> each.text().contains(mention.name())).ifPresent(mentioning::add);
            }
        }
        Set<Entity> symbols = new LinkedHashSet<>(mention.symbols());
        Map<Document, List<Mention>> found = new LinkedHashMap<>();
        int known;
        do {
            // what one file adds (a prototype's definition) may be what another one means
            known = symbols.size();
            found.clear();
            for (Document each : mentioning) {
                List<Mention> mentions = Mentions.of(each).meaning(symbols);
                if (!mentions.isEmpty()) {
                    found.put(each, mentions);
                }
            }
        } while (symbols.size() > known);
        return found;
    }
}
