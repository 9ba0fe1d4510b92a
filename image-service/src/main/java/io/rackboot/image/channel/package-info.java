/// What is offered of an image: channels, retirement, history, in one document per image name. May import the
/// contract, `rackboot.nats` and the JDK.
@NullMarked
package io.rackboot.image.channel;

import org.jspecify.annotations.NullMarked;
