// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, postgres-linux-x86_64.txz, linux-amd64",
    "Linux, aarch64, postgres-linux-arm_64.txz, linux-arm64v8",
    "Mac OS X, x86_64, postgres-darwin-x86_64.txz, darwin-amd64",
    "Mac OS X, aarch64, postgres-darwin-arm_64.txz, darwin-arm64v8",
    "Windows 11, amd64, postgres-windows-x86_64.txz, windows-amd64"
  })
  void thereAreBinariesFor(String osName, String osArch, String archive, String artifact) {
    assertThat(Platform.of(osName, osArch)).isEqualTo(new Platform(archive, artifact));
  }

  @ParameterizedTest
  @CsvSource({"Linux, s390x", "Windows 11, aarch64", "SunOS, amd64"})
  void thereAreNoneFor(String osName, String osArch) {
    assertThat(Platform.of(osName, osArch)).isNull();
  }
}
