package io.rackboot.image.signing;

import java.nio.file.Path;

/// A key that images are signed with. It never becomes part of one.
///
/// @param key PEM, without a pass phrase
/// @param certificate PEM, of the key
public record SigningKey(Path key, Path certificate) {}
