package org.holdfast.ide.text;

import java.util.List;
import java.util.stream.Collectors;
import org.holdfast.engine.program.Range;

/** A structured text for a person: hovers, documentation of proposals. Whoever shows it paints it in its own way. */
public record Doc(List<Block> blocks) {
    public static final Doc EMPTY = new Doc(List.of());

    public Doc {
        blocks = List.copyOf(blocks);
    }

    public sealed interface Block {
    }

    public record Paragraph(List<Span> spans) implements Block {
        public Paragraph {
            spans = List.copyOf(spans);
        }
    }

    public record Bullets(List<Paragraph> items) implements Block {
        public Bullets {
            items = List.copyOf(items);
        }
    }

    /** Lines of the scenario language. */
    public record Code(String text) implements Block {
    }

    public sealed interface Span {
        String text();
    }

    public record Plain(String text) implements Span {
    }

    public record Strong(String text) implements Span {
    }

    /** A piece of code inside a sentence. */
    public record Word(String text) implements Span {
    }

    /** Leads to a place. */
    public record Link(String text, Range target) implements Span {
    }

    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** Without any markup. */
    public String plain() {
        return blocks.stream().map(Doc::plain).collect(Collectors.joining("\n"));
    }

    private static String plain(Block block) {
        return switch (block) {
            case Paragraph p -> p.spans().stream().map(Span::text).collect(Collectors.joining());
            case Bullets b -> b.items().stream().map(item -> "- " + plain(item)).collect(Collectors.joining("\n"));
            case Code c -> c.text();
        };
    }
}
