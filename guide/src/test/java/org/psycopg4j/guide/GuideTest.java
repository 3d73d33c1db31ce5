// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psycopg4j.testkit.PostgresServer;

class GuideTest {
  /** As a server has it unless somebody turns it on; the throw-away one has it on. */
  private static final boolean TWO_PHASE_COMMIT_IS_OFF =
      PostgresServer.shared()
          .execute("SHOW max_prepared_transactions")
          .equals(List.of(List.of("0")));

  /** What a reader learns from each chapter, in the order of the story. */
  private static final String[] STORY = {
    "# A quick start",
    "(1, 'Earth', 1)",
    "(2, 'Mars', 2)",
    "Mars has 2 moons",
    "# Connecting to PostgreSQL",
    "Closed? 0",
    "('guide',)",
    "Closed? 1",
    "# Settings of a connection",
    "{user=anna, dbname=shop, host=db.example, port=5433, sslmode=verify-full}",
    "user=anna host=db.example password='it\\'s a secret'",
    "The other one answers: true",
    "Refused: true",
    "# Create",
    "INSERT 0 1",
    "2 more",
    "# Parameters",
    "(\"O'Reilly\", 42, null)",
    "('Dora', 40, 'Dora')",
    "(3,)",
    "[('Alice',), ('Dora',)]",
    "[('Dora',), ('Emil',)]",
    "SELECT 'O''Reilly', '2026-01-31'::date",
    "# Read",
    "(1, 'Alice', 25)",
    "(2, 'Dora', 40)",
    "(3, 'Emil', 31)",
    "Alice is 25",
    "# Update",
    "1 updated",
    "Dora would be 41",
    "# Delete",
    "1 deleted",
    "(2,)",
    "# Executing transactions",
    "[('Bob',), ('Charlie',), ('Dora',), ('Emil',)]",
    "Transaction failed: relation \"guests\" does not exist",
    "(30,)",
    "# Transactions as blocks",
    "IDLE",
    "Undone: new row for relation \"users\" violates check constraint \"users_age_check\"",
    "5 users, Hugo among them",
    "# Isolation",
    "('repeatable read',)",
    "Refused: cannot execute DELETE in a read-only transaction",
    "true",
    "# Trying again",
    "Bob is 42 after 2 tries",
    "# Two-phase commit",
    TWO_PHASE_COMMIT_IS_OFF ? "max_prepared_transactions = 0" : "Committed the second part",
    "# Using cursors",
    "One: (2, 'Dora', 40)",
    "Two: [(3, 'Emil', 31), (4, 'Bob', 42)]",
    "The others: [(5, 'Charlie', 35), (6, 'Hugo', 19)]",
    "5 of 5: ('Hugo', 19)",
    "age has type 23",
    "# What rows become",
    "Dora or Dora",
    "{name=Dora, age=40}",
    "Record(name='Dora', age=40)",
    "[Dora, Emil, Bob]",
    "User[id=2, name=Dora, age=40]",
    "Sum of the ages: 167",
    "# Server-side cursors",
    "First: (1, 1)",
    "Sum of the others up to 10000: 50004999",
    "Third: ('Bob',)",
    "Second: ('Emil',), now before row 2",
    "From the start: [('Dora',), ('Emil',)]",
    "After the commit: ('Dora',)",
    "Multiples of 99999: 599994",
    "# Composing SQL",
    "SELECT \"name\", \"age\" FROM \"users\" WHERE age > %s ORDER BY \"age\"",
    "[('Charlie', 35), ('Dora', 40), ('Bob', 42)]",
    "INSERT 0 1",
    "(\"the 'Moon'\",)",
    "# Many rows at once",
    "1000 inserted, the first is 1",
    "INSERT INTO readings (sensor, celsius, note) VALUES (7, (212 - 32) / 1.8, 'was in Fahrenheit'),"
        + "(8, (32 - 32) / 1.8, 'was in Fahrenheit')",
    "667 updated",
    "UPDATE 334",
    "UPDATE 333",
    "UPDATE 0",
    "# Several results",
    "The last: [(4,), (5,), (6,)]",
    "1: [(1, 2)]",
    "1: [('three',)]",
    "3: [(4,), (5,), (6,)]",
    "('quiet',)",
    "(42,)",
    "SELECT 'seen'",
    "# Connection pooling",
    "('Dora',)",
    "('Emil',)",
    "The same? true",
    "No third one: connection pool exhausted",
    "# Connection pooling, with a queue",
    "2 visits",
    "shop had no connection within PT0.01S",
    "connection already returned to its pool",
    "2 requests, 1 in vain",
    "The sum is 55",
    "# Handling binary data",
    "output_image.png has 25067 bytes",
    "(25067, true)",
    "The first difference is at -1",
    "# The COPY command",
    "5 users copied",
    "4|Lena|-",
    "[name,age, Jonas,51, Käthe,67]",
    "COPY 1",
    "2 records copied",
    "[Person[name=Lena, age=null], Person[name=Paul, age=null]]",
    "10 users are there as well",
    "200000 rows, 100 % of the file",
    "# Large objects",
    "This is a large object",
    "1000000 bytes",
    "The end: 3 bytes, up to 999999",
    "The same? true",
    "# Notifications",
    "Timeout",
    "Got NOTIFY: test hello",
    "And then: one",
    "And then: two",
    "Told of myself",
    "A listener got pushed",
    "# Asynchronous support",
    "{name=Dora, age=40}",
    "Received notification: paint the fence",
    "Three at once: [10, 20, 30]",
    "By callback: (5,)",
    "# Error handling",
    "Data error 22P02: invalid input syntax for type integer: \"twenty-five\"",
    "UniqueViolation 23505",
    "Constraint: users_pkey",
    "Detail: Key (id)=(2) already exists.",
    "LINE 1: SELECT nmae FROM users",
    "# Time limits",
    "canceling statement due to user request: the time limit of 0.2 s has passed",
    "Usable: yes",
    "# Types of the database",
    "(HAPPY, [Card[value=12, suit=hearts]], {colour=red})",
    "spades 8",
    "([1.8, null), true)",
    "# Types of one's own",
    "[1.0, 2.5]",
    "1 in the array",
    "(GeoPoint[x=0.0, y=51.4779, srid=4326], [GeoPoint[x=0.0, y=51.4779, srid=4326]])",
    "GeoPoint[x=1.0, y=2.0, srid=0]",
    "# Replication",
    "table public.stars: INSERT: name[text]:'Vega' magnitude[numeric]:0.03",
    "And commands again: (1,)",
    "New: {name=Sirius, magnitude=-1.46}",
    "Gone: Vega",
    "# Asynchronous, Java's way",
    "Hugo is the youngest, the average is 33.4",
    "Emil is 32",
    "Rolled back: division by zero",
    "The connection went on",
    "Timed out? true",
    "Sum of the stream: 5000050000",
    "2 moons copied",
  };

