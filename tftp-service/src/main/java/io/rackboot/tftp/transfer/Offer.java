package io.rackboot.tftp.transfer;

import io.rackboot.tftp.wire.TftpOption;
import io.rackboot.tftp.wire.TftpPacket.Oack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The options of a request that this server knows, each within its RFC's range.
///
/// An option that is unknown or out of range is left out of the OACK, which RFC 2347 makes the way to decline it.
///
/// @param blksize RFC 2348, 8 to 65535 as some clients ask for more than a datagram holds
/// @param sizeAsked whether `tsize` was sent (RFC 2349)
/// @param timeout RFC 2349, 1 to 255 s
/// @param windowsize RFC 7440, 1 to 65535 blocks
public record Offer(OptionalInt blksize, boolean sizeAsked, OptionalInt timeout, OptionalInt windowsize) {
    private static final int UNSIGNED_SHORT = 65535;
    private static final int LONGEST_TIMEOUT = 255;

    /// What the options of a request turned out to be.
    public sealed interface Parsed {
        /// Options that can be negotiated.
        record Acceptable(Offer offer) implements Parsed {}

        /// An option given twice (RFC 2347: "An option may only be specified once"): ERROR 8.
        record Contradictory(String detail) implements Parsed {}
    }

    /// Reads the options of a request.
    public static Parsed parse(List<TftpOption> options) {
        var names = new HashSet<String>();
        for (var option : options) {
            if (!names.add(option.name().toLowerCase(Locale.ROOT))) {
                return new Parsed.Contradictory("option " + option.name() + " is given twice");
            }
        }
        return new Parsed.Acceptable(new Offer(
                number(options, TftpOption.BLKSIZE, Limits.SMALLEST_BLKSIZE, UNSIGNED_SHORT),
                options.stream().anyMatch(option -> option.is(TftpOption.TSIZE)),
                number(options, TftpOption.TIMEOUT, 1, LONGEST_TIMEOUT),
                number(options, TftpOption.WINDOWSIZE, 1, Limits.LARGEST_WINDOWSIZE)));
    }

    /// {@return the terms of the transfer: never more than was offered, never more than the limits}
    ///
    /// @param size the bytes that will cross the wire, where known
    public Terms accept(Limits limits, OptionalLong size) {
        var granted = new ArrayList<TftpOption>();
        int acceptedBlksize = least(blksize, limits.blksize(), Terms.DEFAULT_BLKSIZE);
        int acceptedWindowsize = least(windowsize, limits.windowsize(), 1);
        blksize.ifPresent(_ -> granted.add(option(TftpOption.BLKSIZE, acceptedBlksize)));
        if (sizeAsked) {
            size.ifPresent(bytes -> granted.add(option(TftpOption.TSIZE, bytes)));
        }
        timeout.ifPresent(seconds -> granted.add(option(TftpOption.TIMEOUT, seconds)));
        windowsize.ifPresent(_ -> granted.add(option(TftpOption.WINDOWSIZE, acceptedWindowsize)));
        return new Terms(
                acceptedBlksize,
                acceptedWindowsize,
                timeout.isPresent() ? Optional.of(Duration.ofSeconds(timeout.getAsInt())) : Optional.empty(),
                sizeAsked,
                granted.isEmpty() ? Optional.empty() : Optional.of(new Oack(granted)));
    }

    private static int least(OptionalInt offered, int limit, int otherwise) {
        return offered.isPresent() ? Math.min(offered.getAsInt(), limit) : otherwise;
    }

    private static TftpOption option(String name, long value) {
        return new TftpOption(name, Long.toString(value));
    }

    private static OptionalInt number(List<TftpOption> options, String name, int least, int most) {
        return options.stream()
                .filter(option -> option.is(name))
                .map(TftpOption::value)
                .filter(value -> value.matches("[0-9]{1,9}"))
                .mapToInt(Integer::parseInt)
                .filter(value -> value >= least && value <= most)
                .findFirst();
    }
}
