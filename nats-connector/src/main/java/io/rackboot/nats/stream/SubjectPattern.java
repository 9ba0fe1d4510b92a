package io.rackboot.nats.stream;

/// Subjects with wildcards: `*` stands for one token, `>` at the end for one or more.
public final class SubjectPattern {
    private SubjectPattern() {}

    /// {@return whether the pattern takes the subject}
    public static boolean matches(String pattern, String subject) {
        var wanted = pattern.split("\\.", -1);
        var given = subject.split("\\.", -1);
        for (var i = 0; i < wanted.length; i++) {
            if (wanted[i].equals(">")) {
                return given.length > i;
            }
            if (i >= given.length || !wanted[i].equals("*") && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return wanted.length == given.length;
    }
}
