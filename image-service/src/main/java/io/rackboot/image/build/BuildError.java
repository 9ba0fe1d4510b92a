package io.rackboot.image.build;

import com.fasterxml.jackson.annotation.JsonValue;

/// Why a build ended without an image.
///
/// @param reason a fixed word
/// @param detail cause and place, for people
public record BuildError(Reason reason, String detail) {

    /// {@return why a build is not begun again that has ended its service as often as may be}
    public static BuildError endsItsService() {
        return new BuildError(
                Reason.INTERRUPTED,
                "the service ended while the build was at work, " + Peers.MAXIMUM_ATTEMPTS
                        + " times: it is not begun again");
    }

    /// The kinds of reason.
    public enum Reason {
        /// The root, kernel or modules cannot become an image.
        SOURCE_REFUSED("source-refused"),
        /// A program that the build needs is missing or failed.
        PROGRAM_FAILED("program-failed"),
        /// The disk has no room.
        DISK_FULL("disk-full"),
        /// Something could not be read or written.
        INPUT_OUTPUT("io-error"),
        /// The version is published with other content.
        VERSION_TAKEN("version-taken"),
        /// The service ended each time while the build was at work.
        INTERRUPTED("interrupted"),
        /// A user ended it.
        CANCELLED("cancelled"),
        /// A fault of the service.
        INTERNAL("internal-error");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /// {@return the word in facts and answers}
        @JsonValue
        public String text() {
            return text;
        }
    }
}
