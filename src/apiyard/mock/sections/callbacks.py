"""Callbacks and webhooks that the mock sends."""

from __future__ import annotations

from apiyard.core.options import read_options
from apiyard.mock.callbacks.options import CallbackOptions
from apiyard.mock.section import Section, Written


def _read(written: Written) -> CallbackOptions:
    if isinstance(written.value, bool):
        return CallbackOptions(send=written.value)
    return read_options(CallbackOptions, written.value, where=written.where)


SECTION = Section(
    id="callbacks",
    why="Callbacks go to other machines, later, again, or not at all; webhooks know where they go.",
    read=_read,
    good=(
        "false",
        "{delay: 0.5, retries: 3, timeout: 2}",
        "{allow: [hooks.example.com, '*.internal.example', 10.0.0.0/8]}",
        "{webhooks: {orderShipped: 'http://127.0.0.1:3000/hooks'}, bodies: {orderShipped: {carrier: post}}}",
    ),
    bad=("{retries: 100}", "{timeout: 0}", "{allow: ['http://a/']}", "{urls: {}}", "{bodies: {a: 1}}"),
)
