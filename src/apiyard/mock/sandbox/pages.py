"""Tell where a page of a list stands: counts, cursors and links in the body and in headers."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.mock.origin import origin, prefix
from apiyard.mock.sandbox.anatomy import Anatomist
from apiyard.mock.sandbox.paging import Paging
from apiyard.mock.sandbox.select import Cut, cursor_of
from apiyard.mock.sandbox.words import joined, word_set
from apiyard.spec.coerce import parts, types
from apiyard.spec.exchange import Request
from apiyard.spec.schema import Schema

_TOTAL = word_set(
    "total totalcount count totalitems totalresults totalelements totalrecords itemcount totalsize totalhits"
)
_HERE = frozenset({"pagecount", "size", "returned", "itemsonpage", "numberofelements"})
_MORE = word_set("hasmore hasnext hasnextpage more moreavailable ismore hasmoreitems")
_LESS = frozenset({"hasprevious", "hasprev", "haspreviouspage"})
_NEXT = word_set(
    "next nextpage nextcursor nextpagetoken nexttoken nexturl nextlink nextoffset endcursor nextmarker "
    "nextpageurl continuationtoken cursor after nextpageuri"
)
_PREVIOUS = word_set("previous prev previouspage prevpage previouscursor previousurl prevurl startcursor")
_FIRST, _LAST, _SELF = frozenset({"first", "firstpage"}), frozenset({"last"}), frozenset({"self"})
_PAGE = frozenset({"page", "currentpage", "pagenumber", "number", "pageno", "pageindex"})
_SIZE = frozenset({"perpage", "pagesize", "limit", "itemsperpage"})
_OFFSET = frozenset({"offset", "skip", "start", "startindex"})
_PAGES = frozenset({"pages", "totalpages", "numpages", "lastpage"})
_AROUND = word_set("meta metadata pagination paging pageinfo links page pages cursors cursor nextpage next prev")
_HREFS = frozenset({"href", "url", "uri", "link"})
_MOST_DEPTH = 3


class _Left:
    """Stands for a member that is left out."""


LEFT_OUT = _Left()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands.

    Args:
        cut: the page.
        paging: what the parameters of the list do.
        request: the call, for links to other pages.
        identity: the member that a cursor holds.
    """

    cut: Cut
    paging: Paging
    request: Request
    identity: str

    @property
    def size(self) -> int:
        """How many items a page has."""
        return self.cut.size or max(1, self.cut.total)

    @property
    def number(self) -> int:
        """The number of the page."""
        return self.cut.start // self.size + self.paging.first

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(0, self.cut.total - 1) // self.size + self.paging.first

    @property
    def next(self) -> str:
        """What the parameter says on the next page; empty when there is none."""
        if not self.cut.more or not self.cut.records:
            return ""
        if self.paging.cursor:
            return cursor_of(self.cut.records[-1], self.identity)
        if self.paging.page:
            return str(self.number + 1)
        return str(self.cut.start + len(self.cut.records)) if self.paging.offset else ""

    @property
    def previous(self) -> str:
        """What the parameter says on the page before; empty when there is none or it cannot be said."""
        if self.cut.start <= 0:
            return ""
        if self.paging.page:
            return str(max(self.paging.first, self.number - 1))
        if self.paging.offset:
            return str(max(0, self.cut.start - self.size))
        return cursor_of(self.cut.records[0], self.identity) if self.paging.before and self.cut.records else ""

    def url(self, which: str, *, absolute: bool = True) -> str:
        """Give the address of another page.

        Args:
            which: ``next``, ``previous``, ``first``, ``last`` or ``self``.
            absolute: whether it begins with scheme and host.

        Returns:
            The address; empty when there is no such page.
        """
        paging = self.paging
        moved: dict[str, str] = {}
        if which == "next":
            moved = {paging.cursor or paging.page or paging.offset: self.next} if self.next else {}
        elif which == "previous":
            name = paging.page or paging.offset or paging.before
            moved = {name: self.previous} if self.previous and name else {}
        elif which == "last":
            if not (paging.page or paging.offset):
                return ""
            end = max(0, self.cut.total - 1) // self.size * self.size
            moved = {paging.page: str(self.last)} if paging.page else {paging.offset: str(end)}
        if which in ("next", "previous") and not moved:
            return ""
        left = {paging.cursor, paging.page, paging.offset, paging.before} if which != "self" else set()
        query = [pair for pair in parse_qsl(self.request.query, keep_blank_values=True) if pair[0] not in left]
        text = urlencode([*query, *moved.items()])
        root = origin(self.request) if absolute else ""
        return f"{root}{prefix(self.request)}{self.request.path}{'?' if text else ''}{text}"


