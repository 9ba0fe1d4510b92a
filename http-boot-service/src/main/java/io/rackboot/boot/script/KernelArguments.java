package io.rackboot.boot.script;

import java.util.ArrayList;
import java.util.List;

/// Arguments of a Linux command line, split the way the kernel splits them: at spaces outside of double quotes.
///
/// @param words one argument each, its quotes still in place
public record KernelArguments(List<String> words) {

    /// What came of reading a document's arguments.
    public sealed interface Parsed {
        /// They can stand on a command line.
        record Valid(KernelArguments arguments) implements Parsed {}

        /// They cannot, and why.
        record Invalid(String problem) implements Parsed {}
    }

    public KernelArguments {
        words = List.copyOf(words);
    }

    /// Reads arguments as a document has them; one element may hold several, separated by spaces.
    ///
    /// Line ends and other control characters would end a loader's line and begin a command of their own; iPXE
    /// expands `${` and knows no way to keep it.
    public static Parsed parse(List<String> arguments) {
        var words = new ArrayList<String>();
        for (var argument : arguments) {
            if (argument.chars().anyMatch(Character::isISOControl)) {
                return new Parsed.Invalid("a control character in the kernel argument " + printable(argument));
            }
            if (argument.contains("${")) {
                return new Parsed.Invalid("${ in the kernel argument " + argument + ", which iPXE would expand");
            }
            if (argument.chars().filter(c -> c == '"').count() % 2 != 0) {
                return new Parsed.Invalid("an odd number of double quotes in the kernel argument " + argument);
            }
            split(argument, words);
        }
        return new Parsed.Valid(new KernelArguments(words));
    }

    /// {@return these and then those}
    public KernelArguments and(List<String> more) {
        var all = new ArrayList<>(words);
        all.addAll(more);
        return new KernelArguments(all);
    }

    /// {@return the command line}
    public String line() {
        return String.join(" ", words);
    }

    private static void split(String argument, List<String> words) {
        var word = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < argument.length(); i++) {
            var c = argument.charAt(i);
            quoted ^= c == '"';
            if (c != ' ' || quoted) {
                word.append(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
