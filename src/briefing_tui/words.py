"""What a bulletin's fields, pieces and statuses are called in the user's language: the one place for every room.

Takes the names that the code and the files use, and knows no room. A name that is not here comes back as it is: a key of
somebody's own. Nothing is translated before it is asked for.
"""

from briefing_tui.i18n import _


def field_name(name: str) -> str:
    """A field of an issue or of one of its pieces, as it stands in a sentence."""
    names = {
        "masthead": kind_name("masthead"),
        "workflow": _("record"),
        "preface": kind_name("preface"),
        "end": kind_name("end"),
        "corrections": _("corrections"),
        "publisher": _("publisher"),
        "title": _("title"),
        "year": _("year"),
        "number": _("number"),
        "kind": _("kind"),
        "total": _("running number"),
        "date": _("date"),
        "department": _("department"),
        "marking": _("marking"),
        "status": _("status"),
        "steps": _("steps"),
        "body": _("body"),
        "group": kind_name("group"),
        "source": _("source"),
        "url": _("link"),
        "units": _("units"),
        "tags": _("tags"),
        "origin": _("origin"),
        "numbered": _("numbering"),
        "continued": _("continued numbering"),
        "titles": _("titles of items"),
        "role": _("role"),
        "recipients": _("recipients"),
        "channel": _("channel"),
        "item": _("item number"),
        "text": _("text"),
        "mark": kind_name("end"),
        "copies": _("copies"),
    }
    return names.get(name, name)


def kind_name(kind: str) -> str:
    """A kind of piece that is called by its kind alone, having no title of its own (`model.edits`)."""
    names = {
        "masthead": _("masthead"),
        "preface": _("preface"),
        "group": _("group"),
        "correction": _("correction"),
        "end": _("end mark"),
    }
    return names.get(kind, kind)


def status_name(status: str) -> str:
    """How far an issue has come."""
    names = {"draft": _("draft"), "review": _("in review"), "published": _("published")}
    return names.get(status, status)


def issue_kind_name(kind: str) -> str:
    """Whether an issue stands in the count of its year."""
    return {"issue": _("ordinary issue"), "supplement": _("supplement")}.get(kind, kind)


def titles_name(value: str) -> str:
    """How the titles of a section's items stand."""
    names = {"": _("automatic"), "run-in": _("run into the text"), "head": _("on lines of their own")}
    return names.get(value, value)


def yes_or_no(value: bool) -> str:
    """A switch."""
    return _("yes") if value else _("no")


def clean_up_name(rule: str) -> str:
    """What a rule of the clean-up of pasted text takes care of."""
    names = {
        "hidden": _("characters that take no room"),
        "marks": _("half-width marks beside 汉字"),
        "spaces": _("stray blanks"),
        "breaks": _("line breaks inside paragraphs"),
        "lines": _("blank lines"),
        "digits": _("full-width digits and letters"),
        "leavings": _("lines left by a web page or a mail"),
        "source": _("the source at the end, into its field"),
        "tables": _("rows parted by tabs, into a table"),
    }
    return names.get(rule, rule)


def delivery_state_name(state: str) -> str:
    """Where a channel stands with an issue (`delivery.standing`)."""
    names = {
        "new": _("not sent"),
        "done": _("handed over"),
        "partly": _("partly handed over"),
        "failed": _("not handed over"),
        "unknown": _("unknown whether it arrived"),
        "changed": _("changed since it was sent"),
        "running": _("being sent"),
        "damaged": _("record damaged"),
    }
    return names.get(state, state)


def part_result_name(result: str) -> str:
    """What became of one message or file (`delivery.part`)."""
    names = {
        "handed over": _("handed over"),
        "refused": _("not handed over"),
        "unknown": _("unknown whether it arrived"),
        "set aside": _("sent again instead"),
    }
    return names.get(result, result)


def part_kind_name(kind: str) -> str:
    """A sort of message or file that goes out (`delivery.part`)."""
    names = {
        "digest": _("digest"),
        "full": _("full text"),
        "news": _("news card"),
        "file": _("document"),
        "notice": _("notice of corrections"),
        "print": _("file to print"),
        "printer": _("print job"),
        "mail": _("mail"),
        "feed": _("feed"),
        "test": _("test"),
    }
    return names.get(kind, kind)


def as_label(name: str) -> str:
    """One of these names where it stands alone, before a field or above a list: with a capital, where a language has them."""
    return name[:1].upper() + name[1:]
