// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A certificate authority for tests of TLS: it issues certificates to servers and to clients (RFC
 * 5280), which end with the day. Keys are of P-256, and signatures ECDSA, unless others are wanted.
 * Any thread may use it.
 *
 * <pre>{@code
 * TestAuthority authority = TestAuthority.create("Test CA");
 * TestIdentity server = authority.issue("localhost", "localhost", "127.0.0.1", "::1");
 * PostgresServer.builder().tls(server.certificatePem(), server.keyPem()).start();
 * }</pre>
 */
public final class TestAuthority {
  private static final String COMMON_NAME = "550403";
  private static final String SUBJECT_ALT_NAME = "551d11";
  private static final String BASIC_CONSTRAINTS = "551d13";
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;
  private static final byte[] TRUE = Der.of(Der.BOOLEAN, new byte[] {-1});
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String name;
  private final Signing signing;
  private final KeyPair keys;
  private final String certificatePem;
  private final AtomicLong serial = new AtomicLong(1);

  private TestAuthority(String name, Signing signing) {
    this.name = name;
    this.signing = signing;
    keys = signing.newKeys();
    byte[] isAuthority = Der.sequence(TRUE);
    certificatePem =
        certificate(name, keys, extension(BASIC_CONSTRAINTS, TRUE, isAuthority), tomorrow());
  }

  private static Instant tomorrow() {
    return Instant.now().plus(Duration.ofDays(1));
  }

  /** A new authority with a self-signed certificate. */
  public static TestAuthority create(String commonName) {
    return new TestAuthority(commonName, Signing.ECDSA_SHA256);
  }

  /** A new authority that signs like that. */
  public static TestAuthority create(String commonName, Signing signing) {
    return new TestAuthority(commonName, signing);
  }

  /** What a peer must trust: sslrootcert on one side, ssl_ca_file on the other. */
  public String certificatePem() {
    return certificatePem;
  }

  /**
   * A certificate for a server, which has its host names and addresses, or for a client, which is
   * the user named by the common name.
   */
  public TestIdentity issue(String commonName, String... hosts) {
    return issue(commonName, tomorrow(), Signing.ECDSA_SHA256.newKeys(), hosts);
  }

  /** The same for keys of any kind. */
  public TestIdentity issue(String commonName, KeyPair subject, String... hosts) {
    return issue(commonName, tomorrow(), subject, hosts);
  }

  /** A certificate that was good until an hour ago. */
  public TestIdentity issueExpired(String commonName, String... hosts) {
    return issue(
        commonName,
        Instant.now().minus(Duration.ofHours(1)),
        Signing.ECDSA_SHA256.newKeys(),
        hosts);
  }

  /** A list of certificates that are not good any more (CRL), for {@code sslcrl} and the like. */
  public String revoke(TestIdentity... revoked) {
    return revocations(tomorrow(), revoked);
  }

  /** The same, which should have been renewed an hour ago. */
  public String revokeOutdated(TestIdentity... revoked) {
    return revocations(Instant.now().minus(Duration.ofHours(1)), revoked);
  }

  private String revocations(Instant end, TestIdentity... revoked) {
    byte[] algorithm = signing.identifier();
    byte[] since = time(Instant.now().minus(Duration.ofDays(2)));
    byte[][] entries = new byte[revoked.length][];
    for (int i = 0; i < revoked.length; i++) {
      entries[i] = Der.sequence(Der.integer(revoked[i].serialNumber()), since);
    }
    byte[] body =
        Der.sequence(
            Der.integer(BigInteger.ONE), // version 2
            algorithm,
            commonName(name),
            since,
            time(end),
            entries.length == 0 ? new byte[0] : Der.sequence(entries));
    return pem(
        "X509 CRL", Der.sequence(body, algorithm, Der.bits(signing.sign(keys.getPrivate(), body))));
  }

  private TestIdentity issue(String commonName, Instant end, KeyPair subject, String... hosts) {
    byte[] names = hosts.length == 0 ? new byte[0] : alternativeNames(hosts);
    String certificate = certificate(commonName, subject, names, end);
    return new TestIdentity(certificate, pem("PRIVATE KEY", subject.getPrivate().getEncoded()));
  }

  private String certificate(String subject, KeyPair subjectKeys, byte[] extensions, Instant end) {
    byte[] algorithm = signing.identifier();
    byte[] body =
        Der.sequence(
            Der.of(0xa0, Der.integer(BigInteger.TWO)), // version 3
            Der.integer(BigInteger.valueOf(serial.getAndIncrement())),
            algorithm,
            commonName(name),
            Der.sequence(time(Instant.now().minus(Duration.ofDays(2))), time(end)),
            commonName(subject),
            subjectKeys.getPublic().getEncoded(),
            extensions.length == 0 ? extensions : Der.of(0xa3, Der.sequence(extensions)));
    return pem(
        "CERTIFICATE",
        Der.sequence(body, algorithm, Der.bits(signing.sign(keys.getPrivate(), body))));
  }

  private static byte[] alternativeNames(String... hosts) {
    List<byte[]> names = new ArrayList<>();
    for (String host : hosts) {
      boolean address = host.matches("[0-9.]+|.*:.*");
      names.add(
          address
              ? Der.of(IP_ADDRESS, address(host))
              : Der.of(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII)));
    }
    return extension(SUBJECT_ALT_NAME, new byte[0], Der.sequence(names.toArray(byte[][]::new)));
  }

  private static byte[] address(String literal) {
    try {
      return InetAddress.getAllByName(literal)[0].getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + literal, e);
    }
  }

  private static byte[] extension(String oid, byte[] critical, byte[] value) {
    return Der.sequence(Der.oid(oid), critical, Der.of(Der.OCTET_STRING, value));
  }

  private static byte[] commonName(String name) {
    byte[] text = Der.of(Der.UTF8_STRING, Bytes.utf8(name));
    return Der.sequence(Der.of(Der.SET, Der.sequence(Der.oid(COMMON_NAME), text)));
  }

  private static byte[] time(Instant instant) {
    return Der.of(Der.UTC_TIME, Bytes.utf8(TIME.format(instant)));
  }

  private static String pem(String kind, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, base64, kind);
  }
}
