// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;
import org.apache.kerby.kerberos.kerb.type.ticket.TgtTicket;

/**
 * A Kerberos realm with its key distribution centre, on this machine, gone when it is closed. Java
 * looks for it once in a process: there is to be one only.
 */
final class Realm implements AutoCloseable {
  static final String NAME = "EXAMPLE.TEST";

  private final Path directory;
  private final SimpleKdcServer centre;

  private Realm(Path directory, SimpleKdcServer centre) {
    this.directory = directory;
    this.centre = centre;
  }

  /** Starts one; servers that run as others have to be able to read what is in the directory. */
  static Realm start(Path directory) {
    try {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      SimpleKdcServer centre = new SimpleKdcServer();
      centre.setKdcRealm(NAME);
      centre.setKdcHost("localhost");
      centre.setAllowUdp(false);
      centre.setAllowTcp(true);
      centre.setKdcTcpPort(freePort());
      centre.setWorkDir(Files.createDirectory(directory.resolve("kdc")).toFile());
      centre.init();
      centre.start();
      Realm realm = new Realm(directory, centre);
      Files.writeString(
          realm.configuration(),
          """
          [libdefaults]
            default_realm = %1$s
            dns_lookup_kdc = false
            dns_lookup_realm = false
            dns_canonicalize_hostname = false
            rdns = false
            udp_preference_limit = 1
          [realms]
            %1$s = {
              kdc = localhost:%2$d
            }
          [domain_realm]
            localhost = %1$s
          """
              .formatted(NAME, centre.getKdcSetting().getKdcTcpPort()));
      System.setProperty("java.security.krb5.conf", realm.configuration().toString());
      return realm;
    } catch (KrbException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The file that tells of the realm, krb5.conf. */
  Path configuration() {
    return directory.resolve("krb5.conf");
  }

  /** A new principal's keys in a file that anybody may read, as a server wants them. */
  Path keys(String principal) {
    try {
      centre.createPrincipal(principal + "@" + NAME, "a password of " + principal);
      File keys = directory.resolve(principal.replace('/', '-') + ".keytab").toFile();
      centre.exportPrincipal(principal + "@" + NAME, keys);
      Files.setPosixFilePermissions(keys.toPath(), PosixFilePermissions.fromString("rw-r--r--"));
      return keys.toPath();
    } catch (KrbException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new principal's tickets in a file, as kinit leaves them. */
  Path tickets(String principal) {
    try {
      String password = "a password of " + principal;
      centre.createPrincipal(principal + "@" + NAME, password);
      TgtTicket ticket = centre.getKrbClient().requestTgt(principal + "@" + NAME, password);
      File cache = directory.resolve(principal + ".tickets").toFile();
      centre.getKrbClient().storeTicket(ticket, cache);
      return cache.toPath();
    } catch (KrbException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      centre.stop();
    } catch (KrbException e) {
      throw new IllegalStateException(e);
    }
  }
}
