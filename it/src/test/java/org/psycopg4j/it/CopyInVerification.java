// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.psycopg4j.async.AsyncConnection;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.AfterMethod;

/** What a COPY FROM STDIN subscribes with. */
public class CopyInVerification extends FlowSubscriberBlackboxVerification<ByteBuffer> {
  private final Connections connections = new Connections();

  public CopyInVerification() {
    super(Connections.environment());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the kit looks at the subscriber alone
  public Flow.Subscriber<ByteBuffer> createFlowSubscriber() {
    AsyncConnection conn = connections.connect();
    CompletableFuture<Flow.Subscriber<? super ByteBuffer>> subscribed = new CompletableFuture<>();
    Flow.Publisher<ByteBuffer> data = subscribed::complete;
    conn.execute("CREATE TEMP TABLE t (id int)");
    conn.copyIn("COPY t FROM STDIN", data);
    @SuppressWarnings("unchecked") // it takes any ByteBuffer
    Flow.Subscriber<ByteBuffer> subscriber = (Flow.Subscriber<ByteBuffer>) subscribed.join();
    return subscriber;
  }

  @Override
  public ByteBuffer createElement(int element) {
    return ByteBuffer.wrap((element + "\n").getBytes(UTF_8));
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
