"""What callers do about kinds of changes: what they send, and what they read."""

from __future__ import annotations

from apiyard.core.noun import dataclass


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about one kind of change.

    The text may name ``{it}``, what a caller sends or gets; ``{before}`` and ``{after}``, the values as JSON; ``{was}``
    and ``{is}``, texts as they are; ``{lost}`` and ``{gained}``, the members that went and came. One whose values are
    not there is passed over.

    Args:
        words: every one of these sets has a word of the check's id.
        text: one or two sentences.
    """

    words: tuple[str, ...]
    text: str

    def meets(self, check: frozenset[str]) -> bool:
        """Say whether it is about a check.

        Args:
            check: the words of the check's id.
        """
        return all(check & frozenset(each.split("|")) for each in self.words)


_GONE = "removed|gone|deleted"
_LEAST = "minimum|min|least"
_MOST = "maximum|max|most"

SENT: tuple[Advice, ...] = (
    Advice(("media", _GONE), "Send {it} in another media type; {before} is refused."),
    Advice(("security|scope|scopes|scheme",), "Call with credentials that satisfy {after}."),
    Advice(("security|scope|scopes|scheme",), "Call with the credentials that are asked for now."),
    Advice(("server|servers|base",), "Call {after} instead of {before}."),
    Advice(("server|servers|base",), "Call another server; {before} is gone."),
    Advice(("oauth", _GONE), "Get tokens in another way."),
    Advice(("oauth",), "Get tokens from {after}, not from {before}."),
    Advice(("sunset",), "Stop using {it} before {is}."),
    Advice(("sunset",), "Ask how long {it} stays: its sunset {was} is taken back."),
    Advice(("stability",), "Expect changes of {it} without notice: it is {is} now, not {was}."),
    Advice(("callback|webhook", _GONE), "Do not wait for its calls any more."),
    Advice(("moved", "callback"), "Take its calls at {is}, not at {was}."),
    Advice(("moved", "parameter"), "Send the parameter in the {is} of {it}, not in the {was}."),
    Advice(("api|path|operation|method", _GONE), "Stop calling {it}: nothing answers there any more."),
    Advice(("parameter|header|cookie", _GONE), "Stop sending {it}."),
    Advice(("property|properties", _GONE), "Stop sending {it}."),
    Advice(("body", _GONE), "Stop sending {it}."),
    Advice(("type",), "Send values of type {after} as {it}, none of type {lost}."),
    Advice(("type",), "Send values of type {after} as {it}."),
    Advice(("enum|const|value", "any|closed|added|set|new"), "Send only {after} as {it}."),
    Advice(("enum|const|value",), "Do not send {lost} as {it}: only {after} is accepted."),
    Advice(("enum|const|value",), "Do not send {lost} as {it} any more."),
    Advice(("const",), "Send only {after} as {it}."),
    Advice(("nullable|null",), "Do not send null as {it}."),
    Advice(("required|added|new", "body|parameter|header|cookie"), "Send {it} with every call."),
    Advice(("required|missing", "property|properties|became"), "Send {it} with every call."),
    Advice(("property", "added|new"), "Send {it} only as the contract declares it now."),
    Advice((_MOST, "items|properties"), "Send at most {after} members in {it}; up to {before} were accepted."),
    Advice((_MOST, "length"), "Send at most {after} characters in {it}; up to {before} were accepted."),
    Advice((_MOST, "items|properties|contains"), "Send at most {after} members in {it}."),
    Advice((_MOST, "length"), "Send at most {after} characters in {it}."),
    Advice((_MOST, "exclusive"), "Send less than {after} as {it}."),
    Advice((_MOST,), "Send no more than {after} as {it}; up to {before} was accepted."),
    Advice((_MOST,), "Send no more than {after} as {it}."),
    Advice((_LEAST, "items|properties"), "Send at least {after} members in {it}."),
    Advice((_LEAST, "length"), "Send at least {after} characters in {it}."),
    Advice((_LEAST, "contains"), "Send at least {after} such members in {it}."),
    Advice((_LEAST, "exclusive"), "Send more than {after} as {it}."),
    Advice((_LEAST,), "Send no less than {after} as {it}."),
    Advice(("multiple",), "Send only multiples of {after} as {it}."),
    Advice(("pattern|format",), "Send {it} in the form {after}."),
    Advice(("unique",), "Send no member of {it} twice."),
    Advice(("additional|unevaluated",), "Send nothing in {it} that the contract does not declare."),
    Advice(("style|explode|reserved|encoding|content",), "Write {it} in the new way: {after}, not {before}."),
)
"""What to do about a change of what callers send, the first that meets a check."""

READ: tuple[Advice, ...] = (
    Advice(("sunset",), "Stop using {it} before {is}."),
    Advice(("sunset",), "Ask how long {it} stays: its sunset {was} is taken back."),
    Advice(("stability",), "Expect changes of {it} without notice: it is {is} now, not {was}."),
    Advice(("callback|webhook", _GONE), "Do not wait for its calls any more."),
    Advice(("api|path|operation|method", _GONE), "Stop calling {it}: nothing answers there any more."),
    Advice(("media", _GONE), "Read {it} in another media type; {before} does not come any more."),
    Advice(("media", "added|new"), "Ask for the media type that you read (Accept); {after} may come too."),
    Advice(("header", f"{_GONE}|optional|required"), "Do not count on {it}: it may be missing."),
    Advice(("property", f"{_GONE}|optional"), "Do not count on {it}: it may be missing."),
    Advice(("status|response", "added|new|range"), "Be ready for {it}."),
    Advice(("status|response", _GONE), "Do not wait for {it}: it does not come any more."),
    Advice(("enum|const|value",), "Be ready for {gained} as {it}."),
    Advice(("enum|const|value",), "Be ready for any value as {it}."),
    Advice(("nullable|null",), "Be ready for null as {it}."),
    Advice(("type",), "Be ready for values of type {gained} as {it}."),
    Advice(("type",), "Be ready for values of any type as {it}."),
    Advice((_MOST, "items|properties"), "Be ready for up to {after} members in {it}; there were at most {before}."),
    Advice((_MOST, "length"), "Be ready for up to {after} characters in {it}; there were at most {before}."),
    Advice((_MOST, "items|properties|contains"), "Be ready for more than {before} members in {it}."),
    Advice((_MOST, "length"), "Be ready for more than {before} characters in {it}."),
    Advice((_MOST, "exclusive"), "Be ready for {before} and more as {it}."),
    Advice((_MOST,), "Be ready for up to {after} as {it}; it was at most {before}."),
    Advice((_MOST,), "Be ready for more than {before} as {it}."),
    Advice((_LEAST, "items|properties|contains"), "Be ready for fewer than {before} members in {it}."),
    Advice((_LEAST, "length"), "Be ready for fewer than {before} characters in {it}."),
    Advice((_LEAST, "exclusive"), "Be ready for {before} and less as {it}."),
    Advice((_LEAST,), "Be ready for less than {before} as {it}."),
    Advice(("multiple",), "Do not count on multiples of {before} as {it}."),
    Advice(("pattern|format",), "Do not count on the form {before} of {it}."),
    Advice(("unique",), "Be ready for members of {it} that come twice."),
    Advice(("additional|unevaluated",), "Be ready for members of {it} that the contract does not declare."),
    Advice(("missing",), "Do not count on {it}: it may be missing."),
    Advice(("link|links",), "Do not follow {it}: build the address from the contract."),
)
"""What to do about a change of what callers read, the first that meets a check."""
