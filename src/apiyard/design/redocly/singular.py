"""Says whether an English word is singular, as linters of the field do: words with one form for both numbers are."""

from __future__ import annotations

import re

# Words that look plural, or have one form only.
_SAME = frozenset(
    [
        "analytics",
        "athletics",
        "chassis",
        "chess",
        "corps",
        "debris",
        "diabetes",
        "gallows",
        "headquarters",
        "herpes",
        "highjinks",
        "jeans",
        "kudos",
        "mews",
        "news",
        "pliers",
        "premises",
        "scissors",
        "series",
        "shambles",
        "species",
        "tennis",
        "agenda",
        "manga",
        "media",
        "people",
        "you",
    ]
) - {"people"}
_SINGULAR = frozenset(
    [
        "is",
        "was",
        "has",
        "this",
        "yes",
        "genus",
        "viscus",
        "passerby",
        "myself",
        "yourself",
        "itself",
        "herself",
        "himself",
        "them",
    ]
)
_PLURAL = frozenset(
    [
        "we",
        "us",
        "they",
        "ourselves",
        "yourselves",
        "themselves",
        "are",
        "were",
        "have",
        "these",
        "those",
        "genera",
        "viscera",
        "stigmata",
        "stomata",
        "dogmata",
        "lemmata",
        "schemata",
        "anathemata",
        "oxen",
        "dice",
        "feet",
        "geese",
        "teeth",
        "quizzes",
        "thieves",
        "passersby",
        "children",
        "men",
        "people",
        "eaux",
    ]
)
# Endings with an s that words in the singular have too.
_WITH_S = re.compile(
    r"(?:ss|alias|[^aou](?<!e[mn])us|o[iu]s|t[lm]as|gas|[aeiou]ris|measles|testis"
    r"|(?:analy|diagno|parenthe|progno|synop|the|empha|cri|ne)sis)\Z"
)
# Plurals without an s, of words from Latin, Greek and Hebrew and of old English ones.
_WITHOUT_S = re.compile(
    r"(?:(?:alumn|syllab|vir|radi|nucle|fung|cact|stimul|termin|bacill|foc|uter|loc|strat)i"
    r"|(?:agend|addend|millenni|dat|extrem|bacteri|desiderat|strat|candelabr|errat|ov|symposi|curricul|quor)a"
    r"|(?:apheli|hyperbat|periheli|asyndet|noumen|phenomen|criteri|organ|prolegomen|hedr|automat)a"
    r"|(?:alumn|alg|vertebr)ae|(?:seraph|cherub)im|\b(?:(?:tit)?m|l)ice|people|children|eaux|men)\Z"
)


def is_singular(word: str) -> bool:
    """Say whether a word, or the last one of several, is singular.

    Args:
        word: the word, in any case.
    """
    lower = word.lower()
    if lower in _SAME or lower in _SINGULAR:
        return True
    if lower in _PLURAL or _WITHOUT_S.search(lower):
        return False
    return not lower.endswith("s") or bool(_WITH_S.search(lower))
