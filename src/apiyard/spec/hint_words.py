"""The words that made values are built of: people, places and things that nobody is offended or fooled by."""

from __future__ import annotations

from typing import NamedTuple


class Person(NamedTuple):
    """Somebody who does not exist."""

    first: str
    last: str


class Town(NamedTuple):
    """Where somebody may live."""

    city: str
    region: str
    postcode: str
    country: str
    code: str
    code3: str
    zone: str
    currency: str
    latitude: float
    longitude: float


PEOPLE = (
    Person("Ada", "Berg"),
    Person("Mateo", "Silva"),
    Person("Noor", "Haddad"),
    Person("Ines", "Moreau"),
    Person("Kofi", "Mensah"),
    Person("Yuki", "Tanaka"),
    Person("Lena", "Vogel"),
    Person("Arjun", "Rao"),
    Person("Maya", "Novak"),
    Person("Liam", "Walsh"),
    Person("Zoe", "Papas"),
    Person("Omar", "Farah"),
)
TOWNS = (
    Town("Bergen", "Vestland", "5003", "Norway", "NO", "NOR", "Europe/Oslo", "NOK", 60.3913, 5.3221),
    Town("Porto", "Norte", "4000-013", "Portugal", "PT", "PRT", "Europe/Lisbon", "EUR", 41.1579, -8.6291),
    Town("Leipzig", "Saxony", "04109", "Germany", "DE", "DEU", "Europe/Berlin", "EUR", 51.3397, 12.3731),
    Town("Lyon", "Rhône", "69001", "France", "FR", "FRA", "Europe/Paris", "EUR", 45.764, 4.8357),
    Town("Nagoya", "Aichi", "450-0002", "Japan", "JP", "JPN", "Asia/Tokyo", "JPY", 35.1815, 136.9066),
    Town("Portland", "Oregon", "97201", "United States", "US", "USA", "America/Los_Angeles", "USD", 45.5152, -122.6784),
    Town("Galway", "Connacht", "H91 E6K3", "Ireland", "IE", "IRL", "Europe/Dublin", "EUR", 53.2707, -9.0568),
    Town("Cusco", "Cusco", "08002", "Peru", "PE", "PER", "America/Lima", "PEN", -13.5319, -71.9675),
)
STREETS = ("Harbor Street", "Mill Lane", "Orchard Road", "Station Road", "Linden Avenue", "Quay Street", "Hill View")
COMPANIES = ("Northwind Tools", "Blue Lantern", "Cedar & Sons", "Harbor Foods", "Juniper Labs", "Fjord Logistics")
PRODUCTS = ("Copper Kettle", "Oak Desk", "Wool Blanket", "Desk Lamp", "Travel Mug", "Canvas Bag", "Steel Bottle")
PETS = ("Rex", "Luna", "Milo", "Bella", "Otto", "Nala", "Pixel", "Mochi")
TITLES = ("A quiet harbor", "Notes on tea", "The long way home", "Seven small boats", "Morning in the mill")
JOBS = ("Engineer", "Designer", "Editor", "Analyst", "Gardener", "Baker", "Teacher")
SENTENCES = (
    "Arrived in good order and works as described.",
    "Please ring twice; the bell is quiet.",
    "Made by hand in small batches.",
    "A short text that says what this is about.",
    "Leave it with the neighbours if nobody is home.",
    "Ready for collection from Monday on.",
)
COLORS = ("teal", "amber", "navy", "olive", "coral", "ivory", "plum")
WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbor")
ORDER = (
    (("creat", "regist", "start", "begin", "from", "order", "publish", "open", "since"), 1),
    (("updat", "modif", "chang", "edit", "ship", "paid", "last"), 2),
    (("end", "expir", "due", "until", "clos", "deliver", "complet", "finish", "deleted"), 11),
)
DATES = frozenset({"date", "birthdate", "birthday", "dateofbirth", "dob", "startdate", "enddate", "duedate"})
MOMENTS = frozenset({"moment", "timestamp", "datetime", "created", "updated", "modified"}) | DATES
PICTURES = frozenset(
    (
        "avatar",
        "image",
        "photo",
        "picture",
        "thumbnail",
        "logo",
        "icon",
        "imageurl",
        "avatarurl",
        "photourl",
        "photos",
        "images",
    )
)
PERSONS = frozenset(
    (
        "user",
        "customer",
        "owner",
        "author",
        "person",
        "employee",
        "contact",
        "member",
        "buyer",
        "seller",
        "sender",
        "recipient",
        "assignee",
        "creator",
        "student",
        "teacher",
        "patient",
        "doctor",
        "driver",
        "guest",
        "client",
        "account",
        "profile",
        "reviewer",
        "manager",
        "billing",
        "shipping",
    )
)
TRUE = frozenset(
    (
        "active",
        "enabled",
        "available",
        "verified",
        "public",
        "visible",
        "success",
        "ok",
        "valid",
        "instock",
        "accepted",
        "paid",
    )
)
FALSE = frozenset(
    (
        "deleted",
        "archived",
        "disabled",
        "blocked",
        "expired",
        "hidden",
        "private",
        "locked",
        "draft",
        "error",
        "cancelled",
    )
)
MONEY = frozenset(
    (
        "price",
        "amount",
        "total",
        "cost",
        "subtotal",
        "fee",
        "balance",
        "salary",
        "tax",
        "discount",
        "revenue",
    )
)
