// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.InFailedSqlTransaction;
import org.psycopg4j.errors.PsycopgException;

/**
 * Runs a transaction block again after an error that says that another try may succeed, for other
 * transactions were in its way (manual: "Serialization Failure Handling").
 */
final class TransactionRetries {
  private static final Set<String> WORTH_ANOTHER_TRY = Set.of("40001", "40P01");
  private static final int FIRST_WAIT_MILLIS = 20;
  private static final int LONGEST_WAIT_MILLIS = 1000;

  private TransactionRetries() {}

  static <T extends @Nullable Object, X extends Exception> T run(
      Connection conn, TransactionOptions options, TransactionCall<T, X> body) throws X {
    List<Throwable> earlier = new ArrayList<>(0);
    while (true) {
      try {
        return TransactionBlock.run(conn, options, body);
      } catch (Throwable t) {
        if (earlier.size() >= options.retries() || !isWorthAnotherTry(conn, t) || !pause(earlier)) {
          earlier.stream().filter(e -> e != t).forEach(t::addSuppressed);
          throw t;
        }
        earlier.add(t);
      }
    }
  }

  private static boolean isWorthAnotherTry(Connection conn, Throwable t) {
    return isWorthAnotherTry(t) && conn.closed() == 0 && conn.status() == ConnectionStatus.READY;
  }

  /** A page that was fetched ahead may have failed so: then it is why the next statement failed. */
  private static boolean isWorthAnotherTry(@Nullable Throwable t) {
    return t instanceof InFailedSqlTransaction failed
        ? isWorthAnotherTry(failed.getCause())
        : t instanceof PsycopgException e
            && e.pgcode() != null
            && WORTH_ANOTHER_TRY.contains(e.pgcode());
  }

  /** Waits for a random while, so that those who collided don't again; false if interrupted. */
  private static boolean pause(List<Throwable> earlier) {
    int most = FIRST_WAIT_MILLIS << Math.min(earlier.size(), 6);
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(Math.min(most, LONGEST_WAIT_MILLIS) + 1));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
