/* SPDX-License-Identifier: Apache-2.0 */

/* libpq's process: org.psycopg4j.benchmarks.runner.Worker, in C.
 *
 * Takes the number of look-ups' rows, the statements and whom to log in as. Reads a command from each
 * line of its input and answers with one line, until its input ends: "open NAME" with a checksum,
 * "run MILLIS" with units, CPU nanoseconds, bytes (-1: not counted) and nanoseconds. Where to connect
 * to libpq reads from the environment. */

#include <arpa/inet.h>
#include <endian.h>
#include <libpq-fe.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BATCH 100
#define BOOL 16
#define INT8 20
#define INT4 23
#define TEXT 25
#define FLOAT8 701
#define TIMESTAMPTZ 1184
#define NUMERIC 1700

static const int64_t MICROS_TO_2000 = INT64_C(946684800000000);

static long lookup_rows;
static const char *select_one, *lookup, *scan, *scanned, *scram_user, *scram_password;

static PGconn *conn;
static char workload[100];
static uint64_t key_state;

static void fail(const char *what, const char *why) {
  fprintf(stderr, "libpq: %s: %s\n", what, why);
  exit(1);
}

/* The checksum: org.psycopg4j.benchmarks.Checksum. */

static uint64_t row, sum;
static long rows;

static void mix(char letter, int64_t number) {
  uint64_t turned = row << 23 | row >> 41;
  row = (turned ^ ((uint64_t)number + (uint64_t)letter)) * UINT64_C(0x9E3779B97F4A7C15);
  row ^= row >> 32;
}

static void end_row(void) {
  rows++;
  sum += row;
  row = 0;
}

/* What a value becomes: a number as Java's, texts as they are. */

struct decimal {
  __int128 unscaled;
  int scale;
};

union value {
  int64_t whole;
  double real;
  struct decimal decimal;
  const char *text;
};

static volatile int64_t sink;

static uint16_t read16(const char *at) {
  uint16_t bytes;
  memcpy(&bytes, at, sizeof bytes);
  return ntohs(bytes);
}

static uint32_t read32(const char *at) {
  uint32_t bytes;
  memcpy(&bytes, at, sizeof bytes);
  return ntohl(bytes);
}

static uint64_t read64(const char *at) {
  uint64_t bytes;
  memcpy(&bytes, at, sizeof bytes);
  return be64toh(bytes);
}

/* Digits of four decimals each, the first one's weight, the sign, the scale. */
static struct decimal binary_decimal(const char *at) {
  int count = read16(at);
  int weight = (int16_t)read16(at + 2);
  struct decimal number = {0, read16(at + 6)};
  for (int i = 0; i < count; i++)
    number.unscaled = number.unscaled * 10000 + read16(at + 8 + 2 * i);
  int shift = 4 * (weight + 1 - count) + number.scale;
  for (; shift > 0; shift--) number.unscaled *= 10;
  for (; shift < 0; shift++) number.unscaled /= 10;
  if (read16(at + 4)) number.unscaled = -number.unscaled;
  return number;
}

static struct decimal text_decimal(const char *at) {
  struct decimal number = {0, 0};
  int negative = *at == '-', point = 0;
  for (at += negative; *at; at++) {
    if (*at == '.') {
      point = 1;
    } else {
      number.unscaled = number.unscaled * 10 + (*at - '0');
      number.scale += point;
    }
  }
  if (negative) number.unscaled = -number.unscaled;
  return number;
}

