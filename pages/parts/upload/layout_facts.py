"""What a whole table means, as the screen of a layout shows it: each fact with its place and what it may be changed to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from indicators.labels import PLACES, SUBJECTS, TABLE_FACTS, VALUE_STATES
from indicators.period import Period, PeriodError, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from indicators.reading import Fact, Issue, TableLayout

# Code and label of what a fact may be changed to.
Choices = tuple[tuple[str, str], ...]

# Issues about a fact that nothing in the file says -> the fact.
_ASKED_BY: Final = {"missing_period": "period", "missing_year": "period"}
_LONGEST_WORDS: Final = 24


def fact_choices(units: Iterable[str], months: Iterable[Period]) -> dict[str, Choices]:
    """What each fact may be changed to, by name; ``plan_year`` is the period of a plan.

    Args:
        units: that are known.
        months: that a file may be of, newest first.
    """
    months = tuple(months)
    years = sorted({month.year + ahead for month in months for ahead in (0, 1)}, reverse=True)
    return {
        "subject": tuple((code, SUBJECTS[code]) for code in ("observations", "plans")),
        "period": tuple((month.key, str(month)) for month in months),
        "plan_year": tuple((f"{year}-12", f"{year}年") for year in years),
        "unit": (("catalogue", "按目录单位"), *((unit, unit) for unit in dict.fromkeys(units))),
        "state": tuple((state, state) for state in VALUE_STATES),
    }


def facts_of(
    table: TableLayout, issues: Iterable[Issue], choices: Mapping[str, Choices]
) -> list[dict[str, Any]]:
    """The facts of a table in the order of the screen, also those that nothing says and a person may say."""
    asked = {
        _ASKED_BY[issue.code] for issue in issues if issue.code in _ASKED_BY and issue.sheet == table.sheet
    }
    if table.subject == "observations" and "state" not in table.facts and not table.with_role("state"):
        asked.add("state")
    if table.subject == "plans":
        choices = {**choices, "period": choices["plan_year"]}
    said = {name: _said(name, fact, choices.get(name, ())) for name, fact in table.facts.items()}
    unsaid = {name: _unsaid(name, choices[name]) for name in asked - said.keys()}
    for name in asked & said.keys():
        # 9月 without its year is said, and asked for all the same.
        said[name]["certainty"] = "open"
    facts = said | unsaid
    return [facts[name] for name in TABLE_FACTS if name in facts]


def _said(name: str, fact: Fact, choices: Choices) -> dict[str, Any]:
    code, options = (
        _periods(fact.value, choices) if name == "period" else (_code(fact.value, choices), choices)
    )
    text = SUBJECTS.get(fact.value, fact.value) if name == "subject" else fact.value
    # What is not among the choices can be seen all the same.
    other = (("", text),) if options and not code else ()
    words = fact.words if len(fact.words) <= _LONGEST_WORDS else f"{fact.words[:_LONGEST_WORDS]}…"
    place = " ".join(filter(None, (PLACES[fact.place], fact.where)))
    return {
        "name": name,
        "label": TABLE_FACTS[name],
        "value": code,
        "text": text,
        "basis": place + ("" if not words or fact.words in fact.where else f"“{words}”"),
        "certainty": fact.certainty,
        "options": other + options,
    }


def _unsaid(name: str, choices: Choices) -> dict[str, Any]:
    needed = name in _ASKED_BY.values()
    return {
        "name": name,
        "label": TABLE_FACTS[name],
        "value": "",
        "text": "",
        "basis": "",
        "certainty": "open" if needed else "unsaid",
        "options": (("", "请选择" if needed else "未写明"), *choices),
    }


def _code(value: str, choices: Choices) -> str:
    return next((code for code, label in choices if value in {code, label}), "")


def _periods(text: str, months: Choices) -> tuple[str, Choices]:
    """The code of a period, and the months in its words: 2024年9月 is changed to 2024年8月, not to 2024年1—8月."""
    try:
        current = parse(text)
    except PeriodError:
        return "", months
    alike = {}
    for key, since_january in months:
        month = Period.from_key(key)
        alike[key] = month.month_label if current.kind == "month" else since_january
    if current.kind == "year" or current.key not in alike:
        alike[current.key] = text
    return current.key, tuple(sorted(alike.items(), reverse=True))
