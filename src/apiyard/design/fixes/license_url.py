"""The URL of a licence that everybody knows."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix, UnfitError
from apiyard.design.revision import Revision
from apiyard.spec.edit import Set

_SPDX = {
    "apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "apache 2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "apache license 2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "bsd-2-clause": "https://opensource.org/license/bsd-2-clause",
    "bsd-3-clause": "https://opensource.org/license/bsd-3-clause",
    "cc-by-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "cc0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "eupl-1.2": "https://eupl.eu/1.2/en/",
    "gpl-3.0": "https://www.gnu.org/licenses/gpl-3.0.html",
    "isc": "https://opensource.org/license/isc-license-txt",
    "mit": "https://opensource.org/license/mit",
    "mit license": "https://opensource.org/license/mit",
    "mpl-2.0": "https://www.mozilla.org/MPL/2.0/",
}


def _call(revision: Revision, finding: Finding) -> Edits:
    uri = finding.location.document
    license_ = revision.get(uri, "/info/license")
    if not isinstance(license_, dict) or "identifier" in license_:
        raise UnfitError("nobody but the owner knows the licence")
    url = _SPDX.get(str(license_.get("name")).strip().lower())
    if url is None:
        raise UnfitError("the licence has no name of the SPDX list", piece=str(license_.get("name")))
    if not license_.get("url"):
        yield uri, Set("/info/license/url", url)


FIX = Fix(
    id="license-url",
    rule="license-url",
    why="Adds the address of the text where the name is that of a well-known licence (SPDX).",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.1.0
info:
  license: {name: MIT} # of course
""",
            after="""\
openapi: 3.1.0
info:
  license: {name: MIT, url: https://opensource.org/license/mit} # of course
""",
            at=("/info/license",),
        ),
    ),
)
