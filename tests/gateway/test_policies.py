"""Every policy keeps its own examples, and stands in the way where it says."""

from __future__ import annotations

import pytest

from apiyard.core.errors import InvalidInputError, UnknownNameError
from apiyard.gateway.options import read_options
from apiyard.gateway.policy import Phase, in_order, policies

GOOD = [(policy, options) for policy in policies().values() for options in policy.good]
BAD = [(policy, options) for policy in policies().values() for options in policy.bad]


@pytest.mark.parametrize(("policy", "options"), GOOD, ids=lambda value: getattr(value, "id", None))
def test_good_options_are_read(policy, options):
    assert isinstance(read_options(policy, options), policy.options)


@pytest.mark.parametrize(("policy", "options"), BAD, ids=lambda value: getattr(value, "id", None))
def test_bad_options_are_refused_with_their_place(policy, options):
    with pytest.raises((InvalidInputError, UnknownNameError)) as caught:
        read_options(policy, options)
    assert caught.value.where.startswith(f"policies.{policy.id}")


@pytest.mark.parametrize("policy", policies().values(), ids=lambda policy: policy.id)
def test_an_unknown_option_is_told(policy):
    with pytest.raises(UnknownNameError):
        read_options(policy, {"no-such-option": 1})


def test_keys_are_looked_at_before_limits_and_after_addresses():
    assert {"cors", "deprecation", "key", "rate-limit", "split", "timeout"} <= set(policies())
    order = [policy.id for policy in in_order()]
    assert order.index("cors") < order.index("key") < order.index("rate-limit") < order.index("timeout")
    assert Phase.ADDRESS < Phase.IDENTITY < Phase.ADMISSION < Phase.LIMIT
