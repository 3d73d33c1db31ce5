# SPDX-License-Identifier: Apache-2.0
"""Dates, times, timestamps and intervals, both ways."""

import copy
import datetime as dt
import pickle
import time
from datetime import date, datetime, timedelta, timezone

from testing import ServerTestCase

import psycopg2
from psycopg2 import errors, extensions
from psycopg2.tz import LOCAL, FixedOffsetTimezone, LocalTimezone


def zone(hours=0, minutes=0, seconds=0):
    return timezone(timedelta(hours=hours, minutes=minutes, seconds=seconds))


class DatesTestCase(ServerTestCase):
    def setUp(self):
        super().setUp()
        self.cur = self.conn.cursor()
        self.cur.execute("set timezone to 'UTC'")

    def read(self, text, kind):
        self.cur.execute(f"select '{text}'::{kind}")
        return self.cur.fetchone()[0]

    def there_and_back(self, value, kind=None):
        self.cur.execute("select %s" + (f"::{kind}" if kind else ""), (value,))
        return self.cur.fetchone()[0]


class ReadTest(DatesTestCase):
    def test_date(self):
        for text, value in (("2007-01-01", date(2007, 1, 1)), ("0001-01-01", date.min),
                            ("9999-12-31", date.max), ("infinity", date.max),
                            ("-infinity", date.min), ("2000-02-29", date(2000, 2, 29))):
            self.assertEqual(self.read(text, "date"), value)

    def test_beyond_pythons_years(self):
        for text, kind in (("0044-03-15 BC", "date"), ("10000-01-01", "date"),
                           ("0044-03-15 BC", "timestamp"), ("10000-01-01", "timestamp"),
                           ("10000-01-01 12:00", "timestamptz")):
            with self.subTest(text, kind=kind):
                self.cur.execute(f"select '{text}'::{kind}")
                self.assertRaises(ValueError, self.cur.fetchone)

    def test_time(self):
        for text, value in (("13:30:29", dt.time(13, 30, 29)), ("00:00", dt.time(0)),
                            ("13:30:29.123456", dt.time(13, 30, 29, 123456)),
                            ("13:30:29.1", dt.time(13, 30, 29, 100000)), ("24:00", dt.time(0))):
            self.assertEqual(self.read(text, "time"), value)

    def test_time_with_a_zone(self):
        for text, value in (
            ("13:30:29+01", dt.time(13, 30, 29, tzinfo=zone(1))),
            ("13:30:29.5-05:30", dt.time(13, 30, 29, 500000, zone(-5, -30))),
            ("13:30:29+00:44:30", dt.time(13, 30, 29, tzinfo=zone(0, 44, 30))),
        ):
            found = self.read(text, "timetz")
            self.assertEqual(found, value)
            self.assertEqual(found.utcoffset(), value.utcoffset())

    def test_timestamp(self):
        for text, value in (
            ("2007-01-01 13:30:29", datetime(2007, 1, 1, 13, 30, 29)),
            ("2007-01-01 13:30:29.123456", datetime(2007, 1, 1, 13, 30, 29, 123456)),
            ("2007-01-01", datetime(2007, 1, 1)), ("infinity", datetime.max),
            ("-infinity", datetime.min), ("0001-01-01", datetime.min),
        ):
            found = self.read(text, "timestamp")
            self.assertEqual(found, value)
            self.assertIsNone(found.tzinfo)

    def test_timestamp_with_a_zone(self):
        for session, offset in (("UTC", zone()), ("America/St_Johns", zone(-3, -30)),
                                ("Asia/Kathmandu", zone(5, 45))):
            self.cur.execute("set timezone to %s", (session,))
            found = self.read("2007-01-01 13:30:29+00", "timestamptz")
            self.assertEqual(found, datetime(2007, 1, 1, 13, 30, 29, tzinfo=zone()))
            self.assertEqual(found.utcoffset(), offset.utcoffset(None))
        self.assertEqual(self.read("infinity", "timestamptz").replace(tzinfo=None), datetime.max)
        self.assertIsNotNone(self.read("-infinity", "timestamptz").tzinfo)

    def test_zones_with_seconds(self):
        self.cur.execute("set timezone to 'Europe/Paris'")
        found = self.read("1900-01-01 12:00", "timestamptz")
        self.assertEqual(found.utcoffset(), timedelta(minutes=9, seconds=21))
        self.assertEqual(found.isoformat(), "1900-01-01T12:00:00+00:09:21")
        self.assertEqual(self.there_and_back(found), found)

    def test_interval(self):
        for text, value in (
            ("1 day", timedelta(1)), ("1 mon", timedelta(30)), ("1 year 2 mons", timedelta(425)),
            ("-1 day +01:00", timedelta(-1, 3600)), ("1 day -01:00", timedelta(1, -3600)),
            ("-00:00:00.5", timedelta(microseconds=-500000)), ("0", timedelta()),
            ("3 days 04:05:06.789", timedelta(3, 14706, 789000)),
            ("100:00:00", timedelta(hours=100)), ("2000000:00:00", timedelta(hours=2_000_000)),
            ("-1 mon -2 days", timedelta(-32)),
            ("0.000001 s", timedelta(microseconds=1)), ("-100 years", timedelta(-36500)),
        ):
            with self.subTest(text):
                self.assertEqual(self.read(text, "interval"), value)

    def test_interval_in_another_style(self):
        self.cur.execute("set intervalstyle to iso_8601")
        self.cur.execute("select '1 day'::interval")
        self.assertRaises(psycopg2.NotSupportedError, self.cur.fetchone)

    def test_null(self):
        for kind in ("date", "time", "timetz", "timestamp", "timestamptz", "interval"):
            self.cur.execute(f"select null::{kind}")
            self.assertEqual(self.cur.fetchone(), (None,))

    def test_arrays(self):
        for text, kind, values in (
            ("{2007-01-01,NULL}", "date", [date(2007, 1, 1), None]),
            ('{"2007-01-01 12:00"}', "timestamp", [datetime(2007, 1, 1, 12)]),
            ('{"2007-01-01 12:00+00"}', "timestamptz", [datetime(2007, 1, 1, 12, tzinfo=zone())]),
            ("{12:00,13:30:29.5}", "time", [dt.time(12), dt.time(13, 30, 29, 500000)]),
            ("{12:00+01}", "timetz", [dt.time(12, tzinfo=zone(1))]),
            ('{"1 day","-01:00:00"}', "interval", [timedelta(1), timedelta(hours=-1)]),
        ):
            with self.subTest(kind):
                self.assertEqual(self.read(text, kind + "[]"), values)


