// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.util.Locale;
import java.util.Set;

/**
 * Names before a parenthesis that call nothing which could change tables or settings: key words,
 * and the server's own functions that are met most.
 */
final class FunctionNames {
  private static final Set<String> KNOWN =
      Set.of(
          ("abs age all and any array array_agg array_append array_cat array_length"
                  + " array_position array_prepend array_remove array_to_json array_to_string as"
                  + " avg between bit_and bit_or bool_and bool_or btrim by cardinality case cast"
                  + " ceil ceiling char char_length character character_length chr clock_timestamp"
                  + " coalesce concat concat_ws conflict corr count cube cume_dist currval date"
                  + " date_bin date_part date_trunc decimal decode default dense_rank digest"
                  + " distinct div else encode every except exists exp extract false_ filter"
                  + " first_value float floor format from gen_random_uuid generate_series"
                  + " generate_subscripts greatest group grouping having host in initcap inner"
                  + " insert int intersect interval into is isfinite join json json_agg"
                  + " json_array_elements json_array_length json_build_array json_build_object"
                  + " json_each json_extract_path json_object json_object_agg json_populate_record"
                  + " json_to_record json_typeof jsonb jsonb_agg jsonb_array_elements"
                  + " jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each"
                  + " jsonb_extract_path jsonb_object jsonb_object_agg jsonb_path_exists"
                  + " jsonb_path_query jsonb_pretty jsonb_set jsonb_strip_nulls jsonb_typeof lag"
                  + " last_value lateral lead least left length like limit ln localtime"
                  + " localtimestamp log lower lower_inc lpad ltrim make_date make_interval"
                  + " make_time make_timestamp make_timestamptz max md5 min mod nextval not now"
                  + " nth_value ntile nullif numeric octet_length offset on only or order over"
                  + " overlaps overlay partition percent_rank percentile_cont percentile_disc"
                  + " pg_advisory_lock pg_advisory_unlock pg_advisory_xact_lock pg_backend_pid"
                  + " pg_notify pg_sleep pg_try_advisory_lock pg_typeof pi plainto_tsquery"
                  + " position power precision quote_ident quote_literal random range rank"
                  + " regexp_match regexp_matches regexp_replace regexp_split_to_array"
                  + " regexp_split_to_table repeat replace reverse right rollup round row"
                  + " row_number row_to_json rpad rtrim select set setseed setval sets sign some"
                  + " split_part sqrt starts_with statement_timestamp stddev string_agg"
                  + " string_to_array strpos substr substring sum table then time timestamp"
                  + " timestamptz timezone to to_char to_date to_hex to_json to_jsonb to_number"
                  + " to_timestamp to_tsquery to_tsvector transaction_timestamp translate trim trunc"
                  + " ts_headline ts_rank union unnest upper upper_inc using uuid_generate_v4"
                  + " values var_pop variance varchar varying websearch_to_tsquery when where"
                  + " width_bucket with within")
              .split(" "));

  private FunctionNames() {}

  /** Whether a statement calls something else. */
  static boolean areUnknownIn(Tokens tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.is(i + 1, "(") && isCall(tokens, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCall(Tokens tokens, int i) {
    if (tokens.is(i, TokenKind.QUOTED)) {
      return !isTable(tokens, i);
    }
    return tokens.is(i, TokenKind.WORD)
        && !isTable(tokens, i)
        && !KNOWN.contains(tokens.text(i).toLowerCase(Locale.ROOT));
  }

  /** Whether it is a name with columns behind it: {@code INSERT INTO t (…)}, {@code WITH t (…)}. */
  private static boolean isTable(Tokens tokens, int i) {
    int first = i;
    while (tokens.is(first - 1, ".")) {
      first -= 2;
    }
    return tokens.isWord(first - 1, "into", "with", "recursive", "as");
  }
}
