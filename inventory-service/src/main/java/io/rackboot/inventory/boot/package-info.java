/// The boots of machines, projected from the facts: pure steps, states and histories, and the watch over deadlines.
///
/// `Boot`, `BootState`, `History` and `NewBoot` import the JDK and `events` alone; sockets, timers and counters live
/// in the other classes.
@NullMarked
package io.rackboot.inventory.boot;

import org.jspecify.annotations.NullMarked;
