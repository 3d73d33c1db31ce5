// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long, how much and for whom types are remembered. */
class TypeCacheTest {
  private static final DatabaseKey ONE = database("one", "me");
  private static final TypeRequest MOOD = TypeRequest.named("mood");
  private static final FoundTypes FOUND = new FoundTypes(List.of(), List.of());

  private long now = Long.MAX_VALUE - 1; // it may overflow
  private final TypeCache cache = new TypeCache(() -> now);

  private static DatabaseKey database(String name, String user) {
    return new DatabaseKey("host", 5432, Map.of("database", name, "user", user));
  }

  @Test
  void whatWasFoundIsKnownForFiveMinutes() {
    cache.put(ONE, MOOD, FOUND);
    now += Duration.ofMinutes(5).toNanos();
    assertThat(cache.get(ONE, MOOD)).isSameAs(FOUND);
    now++;
    assertThat(cache.get(ONE, MOOD)).isNull();
    cache.put(ONE, MOOD, FOUND);
    assertThat(cache.get(ONE, MOOD)).isSameAs(FOUND);
  }

  @Test
  void anotherDatabaseRoleOrNameIsAnotherMatter() {
    cache.put(ONE, MOOD, FOUND);
    assertThat(cache.get(database("two", "me"), MOOD)).isNull();
    assertThat(cache.get(database("one", "you"), MOOD)).isNull();
    assertThat(cache.get(ONE, TypeRequest.anywhere("mood"))).isNull();
  }

  @Test
  void aDatabaseIsForgottenForAllRoles() {
    cache.put(ONE, MOOD, FOUND);
    cache.put(database("one", "you"), MOOD, FOUND);
    cache.put(database("two", "me"), MOOD, FOUND);
    cache.forget(ONE);
    assertThat(cache.get(ONE, MOOD)).isNull();
    assertThat(cache.get(database("one", "you"), MOOD)).isNull();
    assertThat(cache.get(database("two", "me"), MOOD)).isSameAs(FOUND);
    cache.forgetAll();
    assertThat(cache.get(database("two", "me"), MOOD)).isNull();
  }

  @Test
  void theOldestGoesWhenThereAreTooMany() {
    for (int i = 0; i <= 1000; i++) {
      cache.put(ONE, TypeRequest.named("t" + i), FOUND);
    }
    assertThat(cache.get(ONE, TypeRequest.named("t0"))).isNull();
    assertThat(cache.get(ONE, TypeRequest.named("t1"))).isSameAs(FOUND);
    assertThat(cache.get(ONE, TypeRequest.named("t1000"))).isSameAs(FOUND);
  }
}
