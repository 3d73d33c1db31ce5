// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.catalog.DatabaseKey;
import org.psycopg4j.internal.catalog.FoundTypes;
import org.psycopg4j.internal.catalog.TypeCache;
import org.psycopg4j.internal.catalog.TypeQuery;
import org.psycopg4j.internal.catalog.TypeRequest;
import org.psycopg4j.internal.engine.AnswerMemory;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.catalog.Literals;

/**
 * Finds types through a connection. No lock is held here while the server is asked.
 *
 * <p>What is found is remembered for other connections, and they are spared the question, as long
 * as no statement was executed on them: a changed search_path, or an open transaction, could make a
 * name mean another type there.
 */
final class TypeLookUp {
  private final TypeCache cache = new TypeCache(System::nanoTime);

  /**
   * What was found.
   *
   * @param types the answer
   * @param remembered whether the server was not asked, so that it may be outdated
   */
  record Answer(FoundTypes types, boolean remembered) {}

  /**
   * The types of a request.
   *
   * @param remembering whether what was found through another connection will do
   */
  Answer find(Connection connection, TypeRequest request, boolean remembering) {
    connection.requireOpen();
    DatabaseKey database = connection.database();
    boolean untouched = connection.isUntouched();
    FoundTypes known = remembering && untouched ? cache.get(database, request) : null;
    if (known != null) {
      return new Answer(known, true);
    }
    FoundTypes fresh = ask(connection, List.of(request)).get(0);
    if (untouched && !fresh.wanted().isEmpty()) {
      cache.put(database, request, fresh);
    }
    return new Answer(fresh, false);
  }

  /** The types of some requests as they are now, because those remembered are outdated. */
  List<FoundTypes> findAnew(Connection connection, List<TypeRequest> requests) {
    cache.forget(connection.database());
    return ask(connection, requests);
  }

  private static List<FoundTypes> ask(Connection connection, List<TypeRequest> requests) {
    TypeQuery query = TypeQuery.of(requests, connection.serverVersion());
    Arguments arguments = Arguments.positional(query.arguments().toArray());
    QueryText text = new QueryText();
    QueryExchange question;
    Decoding decoding;
    do {
      Quoting quoting = connection.quoting();
      byte[] sql = text.merge(query.sql(), arguments, quoting, Literals.defaults());
      question = connection.query(sql, new AnswerMemory());
      decoding = connection.ask(question, quoting);
    } while (decoding == null); // another thread has changed how literals are written: once more
    Result result = Result.ofOurOwn(question, decoding);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Row row = result.next(); row != null; row = result.next()) {
      rows.add(row.toList());
    }
    return FoundTypes.of(rows, requests.size());
  }

  /** Forgets everything. */
  void forget() {
    cache.forgetAll();
  }
}
