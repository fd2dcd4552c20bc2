"""An issue as the text of a new file, and the values of the format as TOML. Called through `codec` and by `update`.

What is written here is what `toml.fast` reads: bare keys, basic strings, one paragraph a line, `mark` last.
"""

import datetime as dt

from briefing_tui.library.format import schema
from briefing_tui.model.issue import (
    Correction,
    Distribution,
    End,
    Issue,
    Item,
    Masthead,
    Preface,
    Section,
    Step,
    Workflow,
)
from briefing_tui.text.clean import UNSAFE, has_controls, has_unsafe, line_without_controls, without_controls

Value = str | int | bool | dt.date | tuple[str, ...] | None
Fields = dict[str, Value]


def dump_issue(issue: Issue) -> str:
    """`issue` (as `normalised` would have it) as the text of a new file."""
    return dump_normalised(normalised(issue))


def dump_normalised(issue: Issue) -> str:
    """As `dump_issue`, for an issue that `normalised` made."""
    parts = [f"format = {schema.VERSION}\n"]
    parts.append(table_text("masthead", masthead_fields(issue.masthead)))
    parts.append(table_text("workflow", workflow_fields(issue.workflow)))
    parts.extend(table_text("workflow.step", step_fields(step)) for step in issue.workflow.steps)
    if issue.preface is not None:
        parts.append(table_text("preface", preface_fields(issue.preface)))
    parts.extend(table_text("distribution", distribution_fields(line)) for line in issue.distribution)
    parts.extend(section_text(section) for section in issue.sections)
    parts.extend(table_text("correction", correction_fields(entry)) for entry in issue.corrections)
    if issue.end is not None:
        parts.append(table_text("end", end_fields(issue.end)))
    return "\n".join(parts)


def section_text(section: Section) -> str:
    """A section with its items."""
    parts = [table_text("section", section_fields(section))]
    parts.extend(table_text("section.item", item_fields(item)) for item in section.items)
    return "\n".join(parts)


def table_text(table: str, fields: Fields) -> str:
    """A header and the keys whose values say more than their absence would; ends with a newline."""
    header = f"[[{table}]]" if table in schema.LISTS else f"[{table}]"
    keys = schema.keys_of(table)
    lines = [
        f"{name} = {value_text(key, value)}\n"
        for name, value in fields.items()
        if value is not None and (value != (key := keys[name]).default or is_written(key, value))
    ]
    return f"{header}\n{''.join(lines)}"


def is_written(key: schema.Key, value: Value) -> bool:
    """Whether a value needs its line. Titles are written even when empty, as a place to fill in."""
    return value is not None and (key.required or key.name in {"title", "status"} or value != key.default)


def value_text(key: schema.Key, value: Value) -> str:
    """One value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return multi_line(value) if key.type == schema.TEXT else one_line(value)
    if isinstance(value, tuple):
        return f"[{', '.join(one_line(entry) for entry in value)}]"
    return str(value)


def one_line(text: str) -> str:
    """A basic string. What would act on a terminal, or hides, is written as its number: a file is read by people too."""
    return '"' + _numbered(text.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def multi_line(text: str) -> str:
    """A multi-line basic string with its quotes on lines of their own."""
    return f'"""\n{escaped(text)}\n"""'


def escaped(text: str) -> str:
    """The inside of a multi-line basic string."""
    return _numbered(text.replace("\\", "\\\\").replace('"""', '""\\"'))


def _numbered(text: str) -> str:
    if not has_unsafe(text):
        return text
    return UNSAFE.sub(
        lambda found: f"\\u{ord(found[0]):04X}" if found[0] <= "\uffff" else f"\\U{ord(found[0]):08X}", text
    )


def normalised(issue: Issue) -> Issue:
    """`issue` as it will be when read again: without controls, titles on one line, no line ends after bodies.

    Every piece keeps its identity.
    """
    end, preface, workflow = issue.end, issue.preface, issue.workflow
    return issue._replace(
        masthead=_normalised_masthead(issue.masthead),
        workflow=workflow._replace(
            steps=tuple(Step(*map(line_without_controls, step)) for step in workflow.steps)
        ),
        preface=None
        if preface is None
        else preface._replace(title=line_without_controls(preface.title), body=_body(preface.body)),
        sections=tuple(
            section._replace(
                title=line_without_controls(section.title),
                items=tuple(normalised_item(item) for item in section.items),
            )
            for section in issue.sections
        ),
        distribution=tuple(_normalised_distribution(line) for line in issue.distribution),
        end=None if end is None else end._replace(mark=line_without_controls(end.mark)),
        corrections=tuple(
            entry._replace(text=line_without_controls(entry.text)) for entry in issue.corrections
        ),
    )


def normalised_item(item: Item) -> Item:
    """An item as it will be when read again; the same where nothing changes, as of nearly all."""
    line = "".join((item.title, item.group, item.source, item.url, item.origin, *item.units, *item.tags))
    if line.isprintable() and item.body[-1:] != "\n" and not has_controls(item.body):
        return item
    return item._replace(
        title=line_without_controls(item.title),
        body=_body(item.body),
        group=line_without_controls(item.group),
        source=line_without_controls(item.source),
        url=line_without_controls(item.url),
        units=_lines(item.units),
        tags=_lines(item.tags),
        origin=line_without_controls(item.origin),
    )


def _normalised_masthead(head: Masthead) -> Masthead:
    return head._replace(
        publisher=line_without_controls(head.publisher),
        title=line_without_controls(head.title),
        department=line_without_controls(head.department),
        marking=line_without_controls(head.marking),
    )


def _normalised_distribution(line: Distribution) -> Distribution:
    return line._replace(
        role=line_without_controls(line.role),
        recipients=_lines(line.recipients),
        channel=line_without_controls(line.channel),
    )


def _lines(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line_without_controls(value) for value in values)


def _body(text: str) -> str:
    return without_controls(text.rstrip("\n"))


def masthead_fields(head: Masthead) -> Fields:
    """The keys of [masthead] in the order they are written."""
    return head._asdict()


def workflow_fields(workflow: Workflow) -> Fields:
    """The keys of [workflow], without its steps."""
    return {"status": workflow.status}


def step_fields(step: Step) -> Fields:
    """The keys of [[workflow.step]]."""
    return {"who": step.who, "when": step.when, "what": step.what}


def preface_fields(preface: Preface) -> Fields:
    """The keys of [preface]."""
    return {"title": preface.title, "body": preface.body}


def distribution_fields(line: Distribution) -> Fields:
    """The keys of [[distribution]]."""
    return {"role": line.role, "recipients": line.recipients, "channel": line.channel}


def section_fields(section: Section) -> Fields:
    """The keys of [[section]], without its items."""
    return {
        "title": section.title,
        "numbered": section.numbered,
        "continued": section.continued,
        "titles": section.titles,
    }


def item_fields(item: Item) -> Fields:
    """The keys of [[section.item]]."""
    return {
        "group": item.group,
        "title": item.title,
        "body": item.body,
        "source": item.source,
        "url": item.url,
        "units": item.units,
        "tags": item.tags,
        "origin": item.origin,
    }


def correction_fields(entry: Correction) -> Fields:
    """The keys of [[correction]]."""
    return {"date": entry.date, "item": entry.item, "text": entry.text}


def end_fields(end: End) -> Fields:
    """The keys of [end]; `mark` comes last, so a cut before it is noticed."""
    return {"copies": end.copies, "mark": end.mark}
