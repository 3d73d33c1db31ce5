// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every message against bytes counted by hand from the manual's "Message Formats". */
class MessagesTest {
  private static void same(byte[] message, String hex) {
    assertThat(message).asHexString().isEqualTo(hex.replace(" ", ""));
  }

  @Test
  void authentication() {
    same(ServerMessages.authenticationOk(), "52 00000008 00000000");
    same(ServerMessages.authenticationCleartextPassword(), "52 00000008 00000003");
    same(
        ServerMessages.authenticationMd5Password(new byte[] {1, 2, 3, 4}),
        "52 0000000C 00000005 01020304");
    same(ServerMessages.authenticationSasl("A", "B"), "52 0000000D 0000000A 4100 4200 00");
    same(ServerMessages.authenticationSaslContinue("r"), "52 00000009 0000000B 72");
    same(ServerMessages.authenticationSaslFinal("v"), "52 00000009 0000000C 76");
    same(ServerMessages.negotiateProtocolVersion(0, "_p"), "76 0000000F 00000000 00000001 5F7000");
  }

  @Test
  void sessionState() {
    same(ServerMessages.parameterStatus("a", "b"), "53 00000008 6100 6200");
    same(ServerMessages.backendKeyData(1, -1), "4B 0000000C 00000001 FFFFFFFF");
    same(ServerMessages.backendKeyData(1, new byte[5]), "4B 0000000D 00000001 0000000000");
    same(ServerMessages.readyForQuery('T'), "5A 00000005 54");
    same(ServerMessages.notificationResponse(7, "c", ""), "41 0000000B 00000007 6300 00");
  }

  @Test
  void results() {
    same(
        ServerMessages.rowDescription(
            Column.of("n", 23, 4).ofTable(258, 3), Column.of("", 1700).withTypmod(655366).binary()),
        "54 0000002D 0002 6E00 00000102 0003 00000017 0004 FFFFFFFF 0000"
            + " 00 00000000 0000 000006A4 FFFF 000A0006 0001");
    same(ServerMessages.dataRow(), "44 00000006 0000");
    same(ServerMessages.dataRow("é", null, ""), "44 00000014 0003 00000002 C3A9 FFFFFFFF 00000000");
    same(ServerMessages.dataRow(new byte[] {0, 1}), "44 0000000C 0001 00000002 0001");
    same(ServerMessages.commandComplete("X"), "43 00000006 5800");
    same(ServerMessages.emptyQueryResponse(), "49 00000004");
    same(ServerMessages.functionCallResponse(null), "56 00000008 FFFFFFFF");
  }

  @Test
  void reports() {
    same(
        ServerMessages.errorResponse("E", "0", "m", new TreeMap<>(Map.of('P', "1", 'D', "d"))),
        "45 00000017 534500 564500 433000 4D6D00 446400 503100 00");
    assertThat(ServerMessages.noticeResponse("hi"))
        .startsWith('N', 0, 0, 0)
        .endsWith('M', 'h', 'i', 0, 0);
  }

  @Test
  void copy() {
    same(ServerMessages.copyInResponse(0, 0, 0), "47 0000000B 00 0002 0000 0000");
    same(ServerMessages.copyOutResponse(1, 1), "48 00000009 01 0001 0001");
    same(ServerMessages.copyBothResponse(0), "57 00000007 00 0000");
    same(ServerMessages.copyData("a\n"), "64 00000006 610A");
    same(ServerMessages.copyDone(), "63 00000004");
    same(ClientMessages.copyData("a\n"), "64 00000006 610A");
    same(ClientMessages.copyDone(), "63 00000004");
    same(ClientMessages.copyFail("x"), "66 00000006 7800");
  }

  @Test
  void extendedQueryOfTheServer() {
    same(ServerMessages.parseComplete(), "31 00000004");
    same(ServerMessages.bindComplete(), "32 00000004");
    same(ServerMessages.closeComplete(), "33 00000004");
    same(ServerMessages.noData(), "6E 00000004");
    same(ServerMessages.portalSuspended(), "73 00000004");
    same(ServerMessages.parameterDescription(23, 25), "74 0000000E 0002 00000017 00000019");
  }

  @Test
  void anyMessageEvenOneThatLies() {
    same(ServerMessages.raw('z', (byte) 9), "7A 00000005 09");
    same(ServerMessages.rawWithLength('D', -1), "44 FFFFFFFF");
  }

  @Test
  void startUp() {
    same(ClientMessages.startup(Map.of("user", "u")), "00000010 00030000 7573657200 7500 00");
    same(ClientMessages.sslRequest(), "00000008 04D2162F");
    same(ClientMessages.gssEncRequest(), "00000008 04D21630");
    same(ClientMessages.cancelRequest(1, 2), "00000010 04D2162E 00000001 00000002");
    same(ClientMessages.password("p"), "70 00000006 7000");
    same(ClientMessages.saslInitial("S", "n"), "70 0000000B 5300 00000001 6E");
    same(ClientMessages.saslResponse("c"), "70 00000005 63");
  }

  @Test
  void queries() {
    same(ClientMessages.query(""), "51 00000005 00");
    same(ClientMessages.parse("s", "q", 23), "50 0000000E 7300 7100 0001 00000017");
    @Nullable String nothing = null;
    same(
        ClientMessages.bind("", "s", "1", nothing),
        "42 00000016 00 7300 0000 0002 00000001 31 FFFFFFFF 0000");
    same(
        ClientMessages.bind("p", "", new int[] {1}, new byte[][] {{9}}, new int[] {1}),
        "42 00000016 7000 00 0001 0001 0001 00000001 09 0001 0001");
    same(ClientMessages.describeStatement("s"), "44 00000007 53 7300");
    same(ClientMessages.describePortal(""), "44 00000006 50 00");
    same(ClientMessages.execute("", 5), "45 00000009 00 00000005");
    same(ClientMessages.closeStatement("s"), "43 00000007 53 7300");
    same(ClientMessages.closePortal(""), "43 00000006 50 00");
    same(ClientMessages.flush(), "48 00000004");
    same(ClientMessages.sync(), "53 00000004");
    same(ClientMessages.terminate(), "58 00000004");
    same(
        ClientMessages.functionCall(957, new int[] {1}, new byte[][] {{1}}, 1),
        "46 00000015 000003BD 0001 0001 0001 00000001 01 0001");
  }
}
