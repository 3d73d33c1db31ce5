// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which statements may be prepared, by their text. A placeholder is written as {@code ¿}. */
class StatementShapeTest {
  private static StatementShape shape(String sql) {
    return StatementShape.of(List.of(sql.split("¿", -1)), true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "SELECT 1;",
        "select 1 ; -- the end",
        "  /* a /* nested */ comment */ select ¿",
        "((select ¿))",
        "with t as (select ¿) select * from t",
        "values (¿, ¿), (¿, ¿)",
        "table t",
        "insert into t values (¿, ¿)",
        "INSERT\nINTO t(a) SELECT ¿",
        "insert into t values (¿) on conflict (a) do update set b = ¿ returning *",
        "merge into t using s on t.a = s.a when matched then update set b = ¿",
        "update t set a = ¿, b = ¿ where c = ¿",
        "delete from t where a = ¿",
        "select * from t where a = ¿ order by b, c desc limit ¿ offset ¿",
        "select * from t order by a + ¿",
        "select * from t order by f(¿, b)",
        "select * from t order by a = ¿",
        "select a, count(*) from t group by a having count(*) > ¿",
        "select sum(a) over (order by b rows ¿ preceding) from t",
        "select 'a'' %' || ¿",
        "select E'it\\'s' || ¿",
        "select U&'d\\0061' || ¿",
        "select $$it's$$ || ¿",
        "select $a$ $b$ $a$ || ¿",
        "select \"a\"\"b\" from t where c = ¿",
        "select a->¿, b->>¿, c #> ¿, d ? ¿, e ?| ¿, f @> ¿ from t",
        "select a::text || ¿::text",
        "select ¿::int + a from t",
        "select a - ¿ from t",
        "select a -¿ from t",
        "select f(a) -¿ from t",
        "select a[1] - ¿ from t",
        "select case when a = ¿ then ¿ else b end from t",
        "select case a when ¿ then 1 end from t",
        "select * from t where a in (¿, ¿) and b = any(¿)",
        "select * from t where a between ¿ and ¿",
        "select * from t where a like ¿ escape ¿",
        "select * from t for update",
        "select now(), current_date, 'know', 'nowhere' || ¿",
        "select 1e5, 1.5, .5, 0x1f, 1_000, 1.e-5, ¿",
        "select a1$b from t where c=¿",
        "select distinct a from t where b = ¿"
      })
  void mayBePrepared(String sql) {
    assertThat(shape(sql).refusal()).as(sql).isNull();
    assertThat(shape(sql).mayChangeSettings()).as(sql).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  -- nothing",
        "set x to ¿",
        "create table t (a int default ¿)",
        "notify x, ¿",
        "call p(¿)",
        "explain select ¿",
        "execute p(¿)",
        "do $$ begin end $$",
        "copy t from stdin",
        "begin",
        "select 1; select ¿",
        "select ¿; ;",
        "select $1, ¿",
        "select * into t from s where a = ¿",
        "with q as (select 1) select * into t from q",
        "select set_config('x', ¿, false)",
        "select pg_export_snapshot()",
        "select xmin from t where a = ¿",
        "select * from t where d = 'now'",
        "select * from t where d > ' Yesterday '::date",
        "select '¿'",
        "select E'\\'¿'",
        "select $$¿$$",
        "select $t$ ¿ $t$",
        "select 1 as \"¿\"",
        "select 1 -- ¿",
        "select 1 /* ¿ */",
        "select a¿ from t",
        "select ¿a from t",
        "select 1¿",
        "select ¿1",
        "select t.¿ from t",
        "select ¿.a",
        "select e¿",
        "select U&¿",
        "select ¿¿",
        "select 'a'¿",
        "select ¿'a'",
        "select a from t order by ¿",
        "select a from t order by b, ¿ desc",
        "select a from t order by (¿)",
        "select a from t order by ((¿)) nulls last",
        "select a from t group by ¿",
        "select a from t group by b, (¿), c",
        "select a from t group by grouping sets ((a), (¿))",
        "select a from t group by rollup (¿, a)",
        "select distinct on (¿) a from t",
        "insert into t values (1) on conflict (a) where b = ¿ do nothing",
        "insert into t values (1) on conflict ((a + ¿)) do nothing",
        "select -¿",
        "select a * -¿ from t",
        "select 1 / ¿ from t",
        "select ¿ * 2",
        "select ¿ + ¿",
        "select 'a' || 5 % ¿",
        "select case when a > 0 then 'x' || ¿ end from t",
        "select ¿ between a and b from t",
        "select ¿ not between a and b from t",
        "select 'open",
        "select \"open",
        "select $$open",
        "select /* open",
        "select 1 \\ 2"
      })
  void isRefused(String sql) {
    assertThat(shape(sql).refusal()).as(sql).isNotNull();
  }

  @Test
  void whatIsAloneInAPipeline() {
    assertThat(shape("set x to 1").mayChangeSettings()).isTrue();
    assertThat(shape("select 1; set x to 1").mayChangeSettings()).isTrue();
    assertThat(shape("select set_config('x', 'y', true)").mayChangeSettings()).isTrue();
    assertThat(shape("select 'open").mayChangeSettings()).isTrue();
    assertThat(shape("select a from t order by ¿").mayChangeSettings()).isFalse();
  }

  @Test
  void backslashesEscapeWithoutStandardConformingStrings() {
    List<String> pieces = List.of("select 'a\\' || '", "'");
    assertThat(StatementShape.of(pieces, true).refusal()).contains("string");
    List<String> outside = List.of("select 'a\\' || ", " || 'b'");
    assertThat(StatementShape.of(outside, true).refusal()).isNull();
    assertThat(StatementShape.of(outside, false).refusal()).contains("string");
  }

  @Test
  void aZeroCharacterIsNoPlaceholder() {
    assertThat(StatementShape.of(List.of("select '\0'"), true).refusal()).contains("zero");
  }

  private static String refusal(String sql, boolean negative, boolean isNull, boolean isZero) {
    String why = shape(sql).refusal(0, negative, isNull, isZero, false);
    return why == null ? "" : why;
  }

  @Test
  void aSignBelongsToTheNumberOnlyWhereNothingBindsTighter() {
    assertThat(refusal("select ¿::int2", true, false, false)).contains("sign");
    assertThat(refusal("select ¿ /* so */ :: int2", true, false, false)).contains("sign");
    assertThat(refusal("select ¿ [1]", true, false, false)).contains("sign");
    assertThat(refusal("select ¿ ^ a from t", true, false, false)).isEmpty();
    assertThat(refusal("select ¿::int2", false, false, false)).isEmpty();
  }

  @Test
  void nullBesideEqualsMayBeIsNull() {
    assertThat(refusal("select * from t where a = ¿", false, true, false)).contains("IS NULL");
    assertThat(refusal("select * from t where ¿ = a", false, true, false)).contains("IS NULL");
    assertThat(refusal("update t set a = ¿", false, true, false)).isEmpty();
    assertThat(refusal("update t set b = 1, a = ¿ where c = 1", false, true, false)).isEmpty();
    assertThat(refusal("update t set b = 1 where a = ¿", false, true, false)).contains("IS NULL");
    assertThat(refusal("select * from t where a <= ¿", false, true, false)).isEmpty();
  }

  @Test
  void zeroMayNotDivide() {
    assertThat(refusal("select a / ¿ from t", false, false, true)).contains("division");
    assertThat(refusal("select a % ¿ from t", false, false, true)).contains("division");
    assertThat(refusal("select a / ¿ from t", false, false, false)).isEmpty();
    assertThat(refusal("select a * ¿ from t", false, false, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into t values (¿)",
        "INSERT INTO s.t AS x (a, b) OVERRIDING USER VALUE VALUES (1, ¿, now())",
        "insert into t (\"values\") values (¿) on conflict do nothing returning a",
        "with x as (insert into t values (¿) returning a) select * from x",
        "update t set a = ¿",
        "update t set b = 1, a = ¿ where c = 2",
        "update t set a = ¿, b = 2",
        "update t as x set a = ¿ from u returning 1",
        "insert into t values (1) on conflict (a) do update set b = ¿"
      })
  void whatAColumnIsSetTo(String sql) {
    assertThat(shape(sql).isStored(0)).as(sql).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into t values (¿ + 1)",
        "insert into t values (f(¿))",
        "insert into t values ((¿))",
        "insert into t values (¿), (2)",
        "insert into t values (1), (¿)",
        "insert into t values (¿::int)",
        "insert into t select * from (values (¿)) v",
        "insert into t select ¿",
        "insert into t (values (¿))",
        "insert into t with x as (values (¿)) select * from x",
        "insert into t values (1) returning ¿",
        "insert into t values (1) on conflict (a) do update set b = 1 where c = ¿",
        "values (¿)",
        "select * from t where a = ¿",
        "update t set a = ¿ + 1",
        "update t set a = b and c = ¿",
        "update t set (a, b) = (¿, 1)",
        "update t set a = 1 where b = ¿"
      })
  void whatMayBecomeSomethingElseFirst(String sql) {
    assertThat(shape(sql).isStored(0)).as(sql).isFalse();
  }

  @Test
  void whatIsCast() {
    assertThat(shape("select ¿::text[]").isCast(0)).isTrue();
    assertThat(shape("select cast(¿ as text[])").isCast(0)).isTrue();
    assertThat(shape("select f(¿ , a)").isCast(0)).isFalse();
  }

  @Test
  void aLongStatementTakesNoDeepStackAndLinearTime() {
    String deep = "select " + "(".repeat(9_000) + "¿" + ")".repeat(9_000);
    assertThat(shape(deep).refusal()).isNull();
    assertThat(shape("select 1 " + "/*".repeat(9_000)).refusal()).contains("comment");
  }
}
