// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.wire;

import static java.util.Map.entry;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.psycopg4j.errors.NotSupportedException;

/** PostgreSQL's names of encodings and the Java charsets that are the same. */
public final class Encodings {
  /*
   * The names are those of the PostgreSQL manual, "PostgreSQL Character Sets", with their aliases,
   * cleaned. Of Java's variants of an encoding each is the one that differs least from the server's
   * own conversion, character by character: not at all for most, and in rare characters for EUC_TW,
   * GB18030, SJIS and EUC_JP. Java has no EUC_JIS_2004, LATIN6, LATIN8 and MULE_INTERNAL.
   */
  private static final Map<String, String> JAVA_NAMES =
      Map.ofEntries(
          entry("ABC", "windows-1258"),
          entry("ALT", "IBM866"),
          entry("BIG5", "x-Big5-Solaris"),
          entry("EUCCN", "GB2312"),
          entry("EUCJP", "x-eucJP-Open"),
          entry("EUCKR", "EUC-KR"),
          entry("EUCTW", "x-EUC-TW"),
          entry("GB18030", "GB18030"),
          entry("GBK", "x-mswin-936"),
          entry("ISO88591", "ISO-8859-1"),
          entry("ISO88592", "ISO-8859-2"),
          entry("ISO88593", "ISO-8859-3"),
          entry("ISO88594", "ISO-8859-4"),
          entry("ISO88595", "ISO-8859-5"),
          entry("ISO88596", "ISO-8859-6"),
          entry("ISO88597", "ISO-8859-7"),
          entry("ISO88598", "ISO-8859-8"),
          entry("ISO88599", "ISO-8859-9"),
          entry("ISO885913", "ISO-8859-13"),
          entry("ISO885915", "ISO-8859-15"),
          entry("ISO885916", "ISO-8859-16"),
          entry("JOHAB", "x-Johab"),
          entry("KOI8", "KOI8-R"),
          entry("KOI8R", "KOI8-R"),
          entry("KOI8U", "KOI8-U"),
          entry("LATIN1", "ISO-8859-1"),
          entry("LATIN2", "ISO-8859-2"),
          entry("LATIN3", "ISO-8859-3"),
          entry("LATIN4", "ISO-8859-4"),
          entry("LATIN5", "ISO-8859-9"),
          entry("LATIN7", "ISO-8859-13"),
          entry("LATIN9", "ISO-8859-15"),
          entry("LATIN10", "ISO-8859-16"),
          entry("MSKANJI", "windows-31j"),
          entry("SHIFTJIS", "windows-31j"),
          entry("SHIFTJIS2004", "x-SJIS_0213"),
          entry("SJIS", "windows-31j"),
          entry("SQLASCII", "US-ASCII"),
          entry("TCVN", "windows-1258"),
          entry("TCVN5712", "windows-1258"),
          entry("UHC", "x-windows-949"),
          entry("UNICODE", "UTF-8"),
          entry("UTF8", "UTF-8"),
          entry("VSCII", "windows-1258"),
          entry("WIN", "windows-1251"),
          entry("WIN866", "IBM866"),
          entry("WIN874", "x-windows-874"),
          entry("WIN932", "windows-31j"),
          entry("WIN936", "x-mswin-936"),
          entry("WIN949", "x-windows-949"),
          entry("WIN950", "x-Big5-Solaris"),
          entry("WIN1250", "windows-1250"),
          entry("WIN1251", "windows-1251"),
          entry("WIN1252", "windows-1252"),
          entry("WIN1253", "windows-1253"),
          entry("WIN1254", "windows-1254"),
          entry("WIN1255", "windows-1255"),
          entry("WIN1256", "windows-1256"),
          entry("WIN1257", "windows-1257"),
          entry("WIN1258", "windows-1258"),
          entry("WINDOWS932", "windows-31j"),
          entry("WINDOWS936", "x-mswin-936"),
          entry("WINDOWS949", "x-windows-949"),
          entry("WINDOWS950", "x-Big5-Solaris"));

  private static final Set<String> WITH_ASCII_INSIDE_CHARACTERS =
      Set.of(
          "GB18030",
          "windows-31j",
          "x-Big5-Solaris",
          "x-Johab",
          "x-SJIS_0213",
          "x-mswin-936",
          "x-windows-949");

  private Encodings() {}

  /**
   * The charset of a PostgreSQL encoding.
   *
   * @throws NotSupportedException if Java has none
   */
  public static Charset charset(String encoding) {
    String cleaned = clean(encoding);
    if (cleaned.equals("UTF8")) {
      return StandardCharsets.UTF_8;
    }
    String javaName = JAVA_NAMES.get(cleaned);
    if (javaName == null) {
      throw unsupported(encoding);
    }
    try {
      return Charset.forName(javaName);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw unsupported(encoding); // a run-time image without jdk.charsets
    }
  }

  /** The name in psycopg2's spelling: upper-case letters and digits, nothing else. */
  public static String clean(String encoding) {
    StringBuilder cleaned = new StringBuilder(encoding.length());
    for (char c : encoding.toUpperCase(Locale.ROOT).toCharArray()) {
      if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
        cleaned.append(c);
      }
    }
    return cleaned.toString();
  }

  /** Whether every ASCII byte is an ASCII character, and never a part of another one. */
  public static boolean asciiSafe(Charset charset) {
    return !WITH_ASCII_INSIDE_CHARACTERS.contains(charset.name());
  }

  /**
   * Whether a byte that is not ASCII begins a character of more than one, in an encoding that is
   * not {@link #asciiSafe}: in the Japanese ones katakana of half a width have one byte.
   */
  public static boolean beginsPair(Charset charset, byte b) {
    int value = b & 0xff;
    boolean japanese = charset.name().equals("windows-31j") || charset.name().equals("x-SJIS_0213");
    return value > 0x7f && !(japanese && value >= 0xa1 && value <= 0xdf);
  }

  private static NotSupportedException unsupported(String encoding) {
    return new NotSupportedException(
        "no Java charset for the encoding %s: set client_encoding to UTF8".formatted(encoding));
  }
}
