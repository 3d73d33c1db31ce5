// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection keyword of libpq (manual: "Parameter Key Words").
 *
 * <p>Each one that this version does not implement names the values that ask for what it does
 * anyway; any other value is refused, so that no setting is ignored in silence.
 */
public enum Keyword {
  SERVICE(refused()),
  USER(any()),
  PASSWORD(any()),
  PASSFILE(refused()),
  CHANNEL_BINDING(only("disable", "prefer")),
  CONNECT_TIMEOUT(any()),
  DBNAME(any()),
  HOST(any()),
  HOSTADDR(refused()),
  PORT(any()),
  CLIENT_ENCODING(any()),
  OPTIONS(any()),
  APPLICATION_NAME(any()),
  FALLBACK_APPLICATION_NAME(any()),
  KEEPALIVES(any()),
  KEEPALIVES_IDLE(only("0")),
  KEEPALIVES_INTERVAL(only("0")),
  KEEPALIVES_COUNT(only("0")),
  TCP_USER_TIMEOUT(only("0")),
  SSLMODE(only("disable", "allow", "prefer")),
  SSLCOMPRESSION(any()), // libpq ignores it too
  SSLCERT(refused()),
  SSLKEY(refused()),
  SSLCERTMODE(only("disable", "allow")),
  SSLPASSWORD(refused()),
  SSLROOTCERT(refused()),
  SSLCRL(refused()),
  SSLCRLDIR(refused()),
  SSLSNI(only("0", "1")),
  SSLNEGOTIATION(only("postgres")),
  SSLKEYLOGFILE(refused()),
  REQUIREPEER(refused()),
  REQUIRE_AUTH(refused()),
  SSL_MIN_PROTOCOL_VERSION(only("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")),
  SSL_MAX_PROTOCOL_VERSION(only("TLSv1.2", "TLSv1.3")),
  MIN_PROTOCOL_VERSION(only("3.0")),
  MAX_PROTOCOL_VERSION(only("3.0", "latest")),
  GSSENCMODE(only("disable", "prefer")),
  KRBSRVNAME(any()), // names a service that is asked only when the server wants GSSAPI
  GSSLIB(only("gssapi")),
  GSSDELEGATION(only("0")),
  REPLICATION(only("false", "off", "no", "0", "true", "on", "yes", "1", "database")),
  TARGET_SESSION_ATTRS(only("any")),
  LOAD_BALANCE_HOSTS(only("disable")),
  SCRAM_CLIENT_KEY(refused()),
  SCRAM_SERVER_KEY(refused()),
  OAUTH_ISSUER(refused()),
  OAUTH_CLIENT_ID(refused()),
  OAUTH_CLIENT_SECRET(refused()),
  OAUTH_SCOPE(refused());

  private static final Map<String, Keyword> BY_NAME = new HashMap<>();

  static {
    for (Keyword keyword : values()) {
      BY_NAME.put(keyword.keyword(), keyword);
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // the list is never changed
  private final @Nullable List<String> accepted;

  Keyword(@Nullable List<String> accepted) {
    this.accepted = accepted;
  }

  private static @Nullable List<String> any() {
    return null;
  }

  private static List<String> only(String... values) {
    return Arrays.asList(values);
  }

  private static List<String> refused() {
    return List.of();
  }

  /** The keyword of this name, or null. */
  public static @Nullable Keyword of(String name) {
    return BY_NAME.get(name);
  }

  /** The name, as it stands in a connection string. */
  public String keyword() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether its values are never shown. */
  boolean isSecret() {
    return this == PASSWORD || this == SSLPASSWORD;
  }

  /** The values this version can honour, or null if there is no restriction. */
  @Nullable List<String> accepted() {
    return accepted;
  }
}
