"""Consumers, applications, plans and subscriptions are checked where they enter."""

from __future__ import annotations

import pytest

from apiyard.access.consumer import ApplicationName, Consumer, Subscription, find_consumer
from apiyard.access.plan import Plan, find_plan
from apiyard.core.errors import InvalidInputError, UnknownNameError
from apiyard.core.names import ApiName, ConsumerName, Environment, PlanName

GOLD = Plan(PlanName("gold"), 120, 60)
ACME = Consumer(ConsumerName("acme"), PlanName("gold"), (ApplicationName("web"), ApplicationName("app")))


def test_a_plan_says_its_rate():
    assert GOLD.rate == 2.0
    assert str(GOLD) == "gold: 120 requests in 60 s"
    assert find_plan({"gold": GOLD}, "gold") is GOLD


@pytest.mark.parametrize(("requests", "seconds"), [(0, 1), (-1, 1), (1, 0), (10**10, 1), (1, 86_401)])
def test_a_plan_out_of_bounds_is_refused(requests, seconds):
    with pytest.raises(InvalidInputError, match="plan gold"):
        Plan(PlanName("gold"), requests, seconds)


def test_an_unknown_name_is_told_with_the_nearest_one():
    with pytest.raises(UnknownNameError, match="gold"):
        find_plan({"gold": GOLD}, "glod", where="apiyard.yaml")
    with pytest.raises(UnknownNameError, match="acme"):
        find_consumer({"acme": ACME}, "acne")
    with pytest.raises(UnknownNameError, match="web"):
        ACME.application("wep")


def test_a_consumer_has_applications():
    assert find_consumer({"acme": ACME}, "acme").application("app") == "app"
    for wrong in ((), (ApplicationName("web"), ApplicationName("web"))):
        with pytest.raises(InvalidInputError):
            Consumer(ConsumerName("acme"), PlanName("gold"), wrong)
    assert Consumer(ConsumerName("acme"), PlanName("gold")).applications == ("default",)


def test_a_subscription_has_an_id_of_its_parts():
    one = Subscription(ACME.name, ACME.applications[0], ApiName("orders"), Environment("staging"), GOLD.name)
    assert one.id == "staging/orders/acme/web"
