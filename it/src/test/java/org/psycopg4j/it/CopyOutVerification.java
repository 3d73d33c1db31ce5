// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.AfterMethod;

/** The data of a COPY TO STDOUT, whose rows are longer than a chunk. */
public class CopyOutVerification extends FlowPublisherVerification<ByteBuffer> {
  private final Connections connections = new Connections();

  public CopyOutVerification() {
    super(Connections.environment(), 300);
  }

  @Override
  public Flow.Publisher<ByteBuffer> createFlowPublisher(long elements) {
    return connections
        .connect()
        .copyOut(
            "COPY (SELECT repeat(%s, 70000) FROM generate_series(1, %s)) TO STDOUT", "x", elements);
  }

  @Override
  public Flow.Publisher<ByteBuffer> createFailedFlowPublisher() {
    return connections.closed().copyOut("COPY (SELECT 1) TO STDOUT");
  }

  @Override
  public long maxElementsFromPublisher() {
    return 1_000;
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
