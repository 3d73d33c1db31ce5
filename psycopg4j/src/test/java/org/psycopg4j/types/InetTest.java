// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.ParameterException;

class InetTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1/24, 10.0.0.1/24",
    "10.0.0.1, 10.0.0.1",
    "10.0.0.1/32, 10.0.0.1",
    "0.0.0.0/0, 0.0.0.0/0",
    "255.255.255.255, 255.255.255.255",
    "010.0.0.01, 10.0.0.1",
    "::, ::",
    "::/0, ::/0",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8::1/32, 2001:db8::1/32",
    "1:2:3:4:5:6:7:8/128, 1:2:3:4:5:6:7:8",
    "::ffff:1.2.3.4, ::ffff:1.2.3.4",
    "::ffff:0:1, ::ffff:0.0.0.1",
    "::1.2.3.4, ::1.2.3.4",
    "::ffff:0, ::255.255.0.0",
    "::0:ffff:1.2.3.4/64, ::ffff:1.2.3.4/64",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:0:0:2:0:0:3:4, 1::2:0:0:3:4",
    "1:2:3:4:5:6:0:8, 1:2:3:4:5:6:0:8",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "::2:0:0, ::2:0:0",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "1::1.2.3.4, 1::102:304"
  })
  void printsAsTheServerDoes(String text, String printed) {
    assertThat(Inet.of(text)).hasToString(printed).isEqualTo(Inet.of(printed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "example.com",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.",
        "1.2.3.-4",
        "1.2.3.+4",
        "1.2.3.4 ",
        "0x1.2.3.4",
        "1.2.3.0004",
        "1.2.3.4/",
        "1.2.3.4/33",
        "1.2.3.4/-1",
        "1.2.3.4/24/24",
        "::1/129",
        "::1/1000",
        ":",
        ":1",
        "1:",
        "1:::2",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "12345::",
        "g::",
        "::\u0661",
        "\u0661.2.3.4",
        "1.2.3.4::",
        "::1.2.3",
        "1:2:3:4:5:6:7:1.2.3.4",
        "[::1]",
        "fe80::1%eth0",
        "fe80::1%1"
      })
  void whatIsNoAddressInDigitsIsRefused(String text) {
    assertThatThrownBy(() -> Inet.of(text))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> assertThat(e.kind()).isEqualTo(ParameterException.Kind.VALUE))
        .hasMessageStartingWith("not an IPv4 or IPv6 address");
  }

  @Test
  void isOfAnAddressWithoutItsName() throws Exception {
    InetAddress named = InetAddress.getByAddress("example.com", new byte[] {10, 0, 0, 1});
    Inet inet = Inet.of(named, 24);
    assertThat(inet).hasToString("10.0.0.1/24").isEqualTo(Inet.of("10.0.0.1/24"));
    assertThat(inet.address().toString()).isEqualTo("/10.0.0.1");
    assertThat(inet.prefixLength()).isEqualTo(24);
    assertThat(Inet.of(named).prefixLength()).isEqualTo(32);
  }

  @Test
  void aMappedAddressStaysOneOfIpv6() {
    Inet inet = Inet.of("::ffff:1.2.3.4");
    assertThat(inet.address()).isInstanceOf(Inet6Address.class);
    assertThat(inet.prefixLength()).isEqualTo(128);
    assertThat(inet).isNotEqualTo(Inet.of("1.2.3.4"));
  }

  @Test
  void aScopeIsRefused() throws Exception {
    InetAddress scoped = Inet6Address.getByAddress(null, new byte[16], 1);
    assertThatThrownBy(() -> Inet.of(scoped))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("scope");
  }

  @Test
  void bytesHaveToBeOfAFamilyAndThePrefixHasToFit() {
    assertThatThrownBy(() -> Inet.of(new byte[5], 8)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> Inet.of(new byte[4], 33)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> Inet.of(new byte[16], -1)).isInstanceOf(ParameterException.class);
    assertThat(Inet.of(new byte[16], 128)).hasToString("::");
  }

  @Test
  void cidrShowsItsPrefixAndIsEqual() {
    Inet host = Inet.of("10.0.0.1");
    assertThat(host.cidr()).isFalse();
    assertThat(host.asCidr().cidr()).isTrue();
    assertThat(host.asCidr()).hasToString("10.0.0.1/32").isEqualTo(host).hasSameHashCodeAs(host);
    assertThat(host).isNotEqualTo(Inet.of("10.0.0.1/31")).isNotEqualTo(Inet.of("10.0.0.2"));
  }
}
