// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes the exception classes of {@code sqlstates.txt}, the switches that find them, and the
 * constants of {@code errorcodes.txt}, as Java.
 *
 * <p>Run by the build: {@code java GenerateSqlStates.java directory-of-tables output-directory}.
 * The same tables always give the same bytes.
 */
final class GenerateSqlStates {
  /** The first one or two characters of a SQLSTATE, for those that have no class of their own. */
  private record Prefix(String code, String base, String title) {}

  /** A SQLSTATE with an exception of its own. */
  private record Leaf(String code, String name, String condition, String base, String title) {
    /** The class's name in psycopg2.errors. */
    String psycopgName() {
      return name.equals("DataException_") ? "DataException" : name;
    }
  }

  /** A name for a SQLSTATE or for a class of them. */
  private record Code(String code, String name) {}

  private final List<Code> codes = new ArrayList<>();
  private final List<Prefix> prefixes = new ArrayList<>();
  private final List<Leaf> leaves = new ArrayList<>();

  public static void main(String[] args) throws IOException {
    GenerateSqlStates generator = new GenerateSqlStates();
    for (String line : Files.readAllLines(Path.of(args[0], "sqlstates.txt"))) {
      generator.read(line);
    }
    for (String line : Files.readAllLines(Path.of(args[0], "errorcodes.txt"))) {
      generator.readCode(line);
    }
    generator.write(Path.of(args[1], "org", "psycopg4j", "errors"));
  }

  private void read(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    String[] words = line.split(" ");
    if (words[0].equals("family")) {
      prefixes.add(new Prefix(words[1], words[2], ""));
      return;
    }
    if (words[0].equals("class")) {
      prefixes.add(new Prefix(words[1], words[2], line.split(" ", 4)[3]));
      return;
    }
    Prefix codeClass = prefixes.get(prefixes.size() - 1);
    if (words.length < 3 || words.length > 4 || !words[0].startsWith(codeClass.code)) {
      throw new IllegalArgumentException("not a line of class " + codeClass.code + ": " + line);
    }
    String base = words.length == 4 ? words[3] : codeClass.base;
    leaves.add(new Leaf(words[0], words[1], words[2], base, codeClass.title));
  }

  private void readCode(String line) {
    if (!line.isBlank() && !line.startsWith("#")) {
      String[] words = line.split(" ");
      codes.add(new Code(words[0], words[1]));
    }
  }

  private void write(Path dir) throws IOException {
    Files.createDirectories(dir);
    for (Leaf leaf : leaves) {
      write(dir.resolve(leaf.name + ".java"), leafSource(leaf));
    }
    write(dir.resolve("SqlStateTable.java"), tableSource());
    write(dir.resolve("ErrorCodes.java"), codesSource());
  }

  /** Leaves a file that is already right untouched, so that nothing is compiled again. */
  private static void write(Path file, String source) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(source)) {
      Files.writeString(file, source);
    }
  }

  private static String leafSource(Leaf leaf) {
    return """
        // SPDX-License-Identifier: Apache-2.0
        // Generated from sqlstates.txt: change that instead.
        package org.psycopg4j.errors;

        /**
         * SQLSTATE %s, {@code %s}, of class "%s": psycopg2's {@code errors.%s}.
         */
        public final class %s extends %s {
          private static final long serialVersionUID = 1L;

          /** An error that no server has reported: it has no SQLSTATE and no diagnostics. */
          public %5$s(String message) {
            super(message);
          }

          /** As above, raised because of another exception. */
          public %5$s(String message, Throwable cause) {
            super(message, cause);
          }

          %5$s(ServerError error) {
            super(error);
          }
        }
        """
        .formatted(leaf.code, leaf.condition, leaf.title, leaf.psycopgName(), leaf.name, leaf.base);
  }

  private String tableSource() {
    return """
        // SPDX-License-Identifier: Apache-2.0
        // Generated from sqlstates.txt: change that instead.
        package org.psycopg4j.errors;

        import org.jspecify.annotations.Nullable;

        /** The table of SQLSTATEs as switches: from a code to a class, and to an exception. */
        final class SqlStateTable {
          private SqlStateTable() {}

          /** The class of the exceptions with this SQLSTATE. */
          static @Nullable Class<? extends DatabaseException> leafClass(String sqlstate) {
            return switch (sqlstate) {
        %s      default -> null;
            };
          }

          /** A new exception of the class for its SQLSTATE. */
          static @Nullable DatabaseException newLeaf(String sqlstate, ServerError error) {
            return switch (sqlstate) {
        %s      default -> null;
            };
          }

          /** A new exception of the class for the first one or two characters of its SQLSTATE. */
          static @Nullable DatabaseException newBase(String prefix, ServerError error) {
            return switch (prefix) {
        %s      default -> null;
            };
          }
        }
        """
        .formatted(
            arms(leaves, leaf -> arm(leaf.code, leaf.name + ".class")),
            arms(leaves, leaf -> arm(leaf.code, "new " + leaf.name + "(error)")),
            arms(prefixes, prefix -> arm(prefix.code, "new " + prefix.base + "(error)")));
  }

  private String codesSource() {
    return """
        // SPDX-License-Identifier: Apache-2.0
        // Generated from errorcodes.txt: change that instead.
        package org.psycopg4j.errors;

        /**
         * SQLSTATEs, and the classes of them, by name: {@code psycopg2.errorcodes}. See appendix
         * "PostgreSQL Error Codes" of the PostgreSQL manual.
         */
        public final class ErrorCodes {
        %s
          private ErrorCodes() {}

          /**
           * The name of a SQLSTATE, or of a class of them: {@code UNIQUE_VIOLATION} of 23505.
           *
           * @throws ParameterException of {@link ParameterException.Kind#KEY}, as psycopg2's KeyError,
           *     if it has none
           */
          public static String lookup(String code) {
            return switch (code) {
        %s      default ->
                  throw new ParameterException(
                      ParameterException.Kind.KEY, "'" + code + "'", "no SQLSTATE is known by this code");
            };
          }
        }
        """
        .formatted(
            codes.stream().map(GenerateSqlStates::constant).collect(Collectors.joining()),
            arms(codes, code -> arm(code.code, "\"" + code.name + "\"")));
  }

  private static String constant(Code code) {
    return "  /** SQLSTATE%s %s. */\n  public static final String %s = \"%2$s\";\n\n"
        .formatted(code.code.length() == 2 ? " class" : "", code.code, code.name);
  }

  private static <T> String arms(List<T> rows, Function<T, String> arm) {
    return rows.stream().map(arm).collect(Collectors.joining());
  }

  private static String arm(String code, String value) {
    return "      case \"%s\" -> %s;\n".formatted(code, value);
  }
}
