"""Credentials are sent where the contract asks for them, renewed when they end, and told to nobody."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from urllib.parse import parse_qs, quote, quote_plus

import pytest

from apiyard.core.errors import ForbiddenError, InvalidInputError, UnknownNameError
from apiyard.core.evidence import Verdict
from apiyard.core.options import Dotted
from apiyard.spec.load import contract_from_bytes
from apiyard.verify.auth.credential import credentials
from apiyard.verify.auth.grant import read_grant
from apiyard.verify.auth.secret import Secret, Vault
from apiyard.verify.doors.inside import Application
from apiyard.verify.event import CaseJudged
from apiyard.verify.plan import Plan
from apiyard.verify.run import run, verify

ENV = {"KEY": "key-12345678", "TOKEN": "token-abcdef", "PASSWORD": "p:w"}


def contract(scheme, **more):
    """Make a contract of one operation behind one scheme."""
    get = {"operationId": "read", "security": [{"lock": []}], "responses": {"200": {"description": "fine"}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Locked", "version": "1"},
        "paths": {"/thing": {"get": get | more}, "/open": {"get": {"responses": {"200": {"description": "fine"}}}}},
        "components": {"securitySchemes": {"lock": scheme}},
    }
    return contract_from_bytes(json.dumps(document).encode())


class Service:
    """A WSGI service that lets in whom it knows, and keeps what it was asked."""

    def __init__(self, let_in):
        self.let_in = let_in
        self.asked = []

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        status, headers, body = self.answer(environ)
        start_response(f"{status} X", headers)
        return [body]

    def answer(self, environ):
        if environ["PATH_INFO"] == "/open" or self.let_in(environ):
            return 200, [], b""
        return 401, [], b""


def plan(options, env=None, **more):
    grants = (read_grant("lock", options, Dotted("auth.lock")),)
    vault = Vault((ENV if env is None else env).get, Path("/nowhere"))
    return Plan(kinds=("examples",), seconds=60, auth=grants, vault=vault, **more)


def statuses(contract, service, plan):
    events = run(contract, Application(service), plan)
    return {event.case.operation: event.status for event in events if isinstance(event, CaseJudged)}


BASIC = "Basic " + b64encode(b"ann:p:w").decode()


@pytest.mark.parametrize(
    ("scheme", "options", "let_in"),
    [
        (
            {"type": "apiKey", "in": "header", "name": "X-Key"},
            {"kind": "api-key", "value": "${KEY}"},
            lambda environ: environ.get("HTTP_X_KEY") == ENV["KEY"],
        ),
        (
            {"type": "apiKey", "in": "query", "name": "key"},
            {"kind": "api-key", "value": "${KEY}"},
            lambda environ: parse_qs(environ["QUERY_STRING"]).get("key") == [ENV["KEY"]],
        ),
        (
            {"type": "apiKey", "in": "cookie", "name": "sid"},
            {"kind": "api-key", "value": "${KEY}"},
            lambda environ: environ.get("HTTP_COOKIE") == f"sid={ENV['KEY']}",
        ),
        (
            {"type": "http", "scheme": "bearer"},
            {"kind": "bearer", "token": "${TOKEN}"},
            lambda environ: environ.get("HTTP_AUTHORIZATION") == f"Bearer {ENV['TOKEN']}",
        ),
        (
            {"type": "http", "scheme": "basic"},
            {"kind": "basic", "user": "ann", "password": "${PASSWORD}"},
            lambda environ: environ.get("HTTP_AUTHORIZATION") == BASIC,
        ),
    ],
)
def test_credentials_that_are_known_beforehand(scheme, options, let_in):
    service = Service(let_in)
    assert statuses(contract(scheme), service, plan(options)) == {"read": 200, "get /open": 200}
    sent = {environ["PATH_INFO"]: str(environ) for environ in service.asked}
    assert not [secret for secret in (*ENV.values(), BASIC) if secret in sent["/open"]]


class TokenServer(Service):
    """A service with a token endpoint and a login; each token lets in so many times."""

    def __init__(self, uses=1_000, expires=None):
        super().__init__(self.knows)
        self.uses, self.expires, self.given, self.used = uses, expires, 0, 0

    def knows(self, environ):
        self.used += 1
        token = f"secret-token-{self.given}"
        return self.used <= self.uses and environ.get("HTTP_AUTHORIZATION") == f"Bearer {token}"

    def answer(self, environ):
        body = environ["wsgi.input"].read()
        if environ["PATH_INFO"] == "/token":
            assert environ["HTTP_AUTHORIZATION"] == "Basic " + b64encode(b"ci:p%3Aw").decode()
            assert parse_qs(body.decode())["grant_type"] == ["client_credentials"]
            return self.token("access_token")
        if environ["PATH_INFO"] == "/login":
            assert json.loads(body) == {"user": "ann", "password": ENV["PASSWORD"]}
            return self.token("token")
        return super().answer(environ)

    def token(self, name):
        self.given += 1
        self.used = 0
        told = {name: f"secret-token-{self.given}"} | ({"expires_in": self.expires} if self.expires is not None else {})
        return 200, [("Set-Cookie", f"sid=secret-token-{self.given}; Path=/")], json.dumps(told).encode()


OAUTH = {"kind": "oauth2", "client-id": "ci", "client-secret": "${PASSWORD}", "token-url": "/token"}
LOGIN = {
    "kind": "login",
    "request": {"path": "/login", "json": {"user": "ann", "password": "${PASSWORD}"}},
    "pick": "/token",
}
BEARER = {"type": "http", "scheme": "bearer"}


@pytest.mark.parametrize("options", [OAUTH, LOGIN])
def test_a_token_is_asked_for_once(options):
    service = TokenServer()
    assert statuses(contract(BEARER), service, plan(options))["read"] == 200
    assert service.given == 1


@pytest.mark.parametrize("options", [OAUTH, LOGIN])
def test_a_token_that_does_not_hold_any_longer_is_renewed(options):
    service = TokenServer(uses=2)
    report = verify(contract(BEARER), Application(service), plan(options, max_examples=10))
    more = plan(options, max_examples=10)
    fuzzed = verify(
        contract(BEARER), Application(service), Plan(("fuzz",), seconds=60, auth=more.auth, vault=more.vault)
    )
    assert service.given > 1
    assert "401" not in {*report.kinds[0].statuses, *fuzzed.kinds[0].statuses}


def test_a_token_is_renewed_before_it_ends():
    service = TokenServer(expires=0)
    both = contract(BEARER, parameters=[{"name": "a", "in": "query", "schema": {"enum": [1, 2, 3]}}])
    statuses(both, service, plan(OAUTH))
    assert service.given >= 2


def test_401_is_believed_in_the_end():
    service = TokenServer(uses=0)
    more = plan(LOGIN)
    report = verify(
        contract(BEARER), Application(service), Plan(("fuzz",), seconds=60, auth=more.auth, vault=more.vault)
    )
    assert report.kinds[0].statuses["401"] >= 1
    assert service.given <= 5


def test_a_cookie_can_be_picked():
    service = TokenServer()
    service.let_in = lambda environ: environ.get("HTTP_COOKIE") == "sid=secret-token-1"
    assert statuses(contract(BEARER), service, plan(LOGIN | {"pick": "cookie:sid"}))["read"] == 200


def test_no_report_tells_a_secret():
    def echo(environ, start_response):
        if environ["PATH_INFO"] == "/login":
            start_response("200 OK", [])
            return [b'{"token": "secret-token-1"}']
        told = environ.get("HTTP_AUTHORIZATION", "")
        start_response("500 X", [("x-told", told)])
        return [told.encode()]

    from apiyard.verify.form import forms

    more = plan(LOGIN, headers=(("X-Own", "own-secret-1"),))
    report = verify(contract(BEARER), Application(echo), more)
    failure = next(each for each in report.failures if each.case.operation == "read")
    assert '"authorization: Bearer ${LOCK}"' in failure.curl
    assert '"X-Own: ${X_OWN}"' in failure.curl
    assert failure.reply is not None
    assert failure.reply.body == b"Bearer ${LOCK}"
    texts = [repr(report), *(form.write(report) for form in forms().values())]
    assert not [text for text in texts if "secret-token" in text or "own-secret" in text]


BASIC_LOCK = {"kind": "basic", "user": "ann-lee", "password": "${PASSWORD}"}


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (BASIC_LOCK, "${PASSWORD}"),
        (BASIC_LOCK | {"password": "hunter22"}, "${LOCK}"),
        (
            {
                "kind": "login",
                "pick": "/token",
                "request": {"path": "/login", "json": {"a": [{"password": "hunter22"}]}},
            },
            "${LOCK}",
        ),
        (
            {"kind": "oauth2", "token-url": "/login", "client-id": "ci", "client-secret": "${PASSWORD}"},
            "${PASSWORD}",
        ),
    ],
)
def test_a_service_that_tells_what_it_decoded_tells_no_report_the_password(options, shown):
    from apiyard.verify.form import forms

    def tells(environ, start_response):
        if environ["PATH_INFO"] == "/login":
            start_response("200 OK", [])
            return [b'{"token": "secret-token-1", "access_token": "secret-token-1"}']
        start_response("200 OK", [("content-type", "application/json"), ("x-told", "hunter22")])
        return [b'{"user": "ann-lee", "sent": "hunter22"}']

    body = {"application/json": {"schema": {"properties": {"sent": {"maxLength": 2, "type": "string"}}}}}
    promised = contract(BEARER, responses={"200": {"description": "fine", "content": body}})
    report = verify(promised, Application(tells), plan(options, {"PASSWORD": "hunter22"}))
    failure = next(each for each in report.failures if each.case.operation == "read")
    assert failure.reply is not None
    assert json.loads(failure.reply.body) == {"user": "ann-lee", "sent": shown}
    assert not [text for text in (repr(report), *(form.write(report) for form in forms().values())) if "hunter" in text]


def test_the_password_in_a_header_of_the_plan_is_hidden_as_a_service_decodes_it():
    def tells(environ, start_response):
        start_response("500 X", [("x-told", "hunter22")])
        return [b"ann and hunter22"]

    report = verify(
        contract(BEARER),
        Application(tells),
        Plan(kinds=("examples",), seconds=60, headers=(("Authorization", "Basic YW5uOmh1bnRlcjIy"),)),
    )
    assert report.failures
    assert "hunter22" not in repr(report)
    assert "YW5uOmh1bnRlcjIy" not in repr(report)


def test_secrets_are_hidden_as_urls_forms_and_json_spell_them():
    secret = 'p+q/r s"t=\u00fc'
    texts = [quote(secret, safe=""), quote(secret), quote_plus(secret), json.dumps(secret).replace("/", "\\/")]
    texts += [json.dumps(secret), json.dumps(secret, ensure_ascii=False), quote_plus(secret).lower()]

    def echo(environ, start_response):
        start_response("500 X", [("content-type", "text/plain")])
        return [" ".join(texts).encode()]

    given = plan({"kind": "api-key", "value": "${KEY}", "place": "query", "name": "key"}, {"KEY": secret})
    report = verify(contract(BEARER), Application(echo), given)
    failure = next(each for each in report.failures if each.case.operation == "read")
    assert failure.reply is not None
    assert failure.reply.body.decode().replace('"', "").split() == ["${KEY}"] * len(texts)


@pytest.mark.parametrize(
    ("options", "error", "what"),
    [
        ({"kind": "bearer", "token": "${NOT_SET}"}, InvalidInputError, "not set"),
        ({"kind": "bearer", "token": "${file:nothing}"}, InvalidInputError, "cannot be read"),
        (OAUTH | {"token-url": ""}, InvalidInputError, "nobody says where"),
        (OAUTH | {"token-url": "/thing"}, InvalidInputError, "token server answered 401"),
        (OAUTH | {"token-url": "http://192.0.2.1/token"}, ForbiddenError, "not on this machine"),
        (LOGIN | {"pick": "/other"}, InvalidInputError, "does not hold it"),
        (LOGIN | {"request": {"path": "/thing"}}, InvalidInputError, "answered with 401"),
    ],
)
def test_what_cannot_be_obtained_is_told_before_the_run(options, error, what):
    with pytest.raises(error, match=what):
        verify(contract(BEARER), Application(TokenServer()), plan(options))


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"kind": "api-kee", "value": "x"}, UnknownNameError),
        ({"value": "x"}, InvalidInputError),
        ({"kind": "api-key"}, InvalidInputError),
        ({"kind": "api-key", "value": "${a b}"}, InvalidInputError),
        ({"kind": "oauth2", "client-id": "a", "client-secret": "b", "style": "none"}, InvalidInputError),
    ],
)
def test_what_is_no_credential_is_told(options, error):
    with pytest.raises(error):
        read_grant("lock", options, Dotted("auth.lock"))


def test_a_scheme_that_the_contract_does_not_know_is_sent_only_always():
    known = contract({"type": "apiKey", "in": "header", "name": "X-Key"})
    written = {"kind": "api-key", "value": "k", "place": "header", "name": "X-Other"}
    with pytest.raises(UnknownNameError, match="lok"):
        verify(known, Application(Service(bool)), Plan(auth=(read_grant("lok", written, Dotted()),)))
    service = Service(lambda environ: environ.get("HTTP_X_OTHER") == "k")
    always = read_grant("own", written | {"always": True}, Dotted())
    verify(known, Application(service), Plan(("examples",), auth=(always,)))
    assert [environ["HTTP_X_OTHER"] for environ in service.asked] == ["k", "k"]


def test_a_file_holds_a_secret(tmp_path):
    (tmp_path / "key").write_text("from-a-file\n")
    assert Vault(lambda _: None, tmp_path).reveal(Secret("a ${file:key}")) == "a from-a-file"
    assert repr(Secret("hush")) == "Secret(...)"


def test_examples_of_credentials_can_be_read():
    import yaml

    for credential in credentials().values():
        assert read_grant("lock", yaml.safe_load(credential.example), Dotted()).credential == credential


def test_who_is_never_let_in_has_verified_nothing():
    report = verify(contract(BEARER), Application(Service(lambda _: False)), Plan(("examples",), seconds=60))
    assert report.verdict is Verdict.WARN
    assert report.kinds[0].skipped == {"read": "every reply was 401 or 403: give credentials"}
    assert report.kinds[0].reached == ("get /open",)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("${TOK}", "${TOK}"),
        ("Token ${TOK}", "Token ${TOK}"),
        ("hunter2${TOK}", "${KEY}"),
        ("${A}:${B}", "${KEY}"),
        ("hunter2", "${KEY}"),
    ],
)
def test_the_word_before_a_secret_is_shown_where_it_names_a_scheme(text, shown):
    assert Secret(text).shown("KEY") == shown
