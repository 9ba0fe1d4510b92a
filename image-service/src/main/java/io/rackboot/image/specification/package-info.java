/// The build specification: its YAML form, its mistakes with line and column, and the checked value. May import the
/// JDK, SnakeYAML's node graph, and the values it holds.
@NullMarked
package io.rackboot.image.specification;

import org.jspecify.annotations.NullMarked;
