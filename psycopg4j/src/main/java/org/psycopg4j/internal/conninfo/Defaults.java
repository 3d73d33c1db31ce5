// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What fills in the settings that nobody made: the service's, then the environment's, then those
 * that are always there (manual: "Environment Variables", "The Connection Service File").
 */
final class Defaults {
  private final Surroundings around;
  private final Map<String, String> settings;

  private Defaults(Map<String, String> made, Surroundings around) {
    this.settings = new LinkedHashMap<>(made);
    this.around = around;
  }

  /** The settings, with the defaults for those that were not made. */
  static Map<String, String> complete(Map<String, String> made, Surroundings around) {
    Defaults defaults = new Defaults(made, around);
    defaults.fromService();
    for (Keyword keyword : Keyword.values()) {
      String value = defaults.otherwise(keyword);
      if (value != null) {
        defaults.settings.putIfAbsent(keyword.keyword(), value);
      }
    }
    return defaults.settings;
  }

  private void fromService() {
    String service = settings.getOrDefault(Keyword.SERVICE.keyword(), around.variable("PGSERVICE"));
    if (service != null) {
      ServiceFile.settings(service, around).forEach(settings::putIfAbsent);
    }
  }

  private @Nullable String otherwise(Keyword keyword) {
    String variable = keyword.variable() == null ? null : around.variable(keyword.variable());
    if (variable != null) {
      return variable;
    } else if (keyword == Keyword.SSLMODE && requiresSsl()) {
      return "require";
    } else if (keyword == Keyword.USER) {
      return around.user();
    }
    boolean isSystem =
        TlsSettings.SYSTEM.equals(settings.get(Keyword.SSLROOTCERT.keyword()))
            || TlsSettings.SYSTEM.equals(around.variable("PGSSLROOTCERT"));
    return keyword == Keyword.SSLMODE && isSystem ? "verify-full" : keyword.otherwise();
  }

  /** What PGSSLMODE was called once. */
  private boolean requiresSsl() {
    String value = around.variable("PGREQUIRESSL");
    return value != null && value.startsWith("1");
  }
}
