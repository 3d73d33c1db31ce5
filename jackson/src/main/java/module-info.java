// SPDX-License-Identifier: Apache-2.0
/** JSON for psycopg4j, by Jackson: objects where there would be text. */
@org.jspecify.annotations.NullMarked
module org.psycopg4j.jackson {
  requires static transitive org.jspecify;
  requires transitive org.psycopg4j;
  requires transitive com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.datatype.jsr310;

  exports org.psycopg4j.jackson;

  provides org.psycopg4j.types.JsonCodec with
      org.psycopg4j.jackson.JacksonCodec;
}
