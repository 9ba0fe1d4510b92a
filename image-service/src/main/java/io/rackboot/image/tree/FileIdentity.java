package io.rackboot.image.tree;

/// What makes two names hard links of one file: equal only to itself.
public final class FileIdentity {}
