# SPDX-License-Identifier: Apache-2.0
"""Dates, times and intervals as the server writes them in DateStyle ISO, IntervalStyle postgres."""

import re
from datetime import date, datetime, time, timedelta

from psycopg2._exceptions import DataError, NotSupportedError

_DATE = re.compile(r"(\d+)-(\d+)-(\d+)")
_CLOCK = re.compile(r"(\d+):(\d+):(\d+)(?:\.(\d+))?(?:([-+])(\d+)(?::(\d+))?(?::(\d+))?)?")
_YEARS = re.compile(r"([-+]?)(\d+)-(\d+)")
_UNITS = {
    "year": timedelta(365),
    "mon": timedelta(30),
    "day": timedelta(1),
    "hour": timedelta(hours=1),
    "min": timedelta(minutes=1),
    "sec": timedelta(seconds=1),
}


def _calendar(text):
    found = _DATE.match(text)
    if found is None:
        raise DataError("unable to parse date")
    year, month, day = found.groups()
    return (-int(year) if text.endswith("BC") else int(year)), int(month), int(day)


def _clock(text, cursor):
    found = _CLOCK.match(text)
    if found is None:
        raise DataError("unable to parse time")
    hour, minute, second, fraction, sign, *offset = found.groups()
    hour, minute, second = int(hour), int(minute), int(second)
    if second == 60:
        minute, second = minute + 1, 0
    if hour == 24:
        hour = 0
    micro = int(fraction.ljust(6, "0")) if fraction else 0
    return hour, minute, second, micro, _zone(sign, offset, cursor)


def _zone(sign, offset, cursor):
    make = None if sign is None else cursor.tzinfo_factory
    if make is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in offset)
    seconds += 3600 * hours + 60 * minutes
    return make(timedelta(seconds=-seconds if sign == "-" else seconds))


def parse_date(text, cursor):
    if text in ("infinity", "-infinity"):
        return date.min if text[0] == "-" else date.max
    return date(*_calendar(text))


def parse_time(text, cursor):
    return time(*_clock(text, cursor))


def _is_plain(text):
    """Whether it has a year of four digits, no fraction, no zone, no 24th hour, no 60th second."""
    return (
        len(text) == 19
        and text[4] == "-"
        and text[13] == ":"
        and text[17] != "6"
        and text[11:13] != "24"
    )


def parse_datetime(text, cursor):
    if _is_plain(text):  # as most are: a pattern would take as long again
        return datetime(
            int(text[0:4]),
            int(text[5:7]),
            int(text[8:10]),
            int(text[11:13]),
            int(text[14:16]),
            int(text[17:19]),
        )
    if text in ("infinity", "-infinity"):
        return datetime.min if text[0] == "-" else datetime.max
    day = _calendar(text)
    _, _, clock = text.replace("T", " ", 1).partition(" ")
    return datetime(*day, *_clock(clock, cursor)) if clock else datetime(*day)


def parse_datetimetz(text, cursor):
    if text in ("infinity", "-infinity"):
        value = parse_datetime(text, cursor)
        make = cursor.tzinfo_factory
        return value if make is None else value.replace(tzinfo=make(timedelta(0)))
    return parse_datetime(text, cursor)


def parse_interval(text, cursor):
    """An interval in any style but iso_8601, which psycopg2 does not read."""
    if text.startswith("P"):
        raise NotSupportedError("iso_8601 intervalstyle currently not supported")
    words = text.removeprefix("@ ").split()
    if len(words) < 2 and ":" not in text and _YEARS.fullmatch(text) is None:
        return timedelta(microseconds=int(text))  # as Amazon Redshift writes it
    total = timedelta()
    at = 0
    while at < len(words) and words[at] != "ago":
        word = words[at]
        unit = words[at + 1].rstrip("s") if at + 1 < len(words) else ""
        if ":" in word:
            total += _span(word)
        elif unit in _UNITS:
            count = float(word) if "." in word else int(word)
            _require_small(count)
            total += count * _UNITS[unit]
            at += 1
        elif found := _YEARS.fullmatch(word):
            sign, years, months = found.groups()
            days = 365 * int(years) + 30 * int(months)
            total += timedelta(-days if sign == "-" else days)
        else:
            total += timedelta(int(word))  # days, in style sql_standard
        at += 1
    return -total if words[-1:] == ["ago"] else total


def _span(word):
    sign = -1 if word.startswith("-") else 1
    hours, _, rest = word.lstrip("+-").partition(":")
    minutes, _, seconds = rest.partition(":")
    whole, _, fraction = seconds.partition(".")
    hours, minutes, whole = int(hours), int(minutes), int(whole or 0)
    _require_small(hours)
    micros = round(float("0." + fraction) * 1000000) if fraction else 0
    return sign * timedelta(hours=hours, minutes=minutes, seconds=whole, microseconds=micros)


def _require_small(component):
    if abs(component) > 0x7FFFFFFF:
        raise OverflowError("interval component too big")
