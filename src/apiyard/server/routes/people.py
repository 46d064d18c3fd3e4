"""People who sign in, and contacts of consumers: personal data, which can be deleted and is no part of the ledger."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from apiyard.server.identity import Admin, Doors
from apiyard.wiring.people import add_person, contact, people, remove_person, set_contact

ROUTER = APIRouter(prefix="/api", tags=["people"])


class PersonAsked(BaseModel):
    """Who shall sign in."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(max_length=100)
    role: str = "viewer"
    password: SecretStr = Field(max_length=1000)
    contact: str = Field(default="", max_length=300)


class ContactAsked(BaseModel):
    """How to reach a consumer."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(max_length=200)
    email: str = Field(max_length=300)


@ROUTER.post("/people", operation_id="addPerson", summary="Let somebody sign in")
def make_person(parts: Doors, _: Admin, asked: PersonAsked) -> dict[str, Any]:
    """Let somebody sign in to the portal; the password is kept as its argon2 hash only."""
    password = asked.password.get_secret_value()
    return add_person(parts, asked.name, role=asked.role, password=password, contact=asked.contact)


@ROUTER.get("/people", operation_id="listPeople", summary="Who may sign in")
def list_people(parts: Doors, _: Admin) -> dict[str, Any]:
    """List names, roles and contacts."""
    return {"people": people(parts)}


@ROUTER.delete("/people/{name}", operation_id="removePerson", summary="Forget a person")
def delete_person(parts: Doors, caller: Admin, name: str) -> dict[str, Any]:
    """Let somebody sign in no more, and forget them."""
    remove_person(parts, name, by=caller.name)
    return {"name": name, "removed": True}


@ROUTER.put("/consumers/{consumer}/contact", operation_id="setContact", summary="Keep how to reach a consumer")
def put_contact(parts: Doors, _: Admin, *, consumer: str, asked: ContactAsked) -> dict[str, Any]:
    """Keep a name and an address for a consumer."""
    return set_contact(parts, consumer, name=asked.name, email=asked.email)


@ROUTER.get("/consumers/{consumer}/contact", operation_id="getContact", summary="How to reach a consumer")
def get_contact(parts: Doors, _: Admin, consumer: str) -> dict[str, Any]:
    """Give the contact of a consumer."""
    return contact(parts, consumer)


@ROUTER.delete("/consumers/{consumer}/contact", operation_id="deleteContact", summary="Forget a contact")
def delete_contact(parts: Doors, _: Admin, consumer: str) -> dict[str, Any]:
    """Delete the contact of a consumer; facts about the consumer stay, for they name no person."""
    parts.store.people.delete_contact(consumer)
    return {"consumer": consumer, "removed": True}
