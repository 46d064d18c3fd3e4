"""Which parameters cut, sort and filter a list, told by their names and types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, replace
from apiyard.mock.sandbox.words import joined, pieces, word_set
from apiyard.spec.coerce import member, names, parts, types
from apiyard.spec.operation import Parameter

Way = Literal["limit", "offset", "page", "cursor", "before", "sort", "direction", "search"]
Test = Literal["is", "not", "least", "most", "above", "below"]

_NAMES: Mapping[Way, frozenset[str]] = {
    "limit": word_set(
        "limit perpage pagesize size maxresults maxitems pagelimit top take first resultsperpage max "
        "itemsperpage pagecount rows numresults"
    ),
    "offset": word_set("offset skip start startindex startat from pageoffset"),
    "page": word_set("page pagenumber pageno pageindex p currentpage"),
    "cursor": word_set(
        "cursor after startingafter pagetoken nexttoken nextpagetoken continuationtoken continuation marker "
        "offset page since pageafter pagecursor startkey exclusivestartkey lastkey lastid afterid nextcursor "
        "token"
    ),
    "before": word_set("before endingbefore pagebefore previoustoken"),
    "sort": word_set("sort sortby orderby order ordering sortfield sortcolumn sortkey"),
    "direction": word_set("direction order sortdirection sortorder dir orderdirection sortdir"),
    "search": word_set("q query search searchterm term keyword text filtertext"),
}
_WHOLE: tuple[Way, ...] = ("limit", "offset", "page")
_LEAST = ("after", "since", "from", "gte", "min", "start", "ge", "minimum")
_MOST = ("before", "until", "to", "lte", "max", "end", "le", "maximum")
_ABOVE, _BELOW = ("gt", "above", "greater"), ("lt", "below", "less")
_NOT, _IS = ("not", "ne", "neq"), ("eq", "in", "any", "is", "equals")
_TESTS: tuple[tuple[Test, tuple[str, ...]], ...] = (
    ("least", _LEAST),
    ("most", _MOST),
    ("above", _ABOVE),
    ("below", _BELOW),
    ("not", _NOT),
    ("is", _IS),
)
_BAGS = frozenset({"page", "filter", "filters", "where", "paging"})
_UNSAID = 20
"""So many items a numbered page has where the contract says nothing of its size: no two pages show the same ones."""
_TIMES = ("", "at", "on", "date", "time", "ts")


@dataclass(frozen=True, slots=True)
class Filter:
    """A parameter that chooses items by a member.

    Args:
        parameter: the parameter.
        member: the member.
        test: how the member stands to the value.
    """

    parameter: str
    member: str
    test: Test = "is"


@dataclass(frozen=True, slots=True)
class Paging:
    """How a list is cut, sorted and filtered; each is the name of a parameter, empty without one.

    Args:
        limit: how many items a page has at most.
        offset: how many are left out before.
        page: the number of the page.
        cursor: the item after which a page starts.
        before: the item before which a page ends.
        sort: by which member.
        direction: whether up or down.
        search: a text that some member has.
        filters: by members.
        size: how many items a page has when nobody says.
        most: how many it has at most, whoever says otherwise.
        first: the number of the first page.
        ignored: parameters that do nothing here.
    """

    limit: str = ""
    offset: str = ""
    page: str = ""
    cursor: str = ""
    before: str = ""
    sort: str = ""
    direction: str = ""
    search: str = ""
    filters: tuple[Filter, ...] = ()
    size: int = 0
    most: int = 0
    first: int = 1
    ignored: tuple[str, ...] = ()


def read_paging(parameters: Iterable[Parameter], members: Iterable[str]) -> Paging:
    """Tell what the parameters of a list do.

    Args:
        parameters: of the operation.
        members: the names of the members of an item.

    Returns:
        What they do; each is used for one thing only.
    """
    known = list(members)
    ways: dict[Way, Parameter] = {}
    filters: list[Filter] = []
    ignored: list[str] = []
    for parameter in _spread(parameters):
        found = filter_of(parameter.name, known)
        way = _way(parameter, taken=ways)
        if way is not None and not (found is not None and found.test == "is"):
            ways[way] = parameter
        elif found is not None:
            filters.append(found)
        else:
            ignored.append(parameter.name)
    size, most = _sizes(ways.get("limit"))
    if "page" in ways and not size:
        size = _UNSAID
    named = {way: parameter.name for way, parameter in ways.items()}
    first = 0 if "page" in ways and _number(ways["page"], "default", _number(ways["page"], "minimum", 1)) == 0 else 1
    return Paging(filters=tuple(filters), size=size, most=most, first=first, ignored=tuple(ignored), **named)


def _spread(parameters: Iterable[Parameter]) -> Iterator[Parameter]:
    """Give the parameters of a query; of objects such as ``page`` and ``filter`` each member as one of its own."""
    for parameter in parameters:
        if parameter.location != "query":
            continue
        inner = names(parameter.schema) if joined(parameter.name) in _BAGS else set()
        for name in sorted(inner):
            yield replace(parameter, name=f"{parameter.name}[{name}]", schema=member(parameter.schema, name))
        if not inner:
            yield parameter


def flat(query: Mapping[str, Json]) -> dict[str, Json]:
    """Give the values of a query with those of objects such as ``page`` and ``filter`` each under a name of its own."""
    found = dict(query)
    for name, value in query.items():
        if isinstance(value, Mapping) and joined(name) in _BAGS:
            found.update({f"{name}[{inner}]": item for inner, item in value.items()})
    return found


def _way(parameter: Parameter, *, taken: Mapping[Way, Parameter]) -> Way | None:
    name = joined(parameter.name)
    kinds = types(parameter.schema) if parameter.schema is not None else set()
    whole = not kinds or bool(kinds & {"integer", "number"})
    for way, meant in _NAMES.items():
        if name not in meant or way in taken or (way in _WHOLE and not whole):
            continue
        if way == "cursor" and name in ("offset", "page") and whole:
            continue
        if way == "sort" and name == "order" and _says_direction(parameter):
            continue
        return way
    return None


def _says_direction(parameter: Parameter) -> bool:
    for part in parts(parameter.schema) if parameter.schema is not None else ():
        listed = part.value.get("enum") if isinstance(part.value, dict) else None
        if isinstance(listed, list) and any(str(each).lower() in ("asc", "desc", "ascending") for each in listed):
            return True
    return False


def filter_of(name: str, members: Iterable[str]) -> Filter | None:
    """Tell which member a parameter filters by, and how.

    Args:
        name: the parameter, such as ``status``, ``created_after``, ``minPrice`` or ``price[lte]``.
        members: the names of members.

    Returns:
        The filter, or None when the name means no member.
    """
    known = {joined(each.rpartition(".")[2]): each for each in reversed(list(members))}
    words = pieces(name)
    words = words[1:] if words and words[0] in _BAGS and len(words) > 1 and words[0] != "page" else words
    if not words:
        return None
    if (found := known.get("".join(words))) is not None:
        return Filter(name, found)
    for test, signs in _TESTS:
        for rest in (words[:-1] if words[-1] in signs else (), words[1:] if words[0] in signs else ()):
            for ending in _TIMES if rest else ():
                if (found := known.get("".join(rest) + ending)) is not None:
                    return Filter(name, found, test)
    plural = known.get("".join(words) + "s") or known.get("".join(words).removesuffix("s"))
    return Filter(name, plural) if plural is not None else None


def _sizes(limit: Parameter | None) -> tuple[int, int]:
    """Give the usual and the largest size of a page; 0 where it has no bound."""
    if limit is None:
        return 0, 0
    most = _number(limit, "maximum", 0)
    return _number(limit, "default", min(most, 100) or 100), most


def _number(parameter: Parameter, word: str, otherwise: int) -> int:
    for part in parts(parameter.schema) if parameter.schema is not None else ():
        value = part.value.get(word) if isinstance(part.value, dict) else None
        if isinstance(value, int) and not isinstance(value, bool):
            return value
    return otherwise
