# SPDX-License-Identifier: Apache-2.0
"""Time zones for ``tzinfo_factory``: kept for who has used them; ``datetime.timezone`` is newer."""

import datetime
import time

ZERO = datetime.timedelta(0)
STDOFFSET = datetime.timedelta(seconds=-time.timezone)
DSTOFFSET = datetime.timedelta(seconds=-time.altzone) if time.daylight else STDOFFSET
DSTDIFF = DSTOFFSET - STDOFFSET


class FixedOffsetTimezone(datetime.tzinfo):
    """A zone that is always so many minutes east of Greenwich. There is one of each."""

    _name = None
    _offset = ZERO
    _cache = {}

    def __init__(self, offset=None, name=None):
        if offset is not None:
            if not isinstance(offset, datetime.timedelta):
                offset = datetime.timedelta(minutes=offset)
            self._offset = offset
        if name is not None:
            self._name = name

    def __new__(cls, offset=None, name=None):
        key = (offset, name)
        try:
            return cls._cache[key]
        except KeyError:
            made = super().__new__(cls)
            cls._cache[key] = made
            return made

    def __repr__(self):
        return "psycopg2.tz.FixedOffsetTimezone(offset=%r, name=%r)" % (self._offset, self._name)

    def __eq__(self, other):
        if not isinstance(other, FixedOffsetTimezone):
            return NotImplemented
        return self._offset == other._offset

    def __ne__(self, other):
        if not isinstance(other, FixedOffsetTimezone):
            return NotImplemented
        return self._offset != other._offset

    __hash__ = None

    def __getinitargs__(self):
        return self._offset, self._name

    def utcoffset(self, dt):
        return self._offset

    def tzname(self, dt):
        if self._name is not None:
            return self._name
        minutes, seconds = divmod(self._offset.total_seconds(), 60)
        hours, minutes = divmod(minutes, 60)
        name = "%+03d" % hours
        if minutes or seconds:
            name += ":%02d" % minutes
        if seconds:
            name += ":%02d" % seconds
        return name

    def dst(self, dt):
        return ZERO


class LocalTimezone(datetime.tzinfo):
    """The zone that the platform is set to."""

    def utcoffset(self, dt):
        return DSTOFFSET if self._isdst(dt) else STDOFFSET

    def dst(self, dt):
        return DSTDIFF if self._isdst(dt) else ZERO

    def tzname(self, dt):
        return time.tzname[self._isdst(dt)]

    def _isdst(self, dt):
        # timetuple() would ask this zone, of which dt is, whether it is summer.
        date = dt.year, dt.month, dt.day
        there = time.mktime(date + (dt.hour, dt.minute, dt.second, dt.weekday(), 0, -1))
        return time.localtime(there).tm_isdst > 0


LOCAL = LocalTimezone()
