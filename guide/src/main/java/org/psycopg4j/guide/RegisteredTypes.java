// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.List;
import java.util.Map;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.types.Range;
import org.psycopg4j.types.RangeInfo;

/** Types that a database has made for itself, registered by their names. */
final class RegisteredTypes {
  private RegisteredTypes() {}

  // region types
  /** A composite type's attributes by their names: its values are records of this class. */
  public record Card(int value, String suit) {}

  /** An enumerated type's labels, in whatever case. */
  enum Mood {
    SAD,
    HAPPY
  }

  // endregion

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn);
        Cursor<Row> cur = conn.cursor()) {
      cur.execute(
          """
          CREATE TYPE mood AS ENUM ('sad', 'happy');
          CREATE TYPE card AS (value int, suit text);
          CREATE TYPE heights AS RANGE (subtype = float8);
          CREATE EXTENSION IF NOT EXISTS hstore""");

      // region register
      conn.types().registerEnum("mood", Mood.class);
      conn.types().registerComposite("card", Card.class);
      conn.types().registerHstore();
      // endregion

      // region use
      Card queen = new Card(12, "hearts");
      cur.execute("SELECT %s, %s, %s", Mood.HAPPY, List.of(queen), Map.of("colour", "red"));
      System.out.println(cur.fetchOne());
      // endregion

      // region rows
      conn.types().registerComposite("card"); // without a class, values are rows
      cur.execute("SELECT (8, 'spades')::card");
      Row eight = (Row) cur.fetchOne().get(0);
      System.out.println(eight.get("suit") + " " + eight.getInt("value"));
      // endregion

      // region range
      RangeInfo heights = conn.types().registerRange("heights");
      Range<Double> tall = heights.range(1.8, null);
      cur.execute("SELECT %s, 1.9::float8 <@ %s", tall, tall);
      System.out.println(cur.fetchOne());
      // endregion

      conn.rollback();
    }
  }
}
