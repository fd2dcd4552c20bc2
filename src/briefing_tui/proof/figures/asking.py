"""Relations are asked no more than they have to: what says nothing whatever the numbers is left out in all sentences of a form. Pure."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVarTuple, Unpack

from briefing_tui.proof.figures.sentence.quantities import Sentence
from briefing_tui.proof.remark import Remark

_Arguments = TypeVarTuple("_Arguments")


def said(
    sentence: Sentence,
    relation: Callable[[Unpack[_Arguments]], Iterable[Remark]],
    *arguments: *_Arguments,
) -> Iterable[Remark]:
    """What a relation says of a sentence.

    One that told nothing of another sentence of this form, and looked at no number there, cannot do otherwise here: it is not asked.
    """
    if relation in sentence.form.silent:
        return ()
    looks = sentence.looks
    if looks is None:
        return relation(*arguments)
    before = len(looks)
    remarks = tuple(relation(*arguments))
    if not remarks and len(looks) == before:
        sentence.form.silent.add(relation)
    return remarks


def each_said(
    sentence: Sentence,
    relations: Iterable[Callable[[Unpack[_Arguments]], Iterable[Remark]]],
    *arguments: *_Arguments,
) -> Iterator[Remark]:
    """What some relations say of a sentence, one after the other."""
    silent = sentence.form.silent
    if sentence.looks is not None:
        for relation in relations:
            yield from said(sentence, relation, *arguments)
        return
    for relation in relations:
        if relation not in silent:
            yield from relation(*arguments)
