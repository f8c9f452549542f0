"""The tables of the catalog. Nothing here knows which database holds them.

A paper's state is what its source rows add up to (``union.py``); it is stored so that it can be read and
searched. What the index holds is kept by paper id, apart from the papers, so that a removed paper is
remembered until the index has dropped it.
"""

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

FORMAT = 2

tables = MetaData()

meta = Table(
    "meta",
    tables,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)

papers = Table(
    "papers",
    tables,
    Column("id", String, primary_key=True),
    Column("age", Integer, nullable=False, unique=True),  # the seq of the paper's first source row
    Column("key", String, nullable=False, unique=True),
    Column("year", Integer, index=True),
    # For searching, folded: the title in letters only; authors and categories one a line.
    Column("title", Text, nullable=False, index=True),
    Column("authors", Text, nullable=False),
    Column("first_author", String, nullable=False),  # the family name in letters only
    Column("venue", Text, nullable=False),
    Column("categories", Text, nullable=False),
    # The long ones come last, so that reading the others stays quick.
    Column("state", Text, nullable=False),  # Bibliography as JSON
    Column("words", Text, nullable=False),  # what search words are looked for in, folded
)

facets = Table(  # what papers are counted by, as shown
    "facets",
    tables,
    Column("kind", String, primary_key=True),  # venue, category
    Column("value", String, primary_key=True),
    Column("paper_id", String, primary_key=True, index=True),
)

aliases = Table(
    "aliases",
    tables,
    Column("alias", String, primary_key=True),
    Column("paper_id", String, nullable=False, index=True),
)

sources = Table(
    "sources",
    tables,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # order of arrival
    Column("paper_id", String, nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("hash", String, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("fields", Text, nullable=False),  # the rest of the Record as JSON
)

marks = Table(
    "marks",
    tables,
    Column("mark", String, primary_key=True),  # what two records of one paper share, see identity.py
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Index("marks_by_seq", "seq"),
)

indexed = Table(
    "indexed",
    tables,
    Column("paper_id", String, primary_key=True),
    Column("passages", Integer, nullable=False),
)

pending = Table(
    "pending",
    tables,
    Column("number", Integer, primary_key=True),
    Column("paper_id", String, nullable=False, unique=True),
)

rejections = Table(
    "rejections",
    tables,
    Column("number", Integer, primary_key=True),
    Column("source", Text, nullable=False, index=True),
    Column("where", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

capsules = Table(
    "capsules",
    tables,
    Column("number", Integer, primary_key=True),
    Column("hash", String, nullable=False, unique=True),
    Column("kind", String, nullable=False, index=True),
    Column("made", String),  # when, ISO in UTC; unknown of those older than format 2
    Column("about", Text, nullable=False),  # what a list of them shows, as JSON
    Column("text", Text, nullable=False),
)

chats = Table(
    "chats",
    tables,
    Column("id", String, primary_key=True),
    Column("owner", String, nullable=False, index=True),  # empty: the local user
    Column("title", Text, nullable=False),
    Column("words", Text, nullable=False),  # the title, folded
    Column("used", Integer, nullable=False, unique=True),  # grows with every answer: the last used has the highest
)

turns = Table(
    "turns",
    tables,
    Column("chat_id", String, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # from 1 within the chat
    Column("words", Text, nullable=False),  # the question, folded
    Column("text", Text, nullable=False),  # Turn as JSON
)

answers = Table(
    "answers",
    tables,
    Column("key", String, primary_key=True),  # a hash of all that an answer depends on
    Column("generation", Integer, nullable=False),  # of the index it was made with
    Column("capsule", String, nullable=False),
)
