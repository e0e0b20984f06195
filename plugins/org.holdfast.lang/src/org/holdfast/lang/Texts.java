package org.holdfast.lang;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files as text. */
final class Texts {
    /** Scenarios are patch-sized; a file beyond this is none. In bytes, and in UTF-16 units. */
    static final int LIMIT = 1 << 20;

    private Texts() {
    }

    /**
     * A text and what is wrong with it as such.
     *
     * @param complaint null if nothing is; otherwise {@code text} is what could be read, and {@code offset} where it went wrong
     */
    record Content(String text, String complaint, int offset) {
        static Content of(String text) {
            if (text.length() > LIMIT) {
                return new Content("", "the file is too large: " + text.length() + " characters, the limit is " + LIMIT, 0);
            }
            int zero = text.indexOf('\0');
            if (zero >= 0) {
                return new Content("", "this is not a text file: it has a NUL character at offset " + zero, 0);
            }
            return new Content(text, null, 0);
        }
    }

    static Content read(Path path) throws IOException {
        long size = Files.size(path);
        if (size > LIMIT) {
            return new Content("", "the file is too large: " + size + " bytes, the limit is " + LIMIT, 0);
        }
        return decode(Files.readAllBytes(path));
    }

    static Content decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (result.isError()) {
            return new Content("", "this is not UTF-8 text: the byte at offset " + in.position() + " is malformed", 0);
        }
        String text = out.toString();
        return Content.of(text.startsWith("\ufeff") ? " " + text.substring(1) : text);
    }
}
