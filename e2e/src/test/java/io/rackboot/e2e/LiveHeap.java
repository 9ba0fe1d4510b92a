package io.rackboot.e2e;

import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What of dhcp-service's heap is live: what is left when everything else was collected.
sealed interface LiveHeap {
    /// {@return how to look at the packaging under test}
    static LiveHeap ofPackaging() {
        return "native".equals(System.getProperty("rackboot.packaging")) ? new OfExecutable() : new OfJvm();
    }

    /// {@return what the service has to be started with}
    String[] options();

    /// {@return the least since the last time, in bytes}
    long least(Lab.Rack rack);

    /// Counted object by object. What fills gaps was dead before, and is left by collections that need not move much.
    final class OfJvm implements LiveHeap {
        private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
        private static final Pattern FILLER = Pattern.compile("(?m)^ *\\d+: +\\d+ +(\\d+) +\\S*internal\\.vm\\.Filler");

        @Override
        public String[] options() {
            return new String[0];
        }

        @Override
        public long least(Lab.Rack rack) {
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            var histogram = rack.in(jcmd, rack.pid("dhcp-service"), "GC.class_histogram")
                    .success();
            return sum(TOTAL, histogram) - sum(FILLER, histogram);
        }

        private static long sum(Pattern bytes, String histogram) {
            return bytes.matcher(histogram)
                    .results()
                    .mapToLong(result -> Long.parseLong(result.group(1)))
                    .sum();
        }
    }

    /// It cannot be told to collect. So it collects everything whenever 8 MiB are new, a dozen times in a part of 600
    /// boots, and says what was left, in half MiBs. What was on its way at the time is in it: hence the least.
    final class OfExecutable implements LiveHeap {
        private static final Pattern LEFT = Pattern.compile("Pause Full GC [^\n]*->([\\d.]+)M ");

        private int seen;

        @Override
        public String[] options() {
            return new String[] {"-XX:+PrintGC", "-XX:PercentTimeInIncrementalCollection=0", "-Xmn8m", "-Xms1m"};
        }

        @Override
        public long least(Lab.Rack rack) {
            var all = LEFT.matcher(rack.log("dhcp-service")).results().toList();
            var latest = all.subList(seen, all.size());
            seen = all.size();
            return latest.stream().mapToLong(OfExecutable::bytes).min().orElseThrow();
        }

        private static long bytes(MatchResult left) {
            return (long) (Double.parseDouble(left.group(1)) * (1 << 20));
        }
    }
}
