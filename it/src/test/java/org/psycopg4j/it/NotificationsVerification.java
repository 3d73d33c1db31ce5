// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.psycopg4j.Notify;
import org.psycopg4j.async.AsyncConnection;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.AfterMethod;

/** The notifications of a connection: so many are sent when somebody has subscribed. */
public class NotificationsVerification extends FlowPublisherVerification<Notify> {
  private final Connections connections = new Connections();

  public NotificationsVerification() {
    super(Connections.environment(), 300);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // what was notified shows that it was
  public Flow.Publisher<Notify> createFlowPublisher(long elements) {
    AsyncConnection conn = connections.connect();
    CompletableFuture<?> listening = conn.execute("LISTEN \"tck\"");
    listening.join();
    return subscriber -> {
      conn.notifications().subscribe(subscriber);
      if (subscriber != null) {
        conn.execute(
            "SELECT count(pg_notify('tck', g::text)) FROM generate_series(1, %s) g",
            Math.min(elements, 5_000));
      }
    };
  }

  @Override
  public Flow.Publisher<Notify> createFailedFlowPublisher() {
    return connections.closed().notifications();
  }

  /** They never end as long as the connection is open. */
  @Override
  public long maxElementsFromPublisher() {
    return publisherUnableToSignalOnComplete();
  }

  @AfterMethod
  public void abort() {
    connections.abort();
  }

  @AfterClass
  public void close() {
    connections.close();
  }
}
