// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import java.util.stream.Stream;

/** The client encodings of PostgreSQL that Java has. */
final class ClientEncodings {
  private ClientEncodings() {}

  static Stream<String> names() {
    return Stream.of(
        "BIG5",
        "EUC_CN",
        "EUC_JP",
        "EUC_KR",
        "EUC_TW",
        "GB18030",
        "GBK",
        "ISO_8859_5",
        "ISO_8859_6",
        "ISO_8859_7",
        "ISO_8859_8",
        "JOHAB",
        "KOI8R",
        "KOI8U",
        "LATIN1",
        "LATIN10",
        "LATIN2",
        "LATIN3",
        "LATIN4",
        "LATIN5",
        "LATIN7",
        "LATIN9",
        "SHIFT_JIS_2004",
        "SJIS",
        "SQL_ASCII",
        "UHC",
        "UTF8",
        "WIN1250",
        "WIN1251",
        "WIN1252",
        "WIN1253",
        "WIN1254",
        "WIN1255",
        "WIN1256",
        "WIN1257",
        "WIN1258",
        "WIN866",
        "WIN874");
  }
}
