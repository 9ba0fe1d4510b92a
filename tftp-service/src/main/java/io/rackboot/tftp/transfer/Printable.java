package io.rackboot.tftp.transfer;

/// Text of a client made fit for a log line, a fact or a message.
public final class Printable {
    private static final int LONGEST = 200;

    private Printable() {}

    /// {@return the text in double quotes, at most 200 characters of it, with `.` for all that does not print in ASCII}
    public static String of(String text) {
        var cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return '"' + cut.replaceAll("[^ -~]", ".").replace('"', '\'') + '"';
    }
}
