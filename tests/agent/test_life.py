"""The life of a process, as a playbook without processes."""

from __future__ import annotations

from apiyard.agent.life import LONGEST_DELAY, STABLE_SECONDS, Life, Rules, died, hung, probed, started
from apiyard.wiring.node_messages import ProcessState

RULES = Rules(start_seconds=5.0, threshold=3)


def test_well_at_the_first_answer():
    life = started(Life(), 100.0, again=False)
    assert life.state is ProcessState.STARTING
    assert probed(life, well=True, now=100.5, rules=RULES).state is ProcessState.HEALTHY


def test_never_well_is_unhealthy_after_its_start_time():
    life = started(Life(), 100.0, again=False)
    life = probed(life, well=False, now=104.9, rules=RULES)
    assert life.state is ProcessState.STARTING
    assert probed(life, well=False, now=105.0, rules=RULES).state is ProcessState.UNHEALTHY


def test_once_well_needs_the_threshold_to_be_unhealthy():
    life = probed(started(Life(), 0.0, again=False), well=True, now=1.0, rules=RULES)
    for now in (2.0, 3.0):
        life = probed(life, well=False, now=now, rules=RULES)
        assert life.state is ProcessState.HEALTHY
    life = probed(life, well=False, now=4.0, rules=RULES)
    assert life.state is ProcessState.UNHEALTHY
    assert not hung(life, RULES)
    assert probed(life, well=True, now=5.0, rules=RULES).state is ProcessState.HEALTHY


def test_unwell_for_long_is_hung_but_only_when_it_was_well():
    was_well = probed(started(Life(), 0.0, again=False), well=True, now=1.0, rules=RULES)
    never_well = started(Life(), 0.0, again=False)
    for now in range(30):
        was_well = probed(was_well, well=False, now=float(now), rules=RULES)
        never_well = probed(never_well, well=False, now=float(now), rules=RULES)
    assert hung(was_well, RULES)
    assert not hung(never_well, RULES)


def test_death_after_a_stable_life_restarts_at_once():
    life = probed(started(Life(), 0.0, again=False), well=True, now=1.0, rules=RULES)
    life = died(life, -9, STABLE_SECONDS + 1)
    assert (life.state, life.exit_code, life.next_start) == (ProcessState.EXITED, -9, STABLE_SECONDS + 1)
    assert not life.crash_loop


def test_quick_deaths_double_the_delay_up_to_a_bound_and_are_a_crash_loop():
    life, delays = Life(), []
    for _ in range(12):
        life = died(started(life, 0.0, again=True), 1, 0.0)
        delays.append(life.next_start)
    assert delays[:4] == [0.25, 0.5, 1.0, 2.0]
    assert delays[-1] == LONGEST_DELAY
    assert life.crash_loop
    assert life.restarts == 12


def test_a_stable_life_ends_the_crash_loop():
    life = Life(quick_deaths=7)
    life = probed(started(life, 0.0, again=True), well=True, now=STABLE_SECONDS + 1, rules=RULES)
    assert not life.crash_loop
