// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ways to connect, each as a connection string for any server of {@link MatrixServer}: {@code ${…}}
 * stands for what is another one each time.
 */
final class ConnectMatrix {
  private static final String TCP = "host=127.0.0.1";
  private static final String UNIX = "host=${sockets}";
  private static final List<String> MODES =
      List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
  private static final String ROOT = " sslrootcert=${files}/root.crt";

  private final Map<String, List<String>> parts = new LinkedHashMap<>();
  private List<String> part = List.of();

  private ConnectMatrix() {
    passwords();
    whoIsLetIn();
    roots();
    certificates();
    bindings();
    versions();
    withoutTls();
    nonsense();
  }

  /** The ways to connect, under what they are about. */
  static Map<String, List<String>> parts() {
    return new ConnectMatrix().parts;
  }

  /** All of them. */
  static List<String> all() {
    return parts().values().stream().flatMap(List::stream).toList();
  }

  private void begin(String title) {
    part = new ArrayList<>();
    parts.put(title, part);
  }

  private void add(String way) {
    part.add(way);
  }

  private void passwords() {
    for (String transport : new String[] {TCP, UNIX}) {
      begin("Passwords, over " + (transport.equals(TCP) ? "TCP" : "a Unix socket"));
      for (String user : new String[] {"by_trust", "by_reject"}) {
        for (String mode : MODES) {
          add(way(transport, user, mode));
        }
      }
      for (String user : new String[] {"by_password", "by_md5", "by_scram"}) {
        for (String password : new String[] {" password=secret", " password=wrong", ""}) {
          for (String mode : MODES) {
            add(way(transport, user, mode) + password);
          }
        }
      }
    }
  }

  private static String way(String transport, String user, String mode) {
    String root = mode.startsWith("verify") ? ROOT : "";
    return "%s user=%s sslmode=%s%s".formatted(transport, user, mode, root);
  }

  private void whoIsLetIn() {
    begin("Who is let in by one way only, and who is not known");
    for (String user : new String[] {"tls_only", "plain_only", "nobody_knows"}) {
      for (String mode : MODES) {
        add(way(TCP, user, mode));
      }
    }
    for (String mode : MODES) {
      add(way(TCP, "by_trust", mode) + " dbname=nosuch");
    }
    add(way(UNIX, "nobody_knows", "prefer"));
    add(way(UNIX, "by_trust", "prefer") + " dbname=nosuch");
    add(UNIX + " user=by_trust requirepeer=nosuch");
    add(TCP + " user=by_trust requirepeer=nosuch");
  }

  private void roots() {
    begin("Who the server is");
    for (String mode : MODES.subList(2, MODES.size())) {
      for (String root : new String[] {"root.crt", "other.crt", "nowhere.crt", "broken.crt"}) {
        for (String host : new String[] {"localhost", "127.0.0.1", "elsewhere.example"}) {
          add(
              "host=%s hostaddr=127.0.0.1 user=by_trust sslmode=%s sslrootcert=${files}/%s"
                  .formatted(host, mode, root));
        }
      }
    }
  }

  private void certificates() {
    begin("Who we are, by a certificate");
    for (String certificate : new String[] {"", "right", "other-name", "other-authority"}) {
      for (String mode : MODES) {
        add(way(TCP, "by_cert", mode) + identity(certificate, certificate));
      }
    }
    add(way(UNIX, "by_cert", "require") + identity("right", "right"));
    for (String mode : MODES) {
      add(way(TCP, "by_trust", mode) + identity("other-authority", "other-authority"));
    }
    for (String mode : new String[] {"disable", "prefer", "require"}) {
      add(way(TCP, "by_cert", mode) + identity("right", "nowhere"));
      add(way(TCP, "by_cert", mode) + identity("right", "open"));
      add(way(TCP, "by_cert", mode) + identity("right", "other-name"));
      add(way(TCP, "by_cert", mode) + identity("right", "broken"));
      add(way(TCP, "by_cert", mode) + identity("nowhere", "right"));
      add(way(TCP, "by_cert", mode) + identity("broken", "right"));
    }
  }

  private static String identity(String certificate, String key) {
    return certificate.isEmpty()
        ? ""
        : " sslcert=${files}/%s.crt sslkey=${files}/%s.key".formatted(certificate, key);
  }

  private void bindings() {
    begin("Channel binding");
    for (String binding : new String[] {"disable", "prefer", "require"}) {
      for (String user : new String[] {"by_scram", "by_md5", "by_password", "by_trust"}) {
        String more = " password=secret channel_binding=" + binding;
        add(way(TCP, user, "disable") + more);
        add(way(TCP, user, "require") + more);
        add(way(UNIX, user, "prefer") + more);
      }
    }
    add(way(TCP, "by_scram", "require") + " password=wrong channel_binding=require");
    add(way(TCP, "by_scram", "require") + " channel_binding=require");
    add(way(TCP, "by_scram", "prefer") + " password=secret channel_binding=require");
    add(way(TCP, "by_scram", "allow") + " password=secret channel_binding=require");
  }

  private void versions() {
    begin("Versions of TLS");
    for (String range :
        new String[] {
          "ssl_min_protocol_version=TLSv1.2 ssl_max_protocol_version=TLSv1.2",
          "ssl_min_protocol_version=TLSv1.3 ssl_max_protocol_version=TLSv1.3",
          "ssl_min_protocol_version=TLSv1.3 ssl_max_protocol_version=TLSv1.2",
          "ssl_min_protocol_version=TLSv1.9",
          "ssl_max_protocol_version=nonsense",
          "sslsni=0",
          "sslcompression=1"
        }) {
      add(way(TCP, "by_trust", "require") + " " + range);
    }
  }

  private void withoutTls() {
    begin("A server without TLS");
    for (String mode : MODES) {
      add(way(TCP, "by_trust", mode) + " port=${plain}");
      add(way(TCP, "by_scram", mode) + " password=secret port=${plain}");
      add(way(TCP, "by_scram", mode) + " password=wrong port=${plain}");
    }
    add(way(TCP, "by_scram", "prefer") + " password=secret channel_binding=require port=${plain}");
  }

  private void nonsense() {
    begin("What cannot be");
    for (String nonsense :
        new String[] {
          "sslmode=nonsense",
          "sslmode=REQUIRE",
          "channel_binding=nonsense",
          "target_session_attrs=nonsense",
          "port=nonsense",
          "port=0",
          "port=65536",
          "port=1",
          "port=1,2,3",
          "host=127.0.0.1,127.0.0.1 port=1",
          "host=127.0.0.1,127.0.0.1 port=1,${port}",
          "host=/nowhere/at/all",
          "hostaddr=nonsense",
          "hostaddr=127.0.0.1,127.0.0.1",
          "connect_timeout=nonsense",
          "keepalives=nonsense",
          "client_encoding=nonsense",
          "options=-cnosuch=1",
          "options='-c geqo=off'",
          "replication=nonsense",
          "nonsense=1"
        }) {
      add(TCP + " user=by_trust " + nonsense);
    }
  }
}
