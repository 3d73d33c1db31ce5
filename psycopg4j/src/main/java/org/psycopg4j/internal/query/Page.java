// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * Many sets of arguments that are sent in one text. It may be merged more than once, should it turn
 * out that literals are written otherwise by now.
 */
public sealed interface Page extends Arguments permits ValuesPage, BatchPage {
  /** Appends what the statement becomes with these sets. */
  void merge(String sql, SqlBuffer out, Quoting quoting, AnyLiteral literals);
}
