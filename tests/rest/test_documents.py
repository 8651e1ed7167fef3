"""An input over HTTP is checked and made as on the command line."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs import compose, load, write
from aftersales_docs.checking import check
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.rest import examples
from aftersales_docs.desk.rest.problems import problem_as_data
from aftersales_docs.kinds import KINDS
from aftersales_docs.messages import UI_LANGS, speaking

from .conftest import Caller, sample, token


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_document_is_the_one_that_the_command_line_makes(
    caller: Caller, kind: str, tmp_path: Path
) -> None:
    given = examples.example(kind)
    assert given, "a sample of each kind stands in the description"
    answer = caller.post(f"documents/{kind}", given)
    assert answer.status_code == 200, answer.content
    path = tmp_path / "input.json"
    path.write_text(json.dumps(given))
    data = load(path)
    document = compose(data)
    files = {one["name"].rpartition(".")[2]: one for one in answer.json()["files"]}
    assert set(files) == {"docx", "pdf"}
    for name, file in files.items():
        content = base64.b64decode(file["content"])
        assert content == write(document, name, data=data)  # type: ignore[arg-type]
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
    assert answer.json()["title"] == document.meta.title


@pytest.mark.parametrize(
    ("form", "media"),
    [
        ("pdf", "application/pdf"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("zip", "application/zip"),
    ],
)
def test_the_form_is_chosen_by_query_or_head(caller: Caller, form: str, media: str) -> None:
    given = examples.example("claim-response")
    by_query = caller.post(f"documents/claim-response?format={form}", given)
    by_head = caller.post("documents/claim-response", given, headers={"accept": media})
    assert by_query["Content-Type"] == by_head["Content-Type"] == media
    assert by_query.content == by_head.content
    assert by_query["Content-Disposition"].startswith("attachment")
    if form == "zip":
        names = zipfile.ZipFile(io.BytesIO(by_query.content)).namelist()
        assert [one.rpartition(".")[2] for one in names] == ["docx", "pdf"]


def test_a_format_that_there_is_not_is_refused(caller: Caller) -> None:
    given = examples.example("claim-response")
    answer = caller.post("documents/claim-response", given, headers={"accept": "text/html"})
    assert (answer.status_code, code_of(answer)) == (406, "not-acceptable")
    answer = caller.post("documents/claim-response?format=odt", given)
    assert (answer.status_code, code_of(answer)) == (400, "bad-parameter")


@pytest.mark.parametrize("lang", UI_LANGS)
@pytest.mark.parametrize("kind", list(KINDS))
def test_problems_are_those_of_the_command_line_in_the_callers_language(
    register: Register, kind: str, lang: Any
) -> None:
    given = {**examples.example(kind), "date": "2026-02-30", "law": "xx"}
    caller = Caller(token(register, "write"), lang)
    answer = caller.post(f"documents/{kind}", given)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Content-Language"] == lang
    body = answer.json()
    with speaking(lang):
        expected = [problem_as_data(one) for one in check(given) if one.severity == "error"]
    told = [(one["code"], one["field"]) for one in body["problems"]]
    words = {(one["code"], one["field"]): one["message"] for one in expected}
    for one in body["problems"]:
        if (one["code"], one["field"]) in words:
            assert one["message"] == words[one["code"], one["field"]]
    assert {(one["code"], one["field"]) for one in expected} >= set(told)
    assert body["status"] == 422
    assert body["type"].endswith(body["problems"][0]["code"])
    checked = caller.post(f"documents/{kind}/check", given)
    assert checked.status_code == 200
    assert not checked.json()["ok"]
    assert {(one["code"], one["field"]) for one in checked.json()["problems"]} >= set(told)


def test_amounts_are_taken_to_the_last_figure(caller: Caller) -> None:
    body = '{"lang": "de", "law": "de",\n "price": 749.10}'
    answer = caller.post("documents/claim-response/check", body)
    fields = {one["field"]: one for one in answer.json()["problems"]}
    assert answer.json()["ok"] is False
    assert {one["place"]["file"] for one in fields.values() if one["place"]} == {"input.json"}
    assert fields["price"]["place"]["line"] == 2 if "price" in fields else True


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (" ", 400, "no-object"),
        ("[]", 400, "no-object"),
        ("{", 422, "json-syntax"),
        ('{"kind": "job-description"}', 422, "kind-differs"),
        ('{"lang": "de", "lang": "ru"}', 422, "key-twice"),
        ("{" + '"a": [' * 60 + "]" * 60 + "}", 422, "too-deep"),
        ('{"a": "' + "x" * 1_100_000 + '"}', 413, "too-large"),
        ('{"a": "' + "x" * 6_000_000 + '"}', 413, "too-large"),
        ('{"house": "/etc/passwd"}', 422, "file-not-sent"),
        ('{"organisation": {"logo": "../../secret.png"}}', 422, "file-not-sent"),
        ('{"enclosures": [{"name": "x", "file": "/etc/passwd"}]}', 422, "file-not-sent"),
        ('{"bilingual": {"file": "../x.yaml"}}', 422, "file-not-sent"),
    ],
)
def test_what_cannot_be_an_input_is_refused(
    caller: Caller, body: str, status: int, code: str
) -> None:
    for address in ("documents/claim-response", "documents/claim-response/check"):
        answer = caller.post(address, body)
        assert answer.status_code == status, answer.content[:300]
        assert answer["Content-Type"] == "application/problem+json"
        assert code_of(answer) == code


def test_no_problem_tells_where_the_input_lay(caller: Caller) -> None:
    given = {**examples.example("claim-response"), "house": "house.yaml"}
    for address in ("documents/claim-response", "documents/claim-response/check"):
        answer = caller.post(address, given)
        assert answer.status_code == 422
        assert b"/tmp" not in answer.content
        assert b"aftersales-docs-" not in answer.content


@pytest.mark.parametrize("lang", ["de", "ru"])
def test_articles_are_cited_as_the_callers_language_does(register: Register, lang: Any) -> None:
    given = {**sample("claim-response", "refund.ru.ru"), "date": "2027-06-01"}
    answer = Caller(token(register, "write"), lang).post("documents/claim-response/check", given)
    with speaking(lang):
        expected = [problem_as_data(one)["message"] for one in check(given)]
    assert sorted(one["message"] for one in answer.json()["problems"]) == sorted(expected)


def test_files_go_along_with_the_input(caller: Caller) -> None:
    given = examples.example("claim-response")
    given = {**given, "organisation": {"use": "organisation"}, "house": "house.yaml"}
    house = json.dumps({"organisation": examples.example("claim-response")["organisation"]})
    answer = caller.client.post(
        "/api/v1/documents/claim-response?format=pdf",
        {"input": json.dumps(given), "files": file(house.encode(), "house.yaml")},
    )
    assert answer.status_code == 200, answer.content
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["input.json", ".hidden", "a/../../b", "nul\0x", "x."])
def test_a_file_keeps_to_its_folder(caller: Caller, name: str) -> None:
    answer = caller.client.post(
        "/api/v1/documents/claim-response",
        {"input": json.dumps(examples.example("claim-response")), "files": file(b"x", name)},
    )
    # Django takes the folders off a name; what is left may be a name.
    assert answer.status_code in (200, 400)
    if answer.status_code == 400:
        assert code_of(answer) == "file-name"


def test_kinds_and_their_schemas(caller: Caller) -> None:
    found = caller.get("kinds").json()["kinds"]
    assert [one["kind"] for one in found] == list(KINDS)
    for one in found:
        schema = caller.get(f"kinds/{one['kind']}/schema")
        assert schema["Content-Type"] == "application/schema+json"
        assert schema.json()["title"] == one["kind"]
    assert caller.get("kinds/none/schema").status_code == 404


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [("get", "nothing", 404), ("get", "documents/claim-response", 405), ("post", "kinds", 405)],
)
def test_every_refusal_is_a_problem(
    caller: Caller, method: str, address: str, status: int
) -> None:
    answer = getattr(caller, method)(address)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status


def code_of(answer: Any) -> str:
    return str(answer.json()["type"]).rpartition(":")[2]


def file(content: bytes, name: str) -> io.BytesIO:
    made = io.BytesIO(content)
    made.name = name
    return made
