"""The properties of characters that a regular expression of ECMAScript may ask for."""

from __future__ import annotations

from typing import Final

# Unicode 15, General_Category: short and long names.
_CATEGORIES: Final = """
C Other Cc Control Cf Format Cn Unassigned Co Private_Use Cs Surrogate L Letter LC Cased_Letter Ll
Lowercase_Letter Lm Modifier_Letter Lo Other_Letter Lt Titlecase_Letter Lu Uppercase_Letter M Mark
Mc Spacing_Mark Me Enclosing_Mark Mn Nonspacing_Mark N Number Nd Decimal_Number Nl Letter_Number No
Other_Number P Punctuation Pc Connector_Punctuation Pd Dash_Punctuation Pe Close_Punctuation Pf
Final_Punctuation Pi Initial_Punctuation Po Other_Punctuation Ps Open_Punctuation S Symbol Sc
Currency_Symbol Sk Modifier_Symbol Sm Math_Symbol So Other_Symbol Z Separator Zl Line_Separator Zp
Paragraph_Separator Zs Space_Separator
"""
_MORE_CATEGORIES: Final = {"Combining_Mark": "M", "digit": "Nd", "punct": "P", "cntrl": "Cc"}
# ECMA-262, Binary Unicode property aliases; those without a long form stand for themselves.
_BINARY_NAMES: Final = """
AHex ASCII ASCII_Hex_Digit Alpha Alphabetic Any Assigned Bidi_C Bidi_Control Bidi_M Bidi_Mirrored CI
CWCF CWCM CWKCF CWL CWT CWU Case_Ignorable Cased Changes_When_Casefolded Changes_When_Casemapped
Changes_When_Lowercased Changes_When_NFKC_Casefolded Changes_When_Titlecased Changes_When_Uppercased
DI Dash Default_Ignorable_Code_Point Dep Deprecated Dia Diacritic EBase EComp EMod EPres Emoji
Emoji_Component Emoji_Modifier Emoji_Modifier_Base Emoji_Presentation Ext ExtPict
Extended_Pictographic Extender Gr_Base Gr_Ext Grapheme_Base Grapheme_Extend Hex Hex_Digit IDC IDS
IDSB IDST IDS_Binary_Operator IDS_Trinary_Operator ID_Continue ID_Start Ideo Ideographic Join_C
Join_Control LOE Logical_Order_Exception Lower Lowercase Math NChar Noncharacter_Code_Point Pat_Syn
Pat_WS Pattern_Syntax Pattern_White_Space QMark Quotation_Mark RI Radical Regional_Indicator SD
STerm Sentence_Terminal Soft_Dotted Term Terminal_Punctuation UIdeo Unified_Ideograph Upper
Uppercase VS Variation_Selector White_Space XIDC XIDS XID_Continue XID_Start space
"""
_SHORT: Final = frozenset(_CATEGORIES.split()[::2])
_LONG: Final = dict(zip(_CATEGORIES.split()[1::2], _CATEGORIES.split()[::2], strict=True)) | _MORE_CATEGORIES
_BINARY: Final = frozenset(_BINARY_NAMES.split())


def written(name: str, value: str | None) -> str | None:
    """Give a property as engines write it.

    Args:
        name: what stands before the equals sign, or all of it.
        value: what stands behind the equals sign.

    Returns:
        Its text between the braces; None when ECMAScript knows no such property (scripts are left to the engine).
    """
    if value is None:
        return _category(name) or (name if name in _BINARY else None)
    if name in {"General_Category", "gc"}:
        return _category(value)
    if name in {"Script", "sc", "Script_Extensions", "scx"} and value[:1].isupper():
        return f"{name}={value}"
    return None


def _category(name: str) -> str | None:
    return name if name in _SHORT else _LONG.get(name)
