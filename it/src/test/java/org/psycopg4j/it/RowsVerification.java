// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import java.util.concurrent.Flow;
import org.psycopg4j.Row;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.AfterMethod;

/** The rows of a query. */
public class RowsVerification extends FlowPublisherVerification<Row> {
  private final Connections connections = new Connections();

  public RowsVerification() {
    super(Connections.environment(), 300);
  }

  @Override
  public Flow.Publisher<Row> createFlowPublisher(long elements) {
    return connections.connect().publisher("SELECT g FROM generate_series(1, %s) g", elements);
  }

  @Override
  public Flow.Publisher<Row> createFailedFlowPublisher() {
    return connections.closed().publisher("SELECT 1");
  }

  @Override
  public long maxElementsFromPublisher() {
    return 1_000_000;
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
