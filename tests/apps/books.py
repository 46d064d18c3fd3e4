"""A server that keeps the promises of books.yaml, and a memory of what was done to it."""

from __future__ import annotations

import itertools
import re
from typing import Any

from tests.apps.service import CONTRACTS, Answer, Call, RefusedError, Service, is_text, is_whole

Book = dict[str, Any]


class Books(Service):
    contract = CONTRACTS / "books.yaml"
    routes = {  # noqa: RUF012 - a table
        "GET /books": "list_books",
        "POST /books": "create_book",
        "GET /books/{bookId}": "get_book",
        "PUT /books/{bookId}": "replace_book",
        "PATCH /books/{bookId}": "change_book",
        "DELETE /books/{bookId}": "delete_book",
    }

    def __init__(self) -> None:
        self.ids = itertools.count(1)
        self.numbers = itertools.count(1)
        self.books: dict[int, Book] = {}
        self.tags: dict[int, str] = {}
        for year in range(1811, 1818):
            self.add({"title": f"Book of {year}", "author": "Jane Austen", "year": year})

    def list_books(self, call: Call) -> Answer:
        offset = call.number("offset", 0, low=0, high=100_000)
        limit = call.number("limit", 5, low=1, high=20)
        return Answer(200, {"items": self.page(offset, limit), "total": len(self.listed())})

    def create_book(self, call: Call) -> Answer:
        book = self.add(self.good(call.json()))
        return Answer(201, book, {"location": f"/books/{book['id']}"})

    def get_book(self, call: Call, text: str) -> Answer:
        return self.tagged(self.found(text))

    def replace_book(self, call: Call, text: str) -> Answer:
        new, old = self.good(call.json()), self.found(text)
        self.match(call.headers.get("if-match", "*"), old)
        return self.tagged(self.keep({"id": old["id"], **new}))

    def change_book(self, call: Call, text: str) -> Answer:
        new = call.json("application/merge-patch+json")
        if not isinstance(new, dict) or not new.keys() <= {"title", "year"}:
            raise RefusedError(400)
        old = self.found(text)
        self.good({name: value for name, value in {**old, **new}.items() if name != "id"})
        return self.tagged(self.keep({**old, **new}))

    def delete_book(self, call: Call, text: str) -> Answer:
        self.forget(self.found(text)["id"])
        return Answer(204)

    def page(self, offset: int, limit: int) -> list[Book]:
        return self.listed()[offset : offset + limit]

    def listed(self) -> list[Book]:
        return [self.books[number] for number in sorted(self.books)]

    def add(self, new: Book) -> Book:
        return self.keep({"id": next(self.ids), **new})

    def keep(self, book: Book) -> Book:
        self.books[book["id"]] = book
        self.tags[book["id"]] = f'"{next(self.numbers)}"'
        return book

    def tagged(self, book: Book) -> Answer:
        return Answer(200, book, {"etag": self.tags[book["id"]]})

    def match(self, wanted: str, book: Book) -> None:
        if wanted.strip() != "*" and self.tags[book["id"]] not in [each.strip() for each in wanted.split(",")]:
            raise RefusedError(412)

    def forget(self, number: int) -> None:
        del self.books[number]

    def found(self, text: str) -> Book:
        number = int(text) if re.fullmatch("[1-9][0-9]{0,8}", text) else 0
        if number not in self.books:
            raise RefusedError(404)
        return self.books[number]

    def good(self, book: Any) -> Book:
        if not isinstance(book, dict) or book.keys() != {"title", "author", "year"}:
            raise RefusedError(400)
        names = is_text(book["title"], low=1, high=60) and is_text(book["author"], low=1, high=60)
        if not names or not is_whole(book["year"], low=1450, high=2100):
            raise RefusedError(400)
        return book


app = Books()
