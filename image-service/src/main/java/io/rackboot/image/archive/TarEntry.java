package io.rackboot.image.archive;

import io.rackboot.image.tree.Attributes;

/// An entry of a tar archive, its extended headers applied. Names are raw: one character per byte.
///
/// @param type the type flag of its header
/// @param size bytes of content that follow
/// @param target what a link points to
record TarEntry(String name, char type, Attributes attributes, long size, String target, long major, long minor) {}
