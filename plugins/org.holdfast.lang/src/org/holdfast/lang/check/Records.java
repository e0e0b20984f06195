package org.holdfast.lang.check;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.engine.program.Range;

/**
 * Values made of public records, lists, enums, strings and numbers as bytes. A range becomes the number of its place; what occurs twice is written once. Nothing is
 * said of a record but its class's name and its components in order, so bytes are good for the version that wrote them only.
 */
final class Records {
    private static final int NULL = 0;
    private static final int AGAIN = 1;
    private static final int STRING = 2;
    private static final int LIST = 3;
    private static final int RECORD = 4;
    private static final int ENUM = 5;
    private static final int PLACE = 6;
    private static final int INTEGER = 7;
    private static final int LONG = 8;
    private static final int DOUBLE = 9;
    private static final int BOOLEAN = 10;

    private final Places places;
    private final Map<Class<?>, Shape> shapes = new HashMap<>();

    Records(Places places) {
        this.places = places;
    }

    /** The value cannot be written, or the bytes are none of ours. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        Unfit(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** How a record is taken apart and made. */
    private record Shape(List<Method> components, Constructor<?> constructor) {
        static Shape of(Class<?> type) {
            try {
                List<Method> accessors = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor).toList();
                return new Shape(accessors, type.getConstructor(Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class[]::new)));
            } catch (NoSuchMethodException e) {
                throw new IllegalArgumentException(type + " is not public", e);
            }
        }
    }

    private Shape shape(Class<?> type) {
        return shapes.computeIfAbsent(type, Shape::of);
    }

    /** @throws Unfit for a range that is none of the places, and for what is not made of the things above */
    byte[] write(Object value) throws Unfit {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new Writer(new DataOutputStream(bytes)).write(value);
        } catch (IOException | ReflectiveOperationException | IllegalArgumentException e) {
            throw new Unfit("cannot be written: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    /** @throws Unfit for bytes of another version, and for what is no such value at all */
    <T> T read(byte[] bytes, Class<T> type) throws Unfit {
        try {
            return type.cast(new Reader(new DataInputStream(new ByteArrayInputStream(bytes))).read());
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            throw new Unfit("cannot be read: " + e.getMessage(), e);
        }
    }

    private final class Writer {
        private final DataOutputStream out;
        private final Map<Object, Integer> seen = new HashMap<>();

        Writer(DataOutputStream out) {
            this.out = out;
        }

        void write(Object value) throws IOException, ReflectiveOperationException {
            switch (value) {
            case null -> out.writeByte(NULL);
            case Integer i -> {
                out.writeByte(INTEGER);
                out.writeInt(i);
            }
            case Long l -> {
                out.writeByte(LONG);
                out.writeLong(l);
            }
            case Double d -> {
                out.writeByte(DOUBLE);
                out.writeDouble(d);
            }
            case Boolean b -> {
                out.writeByte(BOOLEAN);
                out.writeBoolean(b);
            }
            case Range range -> {
                int number = places.number(range);
                if (number < 0) {
                    throw new IllegalArgumentException("no place of the program: " + range);
                }
                out.writeByte(PLACE);
                out.writeInt(number);
            }
            default -> {
                Integer before = seen.get(value);
                if (before == null) {
                    compound(value);
                    seen.put(value, seen.size());
                } else {
                    out.writeByte(AGAIN);
                    out.writeInt(before);
                }
            }
            }
        }

        private void compound(Object value) throws IOException, ReflectiveOperationException {
            switch (value) {
            case String s -> {
                byte[] text = s.getBytes(StandardCharsets.UTF_8);
                out.writeByte(STRING);
                out.writeInt(text.length);
                out.write(text);
            }
            case List<?> list -> {
                out.writeByte(LIST);
                out.writeInt(list.size());
                for (Object each : list) {
                    write(each);
                }
            }
            case Enum<?> e -> {
                out.writeByte(ENUM);
                write(e.getDeclaringClass().getName());
                write(e.name());
            }
            case Record r -> {
                out.writeByte(RECORD);
                write(r.getClass().getName());
                for (Method component : shape(r.getClass()).components()) {
                    write(component.invoke(r));
                }
            }
            default -> throw new IllegalArgumentException(value.getClass() + " is no value");
            }
        }
    }

    private final class Reader {
        private final DataInputStream in;
        private final List<Object> seen = new ArrayList<>();

        Reader(DataInputStream in) {
            this.in = in;
        }

        Object read() throws IOException, ReflectiveOperationException {
            int kind = in.readUnsignedByte();
            return switch (kind) {
            case NULL -> null;
            case INTEGER -> in.readInt();
            case LONG -> in.readLong();
            case DOUBLE -> in.readDouble();
            case BOOLEAN -> in.readBoolean();
            case PLACE -> places.range(in.readInt());
            case AGAIN -> seen.get(in.readInt());
            default -> {
                Object value = compound(kind);
                seen.add(value);
                yield value;
            }
            };
        }

        private Object compound(int kind) throws IOException, ReflectiveOperationException {
            switch (kind) {
            case STRING:
                return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            case LIST:
                int size = in.readInt();
                List<Object> list = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    list.add(read());
                }
                return List.copyOf(list);
            case ENUM:
                String name = (String) read();
                Object constant = read();
                return Arrays.stream(type(name).getEnumConstants()).filter(e -> ((Enum<?>) e).name().equals(constant)).findFirst().orElseThrow();
            case RECORD:
                Shape shape = shape(type((String) read()));
                Object[] components = new Object[shape.components().size()];
                for (int i = 0; i < components.length; i++) {
                    components[i] = read();
                }
                return shape.constructor().newInstance(components);
            default:
                throw new IOException("kind " + kind);
            }
        }

        private Class<?> type(String name) throws ClassNotFoundException {
            if (!name.startsWith("org.holdfast.")) {
                throw new ClassNotFoundException(name); // bytes name no class of others
            }
            return Class.forName(name, true, Records.class.getClassLoader());
        }
    }
}
