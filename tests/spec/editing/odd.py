"""Documents that use what YAML has and nobody expects."""

from __future__ import annotations

ODD = (
    "%YAML 1.2\n---\n# head\na: &a {x: 1, y: [1, 2]}\nb: *a\nc:\n  <<: *a\n  z: 3\nd:\n- *a\n- &s str\n- *s\n...\n",
    'a: |+\n  text\n\nb: >-\n  folded\n  more\n\n  para\nc: |2\n    indented\nd: "multi\n  line"\ne: plain\n  multi\n',
    "{a: 1, b: [x, y, # c1\n   z], # c2\n c: {d: , e},\n f: 'g',\n}\n",
    "? complex\n: value\n? other\n: - a\n  - b\nk:\n  - - 1\n  -\n    a: 1\n    # i\n    b: 2\n  - # n\n    y: 1\ne:\n",
    "a:\n    b:\n        c: [ 1, 2 ]\n    list:\n    - p: 1\n      q: 2   # q\n\n      # r\n      r: 3\n\n    - p: 4\n",
    "z: !!str 12\nt: !!map\n  m: 1\nu: &anch\n- 1\n- 2\nv: *anch\n",
    "\n# above\n\n\nx:\n\n\n  # deep\n\n  y: 1\n\n\n  z: 2\n# end\n\n\n",
    "a: {}\nb: []\nc: {d: []}\n",
    "- a\n- b: 1\n  c: 2\n-   d: 3\n    e: 4\n",
    '{\n  "a": {"b": [1,2 , 3], "c": {}},\n  "d": [\n    {"x": 1},\n    {"y": "\\u00e9\\n"}\n  ]\n}\n',
    '{ "a" : 1 , "b" : [ ] }',
)
