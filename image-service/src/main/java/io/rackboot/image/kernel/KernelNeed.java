package io.rackboot.image.kernel;

import java.util.List;

/// A feature that an image needs of its kernel.
///
/// @param option its name, `CONFIG_` left out
/// @param place where it may be
/// @param purpose what it is needed for
public record KernelNeed(String option, Place place, String purpose) {

    /// Where a feature may be.
    public enum Place {
        /// In the kernel itself: it is needed before any module can be loaded, or cannot be a module.
        BUILT_IN,
        /// There, or a module.
        ANYWHERE
    }

    /// {@return a feature that must be built in}
    public static KernelNeed builtIn(String option, String purpose) {
        return new KernelNeed(option, Place.BUILT_IN, purpose);
    }

    /// {@return a feature that may be a module}
    public static KernelNeed anywhere(String option, String purpose) {
        return new KernelNeed(option, Place.ANYWHERE, purpose);
    }

    /// What becomes of features that are modules.
    public enum Modules {
        /// The image carries and loads them.
        CARRIED,
        /// The image has none.
        NONE
    }

    /// {@return what is missing, as text for people; empty where nothing is}
    public static List<String> missing(List<KernelNeed> needs, KernelConfiguration configuration, Modules modules) {
        return needs.stream()
                .filter(need -> need.problem(configuration, modules) != Problem.NONE)
                .map(need -> need.text(need.problem(configuration, modules)))
                .toList();
    }

    private enum Problem {
        NONE(""),
        ABSENT("is not set"),
        MODULE("is a module, but must be built in"),
        NOT_CARRIED("is a module, but the specification has no modules");

        private final String text;

        Problem(String text) {
            this.text = text;
        }
    }

    private Problem problem(KernelConfiguration configuration, Modules modules) {
        return switch (configuration.state(option)) {
            case BUILT_IN -> Problem.NONE;
            case ABSENT -> Problem.ABSENT;
            case MODULE ->
                place == Place.BUILT_IN
                        ? Problem.MODULE
                        : modules == Modules.CARRIED ? Problem.NONE : Problem.NOT_CARRIED;
        };
    }

    private String text(Problem problem) {
        return "CONFIG_" + option + " " + problem.text + " (" + purpose + ")";
    }
}