class FactoryTest(DatesTestCase):
    def test_default(self):
        self.assertIs(self.cur.tzinfo_factory, timezone)
        self.cur.execute("select '2007-01-01 12:00+00'::timestamptz")
        self.assertEqual(self.cur.fetchone()[0].tzinfo, timezone.utc)

    def test_none(self):
        self.cur.tzinfo_factory = None
        self.cur.execute("set timezone to '-02'")
        for text, kind, value in (("2007-01-01 12:00+00", "timestamptz", datetime(2007, 1, 1, 10)),
                                  ("12:00+05", "timetz", dt.time(12)),
                                  ("infinity", "timestamptz", datetime.max)):
            found = self.read(text, kind)
            self.assertIsNone(found.tzinfo)
            self.assertEqual(found, value)

    def test_fixed_offset(self):
        self.cur.tzinfo_factory = FixedOffsetTimezone
        self.cur.execute("set timezone to 'Asia/Kathmandu'")
        found = self.read("2007-01-01 12:00+00", "timestamptz")
        self.assertIsInstance(found.tzinfo, FixedOffsetTimezone)
        self.assertEqual(found.utcoffset(), timedelta(hours=5, minutes=45))

    def test_it_is_called_with_the_offset(self):
        seen = []

        def factory(offset):
            seen.append(offset)
            return timezone.utc

        self.cur.tzinfo_factory = factory
        self.cur.execute("set timezone to 'Asia/Kathmandu'")
        self.read("2007-01-01 12:00+00", "timestamptz")
        self.assertEqual(seen, [timedelta(hours=5, minutes=45)])


