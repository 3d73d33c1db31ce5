-- SPDX-License-Identifier: Apache-2.0
-- What the programs find in an empty database, whose default settings this changes for new sessions.
DO $$ BEGIN
  EXECUTE format('ALTER DATABASE %I SET timezone TO ''UTC''', current_database());
  EXECUTE format('ALTER DATABASE %I SET lc_messages TO ''C''', current_database());
  EXECUTE format('ALTER DATABASE %I SET lc_monetary TO ''C''', current_database());
  EXECUTE format('ALTER DATABASE %I SET datestyle TO ''ISO, MDY''', current_database());
  EXECUTE format('ALTER DATABASE %I SET extra_float_digits TO 1', current_database());
END $$;
CREATE EXTENSION IF NOT EXISTS hstore;
CREATE TABLE item (id int PRIMARY KEY, name text NOT NULL, price numeric(8,2));
INSERT INTO item SELECT i, 'item ' || i, i * 1.25 FROM generate_series(1, 12) i;
CREATE VIEW probe AS SELECT id FROM item WHERE id BETWEEN 5 AND 7 ORDER BY id;
CREATE VIEW modes AS SELECT current_setting('transaction_isolation') AS isolation,
  current_setting('transaction_read_only') AS readonly, current_setting('transaction_deferrable') AS deferrable;
CREATE TABLE late (a int UNIQUE DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE empty_table (a int, b text);
CREATE FUNCTION add(a int, b int DEFAULT 10) RETURNS int LANGUAGE sql AS 'SELECT a + b';
CREATE FUNCTION pair(a int, OUT x int, OUT y text) LANGUAGE sql AS 'SELECT a, ''#'' || a';
CREATE FUNCTION countdown(n int) RETURNS SETOF int LANGUAGE sql AS 'SELECT n - i FROM generate_series(0, n) i';
CREATE FUNCTION nothing() RETURNS void LANGUAGE sql AS '';
CREATE FUNCTION open_cursor(r refcursor) RETURNS refcursor LANGUAGE plpgsql AS
  $$ BEGIN OPEN r FOR SELECT id FROM item ORDER BY id; RETURN r; END $$;
CREATE FUNCTION note(n int) RETURNS int LANGUAGE plpgsql AS
  $$ BEGIN FOR i IN 1..n LOOP RAISE NOTICE 'note %', i; END LOOP; RETURN n; END $$;
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TYPE point3 AS (x int, y float8, label text);
CREATE TYPE nested3 AS (at point3, tags text[], day date);
CREATE TYPE "odd Type" AS ("a b" int, "1st" text, "é" bool);
CREATE TYPE textrange AS RANGE (subtype = text, collation = "C");
-- Undoes what a program has committed.
CREATE TABLE item_at_first AS TABLE item;
CREATE FUNCTION restore() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM item) <> 12 OR EXISTS (TABLE item EXCEPT TABLE item_at_first) THEN
    DELETE FROM item;
    INSERT INTO item TABLE item_at_first;
  END IF;
  IF EXISTS (TABLE late) OR EXISTS (TABLE empty_table) THEN
    DELETE FROM late;
    DELETE FROM empty_table;
  END IF;
END $$;
