/// Reading request bodies: JSON with limits, and forms that collect every mistake. Imports `answer` alone.
@NullMarked
package io.rackboot.inventory.form;

import org.jspecify.annotations.NullMarked;
