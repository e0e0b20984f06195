package org.holdfast.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands behind the command's name: options and operands. Written by hand because it starts in no time; a library for this would take a
 * tenth of the second a check may take.
 *
 * @param options  values by name without dashes; a flag's is the empty string
 * @param operands the rest, in order
 */
record Arguments(Map<String, String> options, List<String> operands) {

    /** {@code value}: what the help calls the option's value, or empty for a flag. */
    record Option(String name, String value, String help) {
        boolean isFlag() {
            return value.isEmpty();
        }
    }

    static Arguments parse(List<String> words, List<Option> known) throws UsageException {
        Map<String, String> options = new LinkedHashMap<>();
        List<String> operands = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                operands.addAll(words.subList(i + 1, words.size()));
                break;
            }
            if (!word.startsWith("-") || word.equals("-")) {
                operands.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            Option option = find(equals < 0 ? word : word.substring(0, equals), known);
            String value = equals < 0 ? null : word.substring(equals + 1);
            if (option.isFlag() && value != null) {
                throw new UsageException("--" + option.name() + " takes no value");
            }
            if (!option.isFlag() && value == null) {
                if (++i == words.size()) {
                    throw new UsageException("--" + option.name() + " needs a value: --" + option.name() + " " + option.value());
                }
                value = words.get(i);
            }
            if (options.put(option.name(), value == null ? "" : value) != null) {
                throw new UsageException("--" + option.name() + " is given twice");
            }
        }
        return new Arguments(options, operands);
    }

    private static Option find(String word, List<Option> known) throws UsageException {
        for (Option option : known) {
            if (word.equals("--" + option.name())) {
                return option;
            }
        }
        throw new UsageException("unknown option " + word
                + (known.isEmpty() ? "" : "; there are " + String.join(", ", known.stream().map(o -> "--" + o.name()).toList())));
    }

    boolean has(String name) {
        return options.containsKey(name);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** A positive whole number; underscores and thousands' commas are welcome. */
    long number(String name, long otherwise) throws UsageException {
        String text = options.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text.replace("_", "").replace(",", ""));
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException("--" + name + " wants a positive number, not " + text);
    }

    double seconds(String name, double otherwise) throws UsageException {
        String text = options.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(text);
            if (number > 0 && number < 1e9) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException("--" + name + " wants a positive number of seconds, not " + text);
    }
}