  @TempDir Path directory;

  @Test
  void tellsItsStoryOnAServerOfItsOwn() throws Exception {
    GuideProcess guide = GuideProcess.run(directory);
    assertThat(guide.errors()).isEmpty();
    assertThat(guide.output()).containsSubsequence(STORY);
    assertThat(guide.exitCode()).isZero();
  }

  @Test
  void leavesAUsersServerAsItWas() throws Exception {
    String dsn = PostgresServer.shared().dsn();
    List<List<String>> before = everything();
    GuideProcess guide = GuideProcess.run(directory, dsn.split(" "));
    assertThat(guide.errors()).isEmpty();
    assertThat(guide.output()).containsSubsequence(STORY);
    assertThat(guide.exitCode()).isZero();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void takesAUriAsWell() throws Exception {
    PostgresServer server = PostgresServer.shared();
    String uri =
        "postgresql://%s@%s:%d/%s?connect_timeout=10"
            .formatted(server.user(), server.host(), server.port(), server.database());
    GuideProcess guide = GuideProcess.run(directory, uri);
    assertThat(guide.errors()).isEmpty();
    assertThat(guide.output()).containsSubsequence(STORY);
  }

  @Test
  void failsWithAnExitCodeIfItCannotConnect() throws Exception {
    GuideProcess guide =
        GuideProcess.run(directory, PostgresServer.shared().dsn() + " dbname=there_is_none");
    assertThat(guide.exitCode()).isNotZero();
    assertThat(guide.errors()).contains("database \"there_is_none\" does not exist");
    assertThat(guide.output()).isEmpty();
  }

  /** All schemas, and all relations that are not the system's. */
  private static List<List<String>> everything() {
    return PostgresServer.shared()
        .execute(
            """
            SELECT nspname, relname FROM pg_namespace LEFT JOIN pg_class
              ON relnamespace = pg_namespace.oid AND nspname NOT LIKE 'pg\\_%'
              AND nspname <> 'information_schema'
              WHERE nspname !~ '^pg_(toast_)?temp_' -- made by the first session with that number
            ORDER BY nspname, relname
            """);
  }
}
