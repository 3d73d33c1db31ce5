// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import org.psycopg4j.Row;

/**
 * A transaction while its body goes on, or a savepoint in one: what {@link
 * AsyncStatements#inTransaction} hands to the body. Calls after the end of it fail.
 */
public final class AsyncTransaction extends AsyncStatements<Row> {
  AsyncTransaction(Line line, Lane lane, int depth, int mostQueued) {
    super(line, lane, plainRows(), depth, mostQueued, false);
  }
}