class WriteTest(DatesTestCase):
    def test_there_and_back(self):
        for value in (
            date(2007, 1, 1), date.min, date.max, dt.time(13, 30, 29), dt.time(13, 30, 29, 5),
            dt.time(12, tzinfo=zone(5, 30)), dt.time(12, tzinfo=zone(0, 44, 30)),
            datetime(2007, 1, 1, 13, 30, 29), datetime(2007, 1, 1, 13, 30, 29, 123456),
            datetime(1, 1, 1), datetime(2007, 1, 1, 12, tzinfo=zone(-5)),
            datetime(2007, 1, 1, 12, tzinfo=zone(0, 44, 30)), timedelta(), timedelta(1, 2, 3),
            timedelta(-1, 86399, 999999), timedelta(days=-500, seconds=3),
            timedelta(microseconds=-1),
            datetime.max, timedelta(10000),
        ):
            with self.subTest(value):
                self.assertEqual(self.there_and_back(value), value)

    def test_text(self):
        for value, text in (
            (date(2007, 1, 1), "'2007-01-01'::date"), (dt.time(1, 2, 3), "'01:02:03'::time"),
            (dt.time(1, 2, tzinfo=zone(-3, -30)), "'01:02:00-03:30'::timetz"),
            (datetime(2007, 1, 1), "'2007-01-01T00:00:00'::timestamp"),
            (datetime(2007, 1, 1, 1, 2, 3, 4, zone(1)),
             "'2007-01-01T01:02:03.000004+01:00'::timestamptz"),
            (timedelta(1, 2, 3), "'1 days 2.000003 seconds'::interval"),
            (timedelta(microseconds=-1), "'-1 days 86399.999999 seconds'::interval"),
        ):
            self.assertEqual(self.quoted(value), text)

    def test_subclasses(self):
        class Day(date):
            pass

        class Moment(datetime):
            pass

        class Span(timedelta):
            pass

        self.assertEqual(self.there_and_back(Day(2007, 1, 1)), date(2007, 1, 1))
        self.assertEqual(self.there_and_back(Moment(2007, 1, 1, 12)), datetime(2007, 1, 1, 12))
        self.assertEqual(self.there_and_back(Span(1)), timedelta(1))

    def test_arrays(self):
        for values in ([date(2007, 1, 1), None], [datetime(2007, 1, 1, 12, tzinfo=zone())],
                       [dt.time(12)], [timedelta(1), timedelta(-1)]):
            self.assertEqual(self.there_and_back(values), values)

    def test_db_apis_constructors(self):
        for made, kind, value in (
            (psycopg2.Date(2007, 1, 2), "date", date(2007, 1, 2)),
            (psycopg2.Time(13, 30, 29), "time", dt.time(13, 30, 29)),
            (psycopg2.Time(13, 30, 29.5), "time", dt.time(13, 30, 29, 500000)),
            (psycopg2.Time(13, 30, 29, zone(1)), "timetz", dt.time(13, 30, 29, tzinfo=zone(1))),
            (psycopg2.Timestamp(2007, 1, 2), "timestamp", datetime(2007, 1, 2)),
            (psycopg2.Timestamp(2007, 1, 2, 3, 4, 5.25), "timestamp",
             datetime(2007, 1, 2, 3, 4, 5, 250000)),
            (psycopg2.Timestamp(2007, 1, 2, 3, 4, 5, zone(2)), "timestamptz",
             datetime(2007, 1, 2, 3, 4, 5, tzinfo=zone(2))),
        ):
            with self.subTest(str(made)):
                self.assertEqual(made.adapted, value)
                self.assertEqual(self.there_and_back(made), value)
                self.assertTrue(str(made).endswith("::" + kind))

    def test_db_apis_ticks(self):
        ticks = 1_180_000_000
        local = datetime.fromtimestamp(ticks)
        self.assertEqual(psycopg2.DateFromTicks(ticks).adapted, local.date())
        self.assertEqual(psycopg2.TimeFromTicks(ticks).adapted, local.time())
        self.assertEqual(psycopg2.TimestampFromTicks(ticks).adapted, local.astimezone())
        self.assertEqual(psycopg2.TimestampFromTicks(ticks + 0.5).adapted.microsecond, 500000)
        now = psycopg2.TimestampFromTicks(time.time())
        self.assertEqual(self.there_and_back(now), now.adapted)

    def test_constructors_that_fail(self):
        for call in (lambda: psycopg2.Date(2007, 13, 1), lambda: psycopg2.Date(2007, 2, 30),
                     lambda: psycopg2.Time(25, 0, 0), lambda: psycopg2.Timestamp(2007, 1, 1, 24)):
            self.assertRaises(ValueError, call)

    def test_adapters_from_python(self):
        for make, wrong in ((extensions.DateFromPy, 1), (extensions.TimeFromPy, date(2007, 1, 1)),
                            (extensions.TimestampFromPy, date(2007, 1, 1)),
                            (extensions.IntervalFromPy, 1.5)):
            self.assertRaises(TypeError, make, wrong)
        self.assertEqual(extensions.DateFromPy(date(2007, 1, 1)).getquoted(), b"'2007-01-01'::date")
        self.assertEqual(
            extensions.IntervalFromPy(timedelta(1)).getquoted(),
            b"'1 days 0.000000 seconds'::interval"
        )

    def test_they_are_dates_to_the_server(self):
        self.cur.execute("select pg_typeof(%s)::text, pg_typeof(%s)::text, pg_typeof(%s)::text",
                         (date(2007, 1, 1), datetime(2007, 1, 1, tzinfo=zone()), timedelta(1)))
        self.assertEqual(self.cur.fetchone(), ("date", "timestamp with time zone", "interval"))
        self.cur.execute("select %s + %s", (date(2007, 1, 1), timedelta(1)))
        self.assertEqual(self.cur.fetchone(), (datetime(2007, 1, 2),))
        self.assertRaises(errors.DatetimeFieldOverflow, self.cur.execute,
                          "select '2007-02-30'::date")


