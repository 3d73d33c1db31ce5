// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.gss;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/** The tickets that kinit has left in a file, by the JDK's login module for Kerberos. */
final class TicketCache {
  private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";

  private TicketCache() {}

  /**
   * Who the tickets are for.
   *
   * @throws LoginException if there are none, or they are outdated
   */
  static Subject login(@Nullable Path file) throws LoginException {
    Map<String, String> options = new HashMap<>();
    options.put("useTicketCache", "true");
    options.put("doNotPrompt", "true");
    if (file != null) {
      options.put("ticketCache", file.toString());
    }
    Configuration configuration =
        new Configuration() {
          @Override
          public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            return new AppConfigurationEntry[] {
              new AppConfigurationEntry(MODULE, LoginModuleControlFlag.REQUIRED, options)
            };
          }
        };
    LoginContext login = new LoginContext("psycopg4j", new Subject(), null, configuration);
    login.login();
    return login.getSubject();
  }
}
