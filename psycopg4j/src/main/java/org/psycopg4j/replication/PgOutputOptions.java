// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code pgoutput} is to tell (manual: "Logical Streaming Replication Protocol"): {@code
 * PgOutputOptions.publications("p").messages(true)}.
 *
 * <p>Immutable; each method returns other options.
 */
public final class PgOutputOptions {
  private final List<String> publications;
  private final Map<String, String> others;

  private PgOutputOptions(List<String> publications, Map<String, String> others) {
    this.publications = publications;
    this.others = others;
  }

  /** The changes of these publications' tables. */
  public static PgOutputOptions publications(String... names) {
    return new PgOutputOptions(List.of(names), Map.of());
  }

  private PgOutputOptions with(String name, @Nullable String value) {
    Map<String, String> more = new LinkedHashMap<>(others);
    if (value == null) {
      more.remove(name);
    } else {
      more.put(name, value);
    }
    return new PgOutputOptions(publications, more);
  }

  /** Values in binary format, where their type has one. Since PostgreSQL 14. */
  public PgOutputOptions binary(boolean yes) {
    return with("binary", yes ? "true" : null);
  }

  /** The messages of {@code pg_logical_emit_message} too. Since PostgreSQL 14. */
  public PgOutputOptions messages(boolean yes) {
    return with("messages", yes ? "true" : null);
  }

  /** Large transactions while they are under way. Since PostgreSQL 14. */
  public PgOutputOptions streaming(boolean yes) {
    return with("streaming", yes ? "on" : null);
  }

  /** As {@link #streaming}, and when and where one was undone. Since PostgreSQL 16. */
  public PgOutputOptions parallel(boolean yes) {
    return with("streaming", yes ? "parallel" : null);
  }

  /** Two-phase transactions when they are prepared. Since PostgreSQL 15. */
  public PgOutputOptions twoPhase(boolean yes) {
    return with("two_phase", yes ? "on" : null);
  }

  /**
   * Only what did not come from another server: {@code none}; or {@code any}, which it is at first.
   * Since PostgreSQL 16.
   */
  public PgOutputOptions origin(String which) {
    return with("origin", which);
  }

  /**
   * As options for {@link ReplicationOptions#options}, with the least version of the protocol that
   * has what is asked for.
   */
  public Map<String, String> toMap() {
    Map<String, String> options = new LinkedHashMap<>();
    String streaming = others.get("streaming");
    int version = 1;
    if ("parallel".equals(streaming)) {
      version = 4;
    } else if (others.containsKey("two_phase")) {
      version = 3;
    } else if (streaming != null) {
      version = 2;
    }
    options.put("proto_version", Integer.toString(version));
    options.put(
        "publication_names",
        publications.stream()
            .map(ReplicationCommands::identifier)
            .collect(Collectors.joining(",")));
    options.putAll(others);
    return options;
  }
}