class CastersTest(DatesTestCase):
    def test_directly(self):
        for caster, text, value in (
            (extensions.DATE, "2007-01-01", date(2007, 1, 1)),
            (extensions.TIME, "13:30:29.05", dt.time(13, 30, 29, 50000)),
            (psycopg2.DATETIME, "2007-01-01 13:30:29", datetime(2007, 1, 1, 13, 30, 29)),
            (extensions.PYDATETIMETZ, "2007-01-01 13:30:29-01",
             datetime(2007, 1, 1, 13, 30, 29, tzinfo=zone(-1))),
            (extensions.INTERVAL, "1 day 00:00:01", timedelta(1, 1)),
            (extensions.PYDATE, "infinity", date.max),
            (extensions.PYINTERVAL, "-1 days +00:00:00.000001", timedelta(-1, 0, 1)),
        ):
            with self.subTest(text):
                self.assertEqual(caster(text, self.cur), value)
                self.assertIsNone(caster(None, self.cur))

    def test_text_that_is_wrong(self):
        for caster, text in ((extensions.DATE, "foobar"), (extensions.TIME, "foobar"),
                             (psycopg2.DATETIME, "foobar"), (extensions.DATE, "")):
            self.assertRaises(psycopg2.DataError, caster, text, self.cur)
        for caster, text in ((extensions.DATE, "2007-13-01"), (extensions.TIME, "25:00:00"),
                             (psycopg2.DATETIME, "2007-02-30 00:00:00")):
            self.assertRaises(ValueError, caster, text, self.cur)

    def test_interval_too_long(self):
        self.cur.execute("select '178000000 years'::interval")
        self.assertRaises(OverflowError, self.cur.fetchone)

    def test_a_caster_of_infinite_dates(self):
        def cast(text, cur):
            return text if text in ("infinity", "-infinity") else extensions.DATE(text, cur)

        extensions.register_type(extensions.new_type((1082,), "DATE", cast), self.conn)
        self.assertEqual(self.read("infinity", "date"), "infinity")
        self.assertEqual(self.read("2007-01-01", "date"), date(2007, 1, 1))

    def test_an_adapter_of_infinite_dates(self):
        class InfDate:
            def __init__(self, value):
                self.value = value

            def getquoted(self):
                if self.value == date.max:
                    return b"'infinity'::date"
                return extensions.DateFromPy(self.value).getquoted()

        extensions.register_adapter(date, InfDate)
        self.cur.execute("select %s::text, %s::text, %s::text[]",
                         (date.max, date(2007, 1, 1), [date.max]))
        self.assertEqual(self.cur.fetchone(), ("infinity", "2007-01-01", ["infinity"]))


class ZonesTest(ServerTestCase):
    def test_fixed_offset(self):
        for offset, minutes in ((60, 60), (timedelta(minutes=-90), -90), (0, 0)):
            tz = FixedOffsetTimezone(offset)
            self.assertEqual(tz.utcoffset(None), timedelta(minutes=minutes))
            self.assertEqual(tz.dst(None), timedelta())
        self.assertEqual(FixedOffsetTimezone(60).tzname(None), "+01")
        self.assertEqual(FixedOffsetTimezone(-90).tzname(None), "-02:30")  # as psycopg2 has it
        self.assertEqual(FixedOffsetTimezone(60, "CET").tzname(None), "CET")
        self.assertEqual(FixedOffsetTimezone(60), FixedOffsetTimezone(timedelta(hours=1)))
        self.assertIs(FixedOffsetTimezone(60), FixedOffsetTimezone(60))
        self.assertNotEqual(FixedOffsetTimezone(60), FixedOffsetTimezone(61))
        self.assertIn("offset=datetime.timedelta", repr(FixedOffsetTimezone(60)))

    def test_they_travel(self):
        for tz in (FixedOffsetTimezone(60), FixedOffsetTimezone(60, "x"), FixedOffsetTimezone()):
            for back in (pickle.loads(pickle.dumps(tz)), copy.deepcopy(tz)):
                self.assertEqual(back, tz)

    def test_local(self):
        self.assertIsInstance(LOCAL, LocalTimezone)
        now = datetime.now()
        self.assertEqual(LOCAL.utcoffset(now), now.astimezone().utcoffset())
        self.assertEqual(self.quoted(datetime(2007, 1, 1, tzinfo=LOCAL))[-13:], "::timestamptz")
