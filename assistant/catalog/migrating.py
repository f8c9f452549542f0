"""Brings a catalog of an older format to the present one, in one transaction and after a copy.

The steps are written out in SQL: the tables of ``schema.py`` go on changing, what a step does must not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Connection, text

from assistant.catalog import schema, sqlite
from assistant.catalog.folding import family, fold

_ADDED_IN_2 = """
CREATE TABLE IF NOT EXISTS chats (id VARCHAR NOT NULL PRIMARY KEY, title TEXT NOT NULL, used INTEGER NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS turns
    (chat_id VARCHAR NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (chat_id, number));
ALTER TABLE chats ADD COLUMN owner VARCHAR NOT NULL DEFAULT '';
ALTER TABLE chats ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE turns ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE papers ADD COLUMN first_author VARCHAR NOT NULL DEFAULT '';
ALTER TABLE papers DROP COLUMN names;
ALTER TABLE capsules ADD COLUMN made VARCHAR;
ALTER TABLE capsules ADD COLUMN about TEXT NOT NULL DEFAULT '{}';
CREATE TABLE facets
    (kind VARCHAR NOT NULL, value VARCHAR NOT NULL, paper_id VARCHAR NOT NULL, PRIMARY KEY (kind, value, paper_id));
CREATE TABLE answers ("key" VARCHAR NOT NULL PRIMARY KEY, generation INTEGER NOT NULL, capsule VARCHAR NOT NULL);
CREATE INDEX ix_facets_paper_id ON facets (paper_id);
CREATE INDEX ix_chats_owner ON chats (owner);
CREATE INDEX ix_capsules_kind ON capsules (kind)
"""


def migrate(connection: Connection, file: Path, known: int) -> None:
    """Copy the file beside itself, then take step after step from format ``known`` on.

    The connection must be the writer: nobody changes the file between the copy and the steps.
    """
    sqlite.copy(file, file.with_name(f"{file.stem}.format-{known}{file.suffix}"))
    for number in range(known + 1, schema.FORMAT + 1):
        _STEPS[number](connection)


def _to_2(connection: Connection) -> None:
    """What conversations and papers are found by, what capsules are about, and answers that can be given again."""
    for statement in _ADDED_IN_2.split(";"):
        connection.execute(text(statement))
    for id_, state in connection.execute(text("SELECT id, state FROM papers")).all():
        paper = json.loads(state)
        first = {"id": id_, "first": family(paper["authors"][0]) if paper["authors"] else ""}
        connection.execute(text("UPDATE papers SET first_author = :first WHERE id = :id"), first)
        values = [("venue", paper["venue"]), *(("category", one) for one in dict.fromkeys(paper["categories"]))]
        for kind, value in values:
            row = {"kind": kind, "value": value, "id": id_}
            if value:
                connection.execute(text("INSERT INTO facets VALUES (:kind, :value, :id)"), row)
    for id_, title in connection.execute(text("SELECT id, title FROM chats")).all():
        connection.execute(text("UPDATE chats SET words = :words WHERE id = :id"), {"words": fold(title), "id": id_})
    for chat, number, turn in connection.execute(text("SELECT chat_id, number, text FROM turns")).all():
        row = {"words": fold(json.loads(turn)["question"]), "chat": chat, "number": number}
        connection.execute(text("UPDATE turns SET words = :words WHERE chat_id = :chat AND number = :number"), row)
    for number, run in connection.execute(text("SELECT number, text FROM capsules WHERE kind = 'review'")).all():
        review = json.loads(run)["result"]
        about = {"theme": review["theme"], "title": review["title"], "papers": len(review["references"])}
        row = {"about": json.dumps(about, ensure_ascii=False), "number": number}
        connection.execute(text("UPDATE capsules SET about = :about WHERE number = :number"), row)


_STEPS: Mapping[int, Callable[[Connection], None]] = {2: _to_2}
