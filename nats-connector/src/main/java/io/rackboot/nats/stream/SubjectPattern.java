package io.rackboot.nats.stream;

/// Subjects with wildcards: `*` stands for one token, `>` at the end for one or more.
public final class SubjectPattern {
    private SubjectPattern() {}

    /// {@return whether the pattern takes the subject}
    ///
    /// Asked for every message that is published, it makes no arrays of tokens.
    public static boolean matches(String pattern, String subject) {
        int wanted = 0;
        int given = 0;
        while (wanted <= pattern.length() && given <= subject.length()) {
            int wantedEnd = tokenEnd(pattern, wanted);
            int givenEnd = tokenEnd(subject, given);
            if (is('>', pattern, wanted, wantedEnd)) {
                return true;
            }
            if (!is('*', pattern, wanted, wantedEnd)
                    && !(wantedEnd - wanted == givenEnd - given
                            && pattern.regionMatches(wanted, subject, given, givenEnd - given))) {
                return false;
            }
            wanted = wantedEnd + 1;
            given = givenEnd + 1;
        }
        return wanted > pattern.length() && given > subject.length();
    }

    private static int tokenEnd(String subject, int begin) {
        int dot = subject.indexOf('.', begin);
        return dot < 0 ? subject.length() : dot;
    }

    private static boolean is(char wildcard, String pattern, int begin, int end) {
        return end - begin == 1 && pattern.charAt(begin) == wildcard;
    }
}
