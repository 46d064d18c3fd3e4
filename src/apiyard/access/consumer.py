"""Consumers, their applications, and what an application subscribes to."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.names import ApiName, ConsumerName, Environment, PlanName, Slug
from apiyard.core.noun import dataclass


class ApplicationName(Slug):
    """The name of one program of a consumer; a key belongs to one."""

    __slots__ = ()
    noun = "application name"


@dataclass(frozen=True, slots=True)
class Consumer:
    """Somebody who calls APIs; people behind it are kept elsewhere, where they can be deleted.

    Args:
        name: the consumer's name.
        plan: the plan of its keys when they name no other.
        applications: its applications, at least one.

    Raises:
        InvalidInputError: no application, or one named twice.
    """

    name: ConsumerName
    plan: PlanName
    applications: tuple[ApplicationName, ...] = (ApplicationName("default"),)

    def __post_init__(self) -> None:
        """Check the applications."""
        if not self.applications or len(set(self.applications)) != len(self.applications):
            raise InvalidInputError(
                "a consumer needs at least one application, each named once",
                where=f"consumer {self.name}",
                piece=", ".join(self.applications),
            )

    def application(self, name: str) -> ApplicationName:
        """Give one application by name.

        Args:
            name: the name as written by the user.

        Raises:
            UnknownNameError: the consumer has no such application; names the nearest one.
        """
        if name not in self.applications:
            raise unknown("application", name, self.applications, where=f"consumer {self.name}")
        return ApplicationName(name)


@dataclass(frozen=True, slots=True)
class Subscription:
    """An application that may call an API in an environment.

    Args:
        consumer: whose application.
        application: which one.
        api: what it may call.
        environment: where.
        plan: how much.
    """

    consumer: ConsumerName
    application: ApplicationName
    api: ApiName
    environment: Environment
    plan: PlanName

    @property
    def id(self) -> str:
        """The id of its intent, ``ENVIRONMENT/API/CONSUMER/APPLICATION``."""
        return f"{self.environment}/{self.api}/{self.consumer}/{self.application}"


def find_consumer(consumers: Mapping[str, Consumer], name: str, *, where: str = "") -> Consumer:
    """Give a consumer by name.

    Args:
        consumers: consumers by name.
        name: the name as written by the user.
        where: the place it was written at.

    Returns:
        The consumer.

    Raises:
        UnknownNameError: there is no such consumer; names the nearest one.
    """
    if name not in consumers:
        raise unknown("consumer", name, consumers, where=where)
    return consumers[name]