/* Days from 1970-01-01 by the proleptic Gregorian calendar. */
static int64_t days(int64_t year, int month, int day) {
  year -= month <= 2;
  int64_t era = (year >= 0 ? year : year - 399) / 400;
  int64_t of_era = year - era * 400;
  int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* Microseconds since 1970 of a time in ISO's style, with an offset in hours and perhaps minutes. */
static int64_t text_time(const char *at) {
  char *end;
  int64_t year = strtol(at, &end, 10);
  int month = (int)strtol(end + 1, &end, 10);
  int day = (int)strtol(end + 1, &end, 10);
  int64_t seconds = days(year, month, day) * 86400;
  seconds += strtol(end + 1, &end, 10) * 3600;
  seconds += strtol(end + 1, &end, 10) * 60;
  seconds += strtol(end + 1, &end, 10);
  int64_t micros = 0;
  if (*end == '.') {
    int64_t unit = 100000;
    for (end++; *end >= '0' && *end <= '9'; end++, unit /= 10) micros += (*end - '0') * unit;
  }
  int sign = *end == '-' ? -1 : 1;
  int64_t offset = strtol(end + 1, &end, 10) * 3600;
  if (*end == ':') offset += strtol(end + 1, &end, 10) * 60;
  return (seconds - sign * offset) * 1000000 + micros;
}

static union value decode(const char *at, Oid type, int binary) {
  union value made;
  switch (type) {
    case INT4:
      made.whole = binary ? (int32_t)read32(at) : strtol(at, NULL, 10);
      break;
    case INT8:
      made.whole = binary ? (int64_t)read64(at) : strtoll(at, NULL, 10);
      break;
    case BOOL:
      made.whole = binary ? *at : *at == 't';
      break;
    case TIMESTAMPTZ:
      made.whole = binary ? (int64_t)read64(at) + MICROS_TO_2000 : text_time(at);
      break;
    case FLOAT8:
      if (binary) {
        uint64_t bits = read64(at);
        memcpy(&made.real, &bits, sizeof bits);
      } else {
        made.real = strtod(at, NULL);
      }
      break;
    case NUMERIC:
      made.decimal = binary ? binary_decimal(at) : text_decimal(at);
      break;
    default:
      made.text = at;
  }
  return made;
}

/* String.hashCode(), of ASCII. */
static int32_t hash_of_text(const char *at, int length) {
  uint32_t hash = 0;
  for (int i = 0; i < length; i++) {
    if (at[i] & 0x80) fail("checksum", "a text that is not ASCII");
    hash = hash * 31 + (uint32_t)at[i];
  }
  return (int32_t)hash;
}

/* BigInteger.hashCode(): of its words, the highest first. */
static int32_t hash_of_whole(__int128 number) {
  unsigned __int128 magnitude = number < 0 ? -(unsigned __int128)number : (unsigned __int128)number;
  uint32_t hash = 0;
  int begun = 0;
  for (int shift = 96; shift >= 0; shift -= 32) {
    uint32_t word = (uint32_t)(magnitude >> shift);
    begun |= word != 0;
    if (begun) hash = hash * 31 + word;
  }
  return (int32_t)(number < 0 ? -hash : hash);
}

static void add(union value made, Oid type, int length) {
  int64_t bits;
  switch (type) {
    case INT4: mix('i', made.whole); break;
    case INT8: mix('l', made.whole); break;
    case BOOL: mix('b', made.whole); break;
    case TIMESTAMPTZ: mix('t', made.whole * 1000); break;
    case FLOAT8:
      memcpy(&bits, &made.real, sizeof bits);
      mix('d', bits);
      break;
    case NUMERIC:
      mix('n', (int64_t)hash_of_whole(made.decimal.unscaled) * 31 + made.decimal.scale);
      break;
    default: mix('s', hash_of_text(made.text, length));
  }
}

/* Makes all values of all rows; returns the number of rows. */
static long walk(PGresult *result, int verify) {
  if (PQresultStatus(result) != PGRES_TUPLES_OK) fail("query", PQresultErrorMessage(result));
  int count = PQntuples(result), columns = PQnfields(result);
  for (int i = 0; i < count; i++) {
    for (int j = 0; j < columns; j++) {
      Oid type = PQftype(result, j);
      if (PQgetisnull(result, i, j)) {
        if (verify) mix('0', 0);
        continue;
      }
      union value made = decode(PQgetvalue(result, i, j), type, PQfformat(result, j));
      sink += made.whole;
      if (verify) add(made, type, PQgetlength(result, i, j));
    }
    if (verify) end_row();
  }
  PQclear(result);
  return count;
}

/* The workloads. */

static void prepare(const char *name, const char *sql, int parameters) {
  Oid types[] = {INT4};
  PGresult *result = PQprepare(conn, name, sql, parameters, types);
  if (PQresultStatus(result) != PGRES_COMMAND_OK) fail(name, PQresultErrorMessage(result));
  PQclear(result);
}

static long select_ones(int verify) {
  for (int i = 0; i < BATCH; i++) {
    PGresult *result = PQexec(conn, select_one);
    if (PQresultStatus(result) != PGRES_TUPLES_OK) fail("query", PQresultErrorMessage(result));
    int64_t one = strtoll(PQgetvalue(result, 0, 0), NULL, 10);
    sink += one;
    if (verify) {
      mix('L', one);
      end_row();
    }
    PQclear(result);
  }
  return BATCH;
}

static long lookups(int verify) {
  for (int i = 0; i < BATCH; i++) {
    key_state = key_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    uint32_t key = htonl((uint32_t)(1 + (key_state >> 33) % (uint64_t)lookup_rows));
    const char *values[] = {(const char *)&key};
    int lengths[] = {sizeof key}, formats[] = {1};
    walk(PQexecPrepared(conn, "lookup", 1, values, lengths, formats, 1), verify);
  }
  return BATCH;
}

static uint32_t crc;

static void add_to_crc(const char *data, int length) {
  uint32_t inverted = ~crc;
  for (int i = 0; i < length; i++) {
    inverted ^= (uint8_t)data[i];
    for (int bit = 0; bit < 8; bit++) inverted = inverted >> 1 ^ (0xEDB88320 & -(inverted & 1));
  }
  crc = ~inverted;
}

static long copy_out(int verify) {
  char sql[200];
  snprintf(sql, sizeof sql, "COPY %s TO STDOUT", scanned);
  PGresult *result = PQexec(conn, sql);
  if (PQresultStatus(result) != PGRES_COPY_OUT) fail("copy", PQresultErrorMessage(result));
  PQclear(result);
  char *data;
  for (int length; (length = PQgetCopyData(conn, &data, 0)) > 0;) {
    if (verify) add_to_crc(data, length);
    PQfreemem(data);
  }
  result = PQgetResult(conn);
  if (PQresultStatus(result) != PGRES_COMMAND_OK) fail("copy", PQresultErrorMessage(result));
  long count = atol(PQcmdTuples(result));
  PQclear(result);
  while ((result = PQgetResult(conn))) PQclear(result);
  return count;
}

static PGconn *connection(const char *host, const char *user, const char *password) {
  const char *keywords[] = {"host", "user", "password", NULL};
  const char *values[] = {host, user, password, NULL};
  PGconn *made = PQconnectdbParams(keywords, values, 0); /* the others are the environment's */
  if (PQstatus(made) != CONNECTION_OK) fail("connect", PQerrorMessage(made));
  return made;
}

static long log_in(void) {
  PQfinish(connection(NULL, scram_user, scram_password));
  return 1;
}

static long once(int verify) {
  if (!strcmp(workload, "A0")) return select_ones(verify);
  if (!strncmp(workload, "A", 1)) return lookups(verify);
  if (!strcmp(workload, "C")) return walk(PQexecPrepared(conn, "scan", 0, NULL, NULL, NULL, 1), verify);
  if (!strcmp(workload, "C-text")) return walk(PQexec(conn, scan), verify);
  if (!strcmp(workload, "E")) return copy_out(verify);
  if (!strcmp(workload, "H")) return log_in();
  fail("no such workload", workload);
  return 0;
}

static void open_workload(const char *name) {
  if (conn) PQfinish(conn);
  conn = NULL;
  snprintf(workload, sizeof workload, "%s", name);
  int by_socket = !strcmp(name, "A-unix");
  conn = connection(by_socket ? getenv("PSYCOPG4J_BENCHMARKS_SOCKET_DIRECTORY") : NULL, NULL, NULL);
  prepare("lookup", lookup, 1);
  prepare("scan", scan, 0);
  rows = 0;
  row = sum = key_state = crc = 0;
  long count = once(1);
  key_state = 0; /* so that a slice begins at the same keys */
  if (!strcmp(name, "H")) {
    printf("answer logged in\n");
  } else if (!strcmp(name, "E")) {
    printf("answer %ld:%08x\n", count, crc);
  } else {
    printf("answer %ld:%016llx\n", rows, (unsigned long long)sum);
  }
}

static int64_t nanos(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static void run(long millis) {
  long units = 0;
  int64_t cpu = nanos(CLOCK_PROCESS_CPUTIME_ID), start = nanos(CLOCK_MONOTONIC), wall;
  do {
    units += once(0);
    wall = nanos(CLOCK_MONOTONIC) - start;
  } while (wall < millis * 1000000);
  printf("answer %ld %lld -1 %lld\n", units,
         (long long)(nanos(CLOCK_PROCESS_CPUTIME_ID) - cpu), (long long)wall);
}

int main(int count, char **arguments) {
  if (count == 2 && !strcmp(arguments[1], "--version")) {
    printf("libpq %d.%d\n", PQlibVersion() / 10000, PQlibVersion() % 10000);
    return 0;
  }
  if (count != 8) fail("arguments", "rows, four statements, user and password are wanted");
  lookup_rows = atol(arguments[1]);
  select_one = arguments[2];
  lookup = arguments[3];
  scan = arguments[4];
  scanned = arguments[5];
  scram_user = arguments[6];
  scram_password = arguments[7];
  char line[100];
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    if (!strncmp(line, "open ", 5)) {
      open_workload(line + 5);
    } else if (!strncmp(line, "run ", 4)) {
      run(atol(line + 4));
    } else {
      fail("no such command", line);
    }
    fflush(stdout);
  }
  if (conn) PQfinish(conn);
  return 0;
}
