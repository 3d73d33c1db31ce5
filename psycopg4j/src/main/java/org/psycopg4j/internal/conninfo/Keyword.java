// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection keyword of libpq (manual: "Parameter Key Words"), with its environment variable and
 * what it is if nobody says.
 *
 * <p>Each one that this version does not implement names the values that ask for what it does
 * anyway; any other value is refused, so that no setting is ignored in silence.
 */
public enum Keyword {
  SERVICE("PGSERVICE", null),
  USER("PGUSER", null), // the operating system's
  PASSWORD("PGPASSWORD", null),
  PASSFILE("PGPASSFILE", null),
  CHANNEL_BINDING("PGCHANNELBINDING", "prefer"),
  CONNECT_TIMEOUT("PGCONNECT_TIMEOUT", null),
  DBNAME("PGDATABASE", null), // the user's name
  HOST("PGHOST", null),
  HOSTADDR("PGHOSTADDR", null),
  PORT("PGPORT", "5432"),
  CLIENT_ENCODING("PGCLIENTENCODING", null),
  OPTIONS("PGOPTIONS", ""),
  APPLICATION_NAME("PGAPPNAME", null),
  FALLBACK_APPLICATION_NAME(null, null),
  KEEPALIVES(null, null),
  KEEPALIVES_IDLE(null, null),
  KEEPALIVES_INTERVAL(null, null),
  KEEPALIVES_COUNT(null, null),
  TCP_USER_TIMEOUT(null, null), // the JDK has no such option: as libpq where the system has none
  SSLMODE("PGSSLMODE", "prefer"),
  SSLCOMPRESSION("PGSSLCOMPRESSION", "0"), // libpq ignores it too
  SSLCERT("PGSSLCERT", null),
  SSLKEY("PGSSLKEY", null),
  SSLCERTMODE("PGSSLCERTMODE", "allow"),
  SSLPASSWORD(null, null),
  SSLROOTCERT("PGSSLROOTCERT", null),
  SSLCRL("PGSSLCRL", null),
  SSLCRLDIR("PGSSLCRLDIR", null),
  SSLSNI("PGSSLSNI", "1"),
  SSLNEGOTIATION("PGSSLNEGOTIATION", "postgres"),
  SSLKEYLOGFILE(null, null, refused()),
  REQUIREPEER("PGREQUIREPEER", null),
  REQUIRE_AUTH("PGREQUIREAUTH", null),
  SSL_MIN_PROTOCOL_VERSION("PGSSLMINPROTOCOLVERSION", "TLSv1.2"),
  SSL_MAX_PROTOCOL_VERSION("PGSSLMAXPROTOCOLVERSION", null),
  MIN_PROTOCOL_VERSION("PGMINPROTOCOLVERSION", null),
  MAX_PROTOCOL_VERSION("PGMAXPROTOCOLVERSION", null),
  GSSENCMODE("PGGSSENCMODE", "prefer", only("disable", "prefer", "require")),
  KRBSRVNAME("PGKRBSRVNAME", "postgres"), // a service that is asked only if the server wants GSSAPI
  GSSLIB("PGGSSLIB", null),
  GSSDELEGATION("PGGSSDELEGATION", "0", only("0", "1")),
  REPLICATION(null, null, only("false", "off", "no", "0", "true", "on", "yes", "1", "database")),
  TARGET_SESSION_ATTRS("PGTARGETSESSIONATTRS", "any"),
  LOAD_BALANCE_HOSTS("PGLOADBALANCEHOSTS", "disable"),
  SCRAM_CLIENT_KEY(null, null),
  SCRAM_SERVER_KEY(null, null),
  OAUTH_ISSUER(null, null),
  OAUTH_CLIENT_ID(null, null),
  OAUTH_CLIENT_SECRET(null, null),
  OAUTH_SCOPE(null, null);

  private static final Map<String, Keyword> BY_NAME = new HashMap<>();

  static {
    for (Keyword keyword : values()) {
      BY_NAME.put(keyword.keyword(), keyword);
    }
  }

  private final @Nullable String variable;
  private final @Nullable String otherwise;

  @SuppressWarnings("ImmutableEnumChecker") // the list is never changed
  private final @Nullable List<String> accepted;

  Keyword(@Nullable String variable, @Nullable String otherwise) {
    this(variable, otherwise, null);
  }

  Keyword(@Nullable String variable, @Nullable String otherwise, @Nullable List<String> accepted) {
    this.variable = variable;
    this.otherwise = otherwise;
    this.accepted = accepted;
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

  /** The environment variable that stands for it; null if there is none. */
  @Nullable String variable() {
    return variable;
  }

  /** What it is if nobody says; null if it is not set then. */
  @Nullable String otherwise() {
    return otherwise;
  }

  /** Whether its values are never shown. */
  boolean isSecret() {
    return switch (this) {
      case PASSWORD, SSLPASSWORD, SCRAM_CLIENT_KEY, SCRAM_SERVER_KEY, OAUTH_CLIENT_SECRET -> true;
      default -> false;
    };
  }

  /** The values this version can honour, or null if there is no restriction. */
  @Nullable List<String> accepted() {
    return accepted;
  }
}
