// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.List;
import org.psycopg4j.testkit.PostgresServer;

/**
 * Runs the guide, chapter by chapter: without arguments on a throw-away PostgreSQL, else on the
 * server that the arguments are the connection string of.
 */
public final class Guide {
  private static final List<Chapter> CHAPTERS =
      List.of(
          new Chapter("A quick start", QuickStart::run),
          new Chapter("Connecting to PostgreSQL", Connecting::run),
          new Chapter("Settings of a connection", Settings::run),
          new Chapter("Tokens in place of passwords", Tokens::run),
          new Chapter("Create", Creating::run),
          new Chapter("Parameters", Parameters::run),
          new Chapter("Read", Reading::run),
          new Chapter("Update", Updating::run),
          new Chapter("Delete", Deleting::run),
          new Chapter("Executing transactions", Transactions::run),
          new Chapter("Transactions as blocks", TransactionBlocks::run),
          new Chapter("Isolation", Isolation::run),
          new Chapter("Trying again", Retrying::run),
          new Chapter("Two-phase commit", TwoPhaseCommit::run),
          new Chapter("Using cursors", Cursors::run),
          new Chapter("What rows become", RowShapes::run),
          new Chapter("Server-side cursors", ServerSideCursors::run),
          new Chapter("Composing SQL", ComposingSql::run),
          new Chapter("Many rows at once", BulkInserts::run),
          new Chapter("Fewer round trips", FewerRoundTrips::run),
          new Chapter("Several results", SeveralResults::run),
          new Chapter("Connection pooling", Pooling::run),
          new Chapter("Connection pooling, with a queue", WaitingPool::run),
          new Chapter("Handling binary data", BinaryData::run),
          new Chapter("The COPY command", CopyCommand::run),
          new Chapter("Large objects", LargeObjects::run),
          new Chapter("Notifications", Notifications::run),
          new Chapter("Asynchronous support", Asynchronous::run),
          new Chapter("Error handling", Errors::run),
          new Chapter("Time limits", TimeLimits::run),
          new Chapter("Types of the database", RegisteredTypes::run),
          new Chapter("Types of one's own", OwnTypes::run),
          new Chapter("Replication", Replication::run),
          new Chapter("Asynchronous, Java's way", Futures::run));

  private Guide() {}

  /** Runs every chapter; what one throws ends the program with an exit code other than 0. */
  public static void main(String[] arguments) throws Exception {
    String given = String.join(" ", arguments);
    String dsn = given.isBlank() ? PostgresServer.shared().dsn() : given;
    try (OwnSchema schema = OwnSchema.create(dsn)) {
      for (Chapter chapter : CHAPTERS) {
        System.out.printf("%n# %s%n", chapter.title());
        chapter.program().run(schema.dsn());
      }
    }
  }
}
