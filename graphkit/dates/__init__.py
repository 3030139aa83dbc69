"""Written English news dates -> calendar days, against the day of the article.

Two functions: `find_dates` says where a text holds a date, `resolve_date` says which day, week,
month or year it is.  Both read one table of rules (`rules.RULES`) and one list of words
(`data/dates.toml`).

How a date that does not say its year or week is resolved, from the day of the article:

- A bare weekday is the nearest one on the side that the tense tells, the article's own day
  included: "met on Monday" in a Monday's article is that Monday.  Without a tense it is today when
  it names today, else the nearest past one.
- "last Tuesday" and "next Tuesday" are the nearest ones at least two days off: reporters write
  "yesterday", "tomorrow" or the bare name for the day beside theirs.
- A bare month or a day without a year is the nearest one on the side of the tense, the current
  one included; without a tense the nearest one at all.  A past day may lie one day ahead, for
  clocks differ.
- "last February" is the latest such month that is over; one that ended only just now, in the same
  year, would be "last month" and so means the year before.
- "in three days" looks ahead; with a past tense it is a length of time and resolves to None.
- "two weeks ago" is the week, "two months ago" the month, "two years ago" the year.
- A weekend is the week it closes.  Seasons, quarters and halves are their year.
- What may be read in two ways ("05/03/2022") or is vague ("the 1990s", "recently", "in the past
  two years", "the next day") is None.
"""

from graphkit.dates.finding import find_dates
from graphkit.dates.periods import ResolvedDate, Tense
from graphkit.dates.resolving import resolve_date

__all__ = ["ResolvedDate", "Tense", "find_dates", "resolve_date"]
