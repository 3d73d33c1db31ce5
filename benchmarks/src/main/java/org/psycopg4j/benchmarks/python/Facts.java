// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.python;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.psycopg4j.benchmarks.FieldQuery;
import org.psycopg4j.benchmarks.StreamClient;
import org.psycopg4j.benchmarks.Tables;

/** What a driver of Python has to know of {@link Tables}, so that it is written down once. */
final class Facts {
  private static final Map<String, FieldQuery> QUERIES =
      Map.of(
          "B1", FieldQuery.PG_TYPE,
          "B2", FieldQuery.SERIES,
          "B3", FieldQuery.BYTES,
          "B4", FieldQuery.ARRAYS,
          "B7", FieldQuery.ONE_PLUS_ONE);

  private Facts() {}

  static String json(Tables tables) {
    try {
      return new ObjectMapper().writeValueAsString(of(tables));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written as JSON", e);
    }
  }

  private static Map<String, Object> of(Tables tables) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("lookupRows", tables.lookupRows());
    facts.put("bulkRows", tables.bulkRows());
    facts.put("mebibytes", tables.mebibytes());
    facts.put("fetchSize", StreamClient.FETCH_SIZE);
    facts.put("selectOne", Tables.SELECT_ONE);
    facts.put("scan", Tables.SCAN);
    facts.put("insertValues", Tables.INSERT_COPIED.replace("(%s, %s, %s)", "%s"));
    facts.put("truncate", Tables.TRUNCATE);
    facts.put("journalSum", Tables.JOURNAL_SUM);
    facts.put("copied", Tables.COPIED);
    facts.put("scanned", Tables.SCANNED);
    facts.put("truncateCopied", Tables.TRUNCATE_COPIED);
    facts.put("copiedSum", Tables.COPIED_SUM);
    facts.put("scramUser", Tables.SCRAM_USER);
    facts.put("scramPassword", Tables.SCRAM_PASSWORD);
    statement(facts, "lookup", Tables.LOOKUP);
    statement(facts, "insert", Tables.INSERT);
    statement(facts, "insertCopied", Tables.INSERT_COPIED);
    statement(facts, "insertArrays", Tables.INSERT_ARRAYS);
    Map<String, Object> queries = new LinkedHashMap<>();
    QUERIES.forEach((name, query) -> queries.put(name, query(query)));
    facts.put("queries", queries);
    return facts;
  }

  /* psycopg2 wants %s, asyncpg $1. */
  private static void statement(Map<String, Object> facts, String name, String sql) {
    facts.put(name, sql);
    facts.put(name + "Numbered", Tables.numbered(sql));
  }

  private static Map<String, Object> query(FieldQuery query) {
    List<Object> arguments = query.arguments();
    return Map.of("sql", query.sql(), "numbered", query.numbered(), "arguments", arguments);
  }
}
