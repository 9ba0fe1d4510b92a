package io.rackboot.nats.link;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.support.Status;
import org.jboss.logging.Logger;

/// What jnats reports of a connection. Its own listener would log flow control and every expired pull.
final class LinkListener implements ErrorListener, ConnectionListener {
    private static final Logger LOG = Logger.getLogger(Link.class);

    private final Runnable stateChanged;

    LinkListener(Runnable stateChanged) {
        this.stateChanged = stateChanged;
    }

    @Override
    @SuppressWarnings("deprecation") // the only method that the interface demands
    public void connectionEvent(Connection connection, Events event) {
        if (event == Events.LAME_DUCK) {
            LOG.infof("the NATS server is about to stop");
        }
        stateChanged.run();
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        LOG.warnf("the NATS server says: %s", error);
    }

    /// A lost socket: [Link] reports the loss itself, once.
    @Override
    public void exceptionOccurred(Connection connection, Exception exception) {
        LOG.debugf(exception, "NATS connection");
    }

    /// Counted and reported by the channel that is slow.
    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
        LOG.debugf("a subscription is slower than its messages come");
    }

    @Override
    public void messageDiscarded(Connection connection, Message message) {
        LOG.warnf("discarded unsent: a message on %s", message.getSubject());
    }

    /// Expired pulls and the like: part of pulling.
    @Override
    public void pullStatusWarning(Connection connection, JetStreamSubscription subscription, Status status) {
        LOG.debugf("pull: %s", status);
    }

    /// The subscription's own loop meets it as an exception.
    @Override
    public void pullStatusError(Connection connection, JetStreamSubscription subscription, Status status) {
        LOG.debugf("pull: %s", status);
    }

    @Override
    public void unhandledStatus(Connection connection, JetStreamSubscription subscription, Status status) {
        LOG.warnf("unknown status of the NATS server: %s", status);
    }

    @Override
    public void socketWriteTimeout(Connection connection) {
        LOG.warnf("the NATS server takes no data");
    }
}
