"""The lists of a site: what each year has, and the pages made from that. A year is read back only when something of it has changed."""

from collections.abc import Iterable, Mapping

from briefing_tui.exporters.site import pages
from briefing_tui.exporters.site.folder import STATE, SiteFolder
from briefing_tui.exporters.site.frame import SiteLook, topic_page
from briefing_tui.exporters.site.record import SiteRecord, records_from, records_json, topics_of
from briefing_tui.exporters.site.shard import lines_of, shard_page, shard_script
from briefing_tui.exporters.site.state import KnownYear

Topic = tuple[str, str]


def _kept(year: str) -> str:
    """Where the records of a year are kept."""
    return f"{year}.json"


class _Year:
    """One year: its records by stem, and the lines of its search."""

    def __init__(self, folder: SiteFolder, year: str) -> None:
        self.records: dict[str, SiteRecord] = {}
        try:
            kept = folder.state(_kept(year))
            self.records = {record.stem: record for record in records_from(kept)} if kept else {}
        except ValueError:
            self.records = {}
        self.lines = lines_of(folder.read(shard_page(year))) if self.records else {}


class Lists:
    """All lists, while the issues are gone through and after."""

    def __init__(
        self, folder: SiteFolder, kept: Mapping[str, KnownYear], *, fresh: bool, damaged: set[str]
    ) -> None:
        self._folder = folder
        self._years: dict[str, _Year] = {}
        """Those that were read back or begun."""
        self._dirty: set[str] = set()
        self._topics: dict[str, dict[Topic, int]] = {}
        """Year → topic → items that have it."""
        self._made: dict[str, dict[Topic, str]] = {}
        """Year → topic → the list of those items, as its pages show it."""
        self.counts: dict[str, int] = {}
        """Year → issues, the newest first."""
        self._stems: dict[str, list[str]] = {}
        for year, (stems, topics) in () if fresh else kept.items():
            self._stems[year] = stems
            self._topics[year] = {(kind, name): total for kind, name, total in topics}
        whole = folder.known.keys() - damaged
        self._broken = {
            year for year in self._stems if not {shard_page(year), f"{STATE}/{_kept(year)}"} <= whole
        }
        self._lists_damaged = bool(damaged)

    def has(self, stem: str) -> bool:
        """Whether an issue is in the lists and the search as they are."""
        year = stem[:4]
        return year not in self._broken and stem in self._stems.get(year, ())

    def add(self, record: SiteRecord, line: str) -> None:
        """An issue that was read just now."""
        year = self._year(record.year)
        year.records[record.stem] = record
        year.lines[record.stem] = line
        self._dirty.add(record.year)

    def finish(self, look: SiteLook, published: Iterable[str]) -> None:
        """Write the lists of the years in which anything changed; `published` are all issues of the site, newest first."""
        by_year: dict[str, list[str]] = {}
        for stem in published:
            by_year.setdefault(stem[:4], []).append(stem)
        gone = set(self._stems) - set(by_year)
        before = {topic: dict(self._years_of(topic)) for topics in self._topics.values() for topic in topics}
        years_changed = list(by_year) != sorted(self._stems, reverse=True)
        changed = {year for year, stems in by_year.items() if stems != self._stems.get(year)} | self._dirty
        if self._lists_damaged or years_changed:
            changed |= set(by_year)
        for year in gone:
            self._topics.pop(year, None)
        for year in changed:
            self._settle(year, by_year[year])
        self.counts = {year: len(stems) for year, stems in sorted(by_year.items(), reverse=True)}
        self._stems = by_year
        for year in by_year:
            if year in changed:
                self._write_year(look, year)
            else:
                self._folder.expected |= {pages.year_page(year), shard_page(year), f"{STATE}/{_kept(year)}"}
                self._folder.expected |= {topic_page(*topic, year) for topic in self._topics[year]}
        self._write_topics(look, changed | gone, before)

    @property
    def topics(self) -> dict[Topic, int]:
        """Topic → items of all years that have it."""
        found: dict[Topic, int] = {}
        for year in self.counts:
            for topic, total in self._topics[year].items():
                found[topic] = found.get(topic, 0) + total
        return found

    def newest(self, most: int) -> list[SiteRecord]:
        """The newest issues by their dates; one without a date stands where its number puts it."""
        found: list[SiteRecord] = []
        for year in self.counts:
            if len(found) >= most:
                break
            found += self._records(year)
        day = ""
        dated: list[tuple[str, SiteRecord]] = []
        for record in found:
            day = record.date or day
            dated.append((day, record))
        return [record for _day, record in sorted(dated, key=lambda pair: pair[0], reverse=True)][:most]

    def known(self) -> dict[str, KnownYear]:
        """What is to be known of the years, the newest first."""
        return {
            year: KnownYear(
                self._stems[year], [(*topic, total) for topic, total in self._topics[year].items()]
            )
            for year in self.counts
        }

    def _year(self, year: str) -> _Year:
        if year not in self._years:
            self._years[year] = _Year(self._folder, year)
        return self._years[year]

    def _records(self, year: str) -> list[SiteRecord]:
        records = self._year(year).records
        return [records[stem] for stem in self._stems[year] if stem in records]

    def _items(self, year: str) -> dict[Topic, str]:
        """The lists of the topics of a year, made once."""
        if year not in self._made:
            self._made[year] = pages.topic_items(self._records(year))
        return self._made[year]

    def _settle(self, year: str, stems: list[str]) -> None:
        """The year with these issues and no others."""
        held = self._year(year)
        held.records = {stem: held.records[stem] for stem in stems if stem in held.records}
        held.lines = {stem: held.lines[stem] for stem in stems if stem in held.lines}
        self._topics[year] = topics_of(list(held.records.values()))

    def _write_year(self, look: SiteLook, year: str) -> None:
        records = self._records(year)
        folder = self._folder
        folder.put(pages.year_page(year), pages.year_index(look, year, records, list(self.counts)))
        for topic in self._topics[year]:
            items = self._items(year).get(topic, "")
            folder.put(topic_page(*topic, year), pages.topic_year(look, topic, year, items))
        lines = self._year(year).lines
        folder.put(shard_page(year), shard_script(year, list(lines.values())))
        folder.keep_known(_kept(year), records_json(records))

    def _write_topics(
        self, look: SiteLook, changed: set[str], before: Mapping[Topic, Mapping[str, int]]
    ) -> None:
        """The pages of the topics that have, or had, items in a year that changed."""
        for topic in self.topics:
            years = dict(self._years_of(topic))
            if years.keys() & changed or years != before.get(topic):
                newest = self._items(next(iter(years))).get(topic, "")
                self._folder.put(topic_page(*topic), pages.topic_index(look, topic, years, newest))
            else:
                self._folder.expected.add(topic_page(*topic))

    def _years_of(self, topic: Topic) -> list[tuple[str, int]]:
        found = ((year, topics[topic]) for year, topics in self._topics.items() if topic in topics)
        return sorted(found, reverse=True)
