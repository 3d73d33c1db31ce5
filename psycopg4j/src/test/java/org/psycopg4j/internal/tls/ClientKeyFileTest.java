// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.Seeded;

class ClientKeyFileTest {
  private static PrivateKey rsa;
  private static PrivateKey ec;
  private static PrivateKey ed25519;

  @TempDir private Path directory;

  @BeforeAll
  static void keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    rsa = generator.generateKeyPair().getPrivate();
    generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    ec = generator.generateKeyPair().getPrivate();
    ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
  }

  private static String pem(String label, String headers, byte[] bytes) {
    return "-----BEGIN %1$s-----\n%2$s%3$s\n-----END %1$s-----\n"
        .formatted(
            label, headers, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes));
  }

  private Path file(byte[] bytes) {
    try {
      Path file = Files.write(directory.resolve("key"), bytes);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return file;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private PrivateKey read(String pem, @Nullable String password) {
    return new ClientKeyFile(file(pem.getBytes(java.nio.charset.StandardCharsets.UTF_8)), password)
        .read();
  }

  @Test
  void pkcs8() {
    for (PrivateKey key : List.of(rsa, ec, ed25519)) {
      assertThat(read("noise\n" + pem("PRIVATE KEY", "", key.getEncoded()), null)).isEqualTo(key);
      assertThat(new ClientKeyFile(file(key.getEncoded()), null).read()).isEqualTo(key); // DER
    }
  }

  /** What the OCTET STRING of a PKCS #8 key holds: its tail. */
  private static byte[] inside(PrivateKey key) {
    byte[] der = key.getEncoded();
    for (int i = 21; i < 40; i++) { // behind the algorithm
      if (der[i] == 4) {
        int length = der[i + 1] & 0xff;
        int digits = length < 0x80 ? 0 : length - 0x80;
        return Arrays.copyOfRange(der, i + 2 + digits, der.length);
      }
    }
    throw new AssertionError("no OCTET STRING");
  }

  @Test
  void theOlderFormats() {
    assertThat(read(pem("RSA PRIVATE KEY", "", inside(rsa)), null)).isEqualTo(rsa);
    byte[] secp384r1 = HexFormat.of().parseHex("06052b81040022");
    assertThat(
            read(pem("EC PARAMETERS", "", secp384r1) + pem("EC PRIVATE KEY", "", inside(ec)), null))
        .isEqualTo(ec);
    assertThatThrownBy(() -> read(pem("EC PRIVATE KEY", "", inside(ec)), null))
        .isInstanceOf(OperationalException.class); // Java leaves the curve out inside
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PBEWithHmacSHA256AndAES_256",
        "PBEWithHmacSHA1AndAES_128",
        "PBEWithSHA1AndDESede"
      })
  void encrypted(String algorithm) throws GeneralSecurityException, IOException {
    for (PrivateKey key : List.of(rsa, ec, ed25519)) {
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(
          Cipher.ENCRYPT_MODE,
          SecretKeyFactory.getInstance(algorithm)
              .generateSecret(new PBEKeySpec("pass word".toCharArray())));
      byte[] encrypted =
          new EncryptedPrivateKeyInfo(parameters(cipher), cipher.doFinal(key.getEncoded()))
              .getEncoded();
      String pem = pem("ENCRYPTED PRIVATE KEY", "", encrypted);
      assertThat(read(pem, "pass word")).isEqualTo(key);
      assertNotRead(pem, "secret");
      assertNotRead(pem, null);
    }
  }

  /** A cipher's parameters by the name that they have in ASN.1. */
  private static AlgorithmParameters parameters(Cipher cipher)
      throws GeneralSecurityException, IOException {
    AlgorithmParameters own = cipher.getParameters();
    if (!own.getAlgorithm().contains("Hmac")) {
      return own;
    }
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
    parameters.init(own.getEncoded());
    return parameters;
  }

  private void assertNotRead(String pem, @Nullable String password) {
    assertThatThrownBy(() -> read(pem, password))
        .isInstanceOf(OperationalException.class)
        .hasMessageStartingWith("could not load private key file \"")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({"AES-128-CBC, 16", "AES-256-CBC, 32", "DES-EDE3-CBC, 24"})
  void encryptedInTheOlderFormat(String name, int length) throws GeneralSecurityException {
    boolean isAes = name.startsWith("AES");
    byte[] iv = new byte[isAes ? 16 : 8];
    Arrays.fill(iv, (byte) 7);
    byte[] key = new byte[0];
    byte[] digest = new byte[0];
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    while (key.length < length) {
      ByteArrayOutputStream input = new ByteArrayOutputStream();
      input.writeBytes(digest);
      input.writeBytes(new byte[] {'p', 'w'});
      input.write(iv, 0, 8);
      digest = md5.digest(input.toByteArray());
      int had = key.length;
      key = Arrays.copyOf(key, had + digest.length);
      System.arraycopy(digest, 0, key, had, digest.length);
    }
    String algorithm = isAes ? "AES" : "DESede";
    Cipher cipher = Cipher.getInstance(algorithm + "/CBC/PKCS5Padding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(Arrays.copyOf(key, length), algorithm),
        new IvParameterSpec(iv));
    String headers =
        "Proc-Type: 4,ENCRYPTED\nDEK-Info: %s,%s\n\n".formatted(name, HexFormat.of().formatHex(iv));
    String pem = pem("RSA PRIVATE KEY", headers, cipher.doFinal(inside(rsa)));
    assertThat(read(pem, "pw")).isEqualTo(rsa);
    assertNotRead(pem, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "genrsa -traditional 2048",
        "genrsa 2048",
        "ecparam -name prime256v1 -genkey",
        "ecparam -name secp521r1 -genkey -noout",
        "genpkey -algorithm ED25519",
        "genpkey -algorithm RSA -aes256 -pass pass:pw",
        "genrsa -traditional -aes128 -passout pass:pw 2048"
      })
  void whatOpenSslWrites(String command) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "there is no openssl");
    Path out = directory.resolve("openssl");
    Process openssl =
        new ProcessBuilder(("/usr/bin/openssl " + command).split(" ", -1))
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(openssl.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(openssl.exitValue()).isZero();
    assertThat(read(Files.readString(out), "pw").getEncoded()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "rw-------, true",
    "r--------, true",
    "rwx------, true",
    "rw-rw----, false",
    "rw----r--, false",
    "rw-------, true"
  })
  void whoMayReadIt(String permissions, boolean accepted) throws IOException {
    Path file = file(rsa.getEncoded());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    ClientKeyFile key = new ClientKeyFile(file, null);
    if (accepted) {
      assertThat(key.read()).isEqualTo(rsa);
    } else {
      assertThatThrownBy(key::read).hasMessageContaining("has group or world access");
    }
  }

  @Test
  void whatIsNoKey() {
    assertThatThrownBy(() -> new ClientKeyFile(directory, null).read())
        .hasMessage("private key file \"%s\" is not a regular file".formatted(directory));
    for (String text :
        List.of(
            "",
            "nothing",
            "-----BEGIN PRIVATE KEY-----\n",
            "-----BEGIN PRIVATE KEY-----\n***\n-----END PRIVATE KEY-----",
            "-----BEGIN CERTIFICATE-----\nMAAA\n-----END CERTIFICATE-----",
            pem("RSA PRIVATE KEY", "", new byte[] {0x30, 5, 1}),
            pem("EC PRIVATE KEY", "", new byte[] {0x30, (byte) 0x84, 0x7f, 1, 1, 1}),
            pem("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\n\n", new byte[8]),
            pem("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: RC2,00\n\n", new byte[8]))) {
      assertNotRead(text, "secret");
    }
  }

  @Test
  void anyBytesAreAKeyOrAnError() {
    byte[] good =
        pem("RSA PRIVATE KEY", "", inside(rsa))
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    Seeded.each(
        100,
        random -> {
          byte[] bytes = good.clone();
          for (int i = 0; i < 5; i++) {
            bytes[random.between(0, bytes.length - 1)] = (byte) random.between(0, 255);
          }
          try {
            new ClientKeyFile(file(bytes), "secret").read();
          } catch (OperationalException e) {
            assertThat(e.getMessage()).startsWith("could not load private key file");
          }
        });
  }
}
