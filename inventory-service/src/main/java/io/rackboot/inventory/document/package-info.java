/// Documents in key-value buckets: decoded copies to read from, compare-and-set writes, conditions and pages of HTTP.
/// Imports `answer` and `form`.
@NullMarked
package io.rackboot.inventory.document;

import org.jspecify.annotations.NullMarked;