def around(anatomist: Anatomist, root: Schema, place: Place, *, depth: int = 0) -> dict[str, Json]:
    """Give the members that stand around a list and say where its page stands.

    Args:
        anatomist: reads schemas.
        root: the schema of what is around the list.
        place: where the page stands.
        depth: how deep that is in the body.

    Returns:
        The members by name; those that do not apply are not in it.
    """
    found: dict[str, Json] = {}
    anatomy = anatomist.read(root)
    for name, schema in anatomy.members.items():
        inner = anatomist.read(schema)
        if inner.is_object and joined(name) in _AROUND and depth < _MOST_DEPTH:
            value: Json | _Left = _object(anatomist, name, schema, place=place, depth=depth)
        elif inner.is_object or inner.is_array:
            continue
        else:
            value = _value(joined(name), schema, place, required=name in anatomy.required)
        if not isinstance(value, _Left):
            found[name] = value
    return found


def _object(anatomist: Anatomist, name: str, schema: Schema, *, place: Place, depth: int) -> Json | _Left:
    """Fill an object around a list; one that is about a page that there is not is null or nothing."""
    word = joined(name)
    which = "next" if word in _NEXT else "previous" if word in _PREVIOUS else ""
    if not which:
        return around(anatomist, schema, place, depth=depth + 1)
    if not place.url(which):
        return None if schema.is_valid(None) else LEFT_OUT
    token = place.next if which == "next" else place.previous
    found: dict[str, Json] = {}
    for inner in anatomist.read(schema).members:
        if joined(inner) in _HREFS:
            found[inner] = place.url(which)
        elif joined(inner) == "path":
            found[inner] = place.url(which, absolute=False)
        elif joined(inner) in _NEXT | _OFFSET | {"token"}:
            found[inner] = token
    return found


def _value(word: str, schema: Schema, place: Place, *, required: bool) -> Json | _Left:
    """Give what a member around a list says, or leave it out."""
    cut = place.cut
    kinds = types(schema)
    whole = bool(kinds & {"integer", "number"})
    if "boolean" in kinds:
        return cut.more if word in _MORE else cut.start > 0 if word in _LESS else LEFT_OUT
    if whole:
        counts = (
            (_TOTAL, cut.total),
            (_HERE, len(cut.records)),
            (_PAGE, place.number),
            (_SIZE, place.size),
            (_OFFSET, cut.start),
            (_PAGES, place.last - place.paging.first + 1),
        )
        for words, number in counts:
            if word in words and schema.is_valid(number):
                return number
    for words, which in ((_NEXT, "next"), (_PREVIOUS, "previous"), (_FIRST, "first"), (_LAST, "last"), (_SELF, "self")):
        if word in words:
            return _pointing(schema, place, which, required=required)
    return LEFT_OUT


def _pointing(schema: Schema, place: Place, which: str, *, required: bool) -> Json | _Left:
    """Give the cursor, number or address of another page in the form that the schema takes."""
    token = {"next": place.next, "previous": place.previous}.get(which, "")
    url = place.url(which)
    if url:
        numbers: list[Json] = [int(token)] if token.isascii() and token.isdecimal() and len(token) < 16 else []
        texts: list[Json] = [url, token] if _is_address(schema, place, which) or not token else [token, url]
        first = numbers if "string" not in types(schema) else []
        wanted: list[Json] = [each for each in (*first, *texts, *numbers) if each != "" and schema.is_valid(each)]
        if wanted:
            return wanted[0]
    if schema.is_valid(None):
        return None
    return "" if required and schema.is_valid("") else LEFT_OUT


def _is_address(schema: Schema, place: Place, which: str) -> bool:
    """Say whether a text is meant as an address: by its format or examples, or as nothing else could be meant."""
    for part in parts(schema):
        value = part.value if isinstance(part.value, dict) else {}
        if str(value.get("format", "")).startswith(("uri", "iri", "url")):
            return True
        shown = value.get("examples")
        if isinstance(shown, list) and any(str(each).startswith(("http", "/")) for each in shown):
            return True
    return not place.paging.cursor or which in ("first", "last", "self")


def page_headers(names: Mapping[str, str], place: Place) -> tuple[tuple[str, str], ...]:
    """Give the headers that say where a page stands (Link: RFC 8288), of those that the contract has.

    Args:
        names: the contract's headers by joined name, as written.
        place: where the page stands.
    """
    found: list[tuple[str, str]] = []
    if "link" in names:
        kinds = (("next", "next"), ("previous", "prev"), ("first", "first"), ("last", "last"))
        links = [f'<{url}>; rel="{word}"' for which, word in kinds if (url := place.url(which))]
        if links:
            found.append((names["link"].lower(), ", ".join(links)))
    said: dict[str, object] = {
        "xtotalcount": place.cut.total,
        "xtotal": place.cut.total,
        "totalcount": place.cut.total,
        "xpaginationtotalcount": place.cut.total,
        "xpage": place.number,
        "xperpage": place.size,
        "xtotalpages": place.last - place.paging.first + 1,
        "xpagecount": place.last - place.paging.first + 1,
        "xnextpage": place.next,
        "xprevpage": place.previous,
        "xnextcursor": place.next,
        "xnext": place.next,
        "xhasmore": str(place.cut.more).lower(),
    }
    found += [(names[word].lower(), str(value)) for word, value in said.items() if word in names and value != ""]
    return tuple(found)
