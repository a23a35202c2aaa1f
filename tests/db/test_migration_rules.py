"""Migrations only add to the tables that the version before uses, and hold nobody up."""

import io
import subprocess
import sys
from collections.abc import Callable, Collection
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import Script, ScriptDirectory

from db.migrate import config

# Those of before the first release: nobody has tables that they could get in the way of.
_FIRST = {"0001", "0002", "0003", "0004", "0005", "0006"}
_DROPS = ("ban-drop-column", "ban-drop-table", "ban-drop-not-null", "ban-drop-constraint")
# They say how to write SQL by hand, or ask for what env.py does for all.
_NOT_OURS = ("prefer-robust-stmts", "require-timeout-settings", "prefer-text-field")


def complaints(upgrade: Callable[[], None], *, drops: bool = False) -> str:
    """What squawk says of the SQL of a migration. ``drops``: nothing uses it any more."""
    sql = io.StringIO()
    options = {"as_sql": True, "output_buffer": sql}
    context = MigrationContext.configure(dialect_name="postgresql", opts=options)
    with Operations.context(context), context.begin_transaction():
        upgrade()
    excluded: Collection[str] = (*_NOT_OURS, *(_DROPS if drops else ()))
    done = subprocess.run(
        [
            Path(sys.executable).with_name("squawk"),
            *("--pg-version=15", "--reporter=gcc", f"--exclude={','.join(excluded)}"),
        ],
        input=sql.getvalue(),
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout


def newer() -> list[Script]:
    scripts = ScriptDirectory.from_config(config())
    return [script for script in scripts.walk_revisions() if script.revision not in _FIRST]


def test_the_version_before_can_go_on_with_the_new_tables() -> None:
    said = {
        script.revision: complaints(
            script.module.upgrade, drops=getattr(script.module, "contracts", False)
        )
        for script in newer()
    }
    assert {revision: text for revision, text in said.items() if text} == {}


def _new_table() -> None:
    op.create_table("flowers", sa.Column("id", sa.Uuid(), primary_key=True))
    op.create_index("flowers_id", "flowers", ["id"])


def _optional_column() -> None:
    op.add_column("images", sa.Column("smell", sa.Text()))
    op.add_column("images", sa.Column("petals", sa.BigInteger(), server_default="5"))


def _index_beside() -> None:
    with op.get_context().autocommit_block():
        op.create_index("images_smell", "images", ["smell"], postgresql_concurrently=True)


@pytest.mark.parametrize("upgrade", [_new_table, _optional_column, _index_beside])
def test_what_adds_is_let_through(upgrade: Callable[[], None]) -> None:
    assert complaints(upgrade) == ""


def _required_column() -> None:
    op.add_column("images", sa.Column("smell", sa.Text(), nullable=False))


def _index_that_locks() -> None:
    op.create_index("images_prompt", "images", ["prompt"])


def _other_type() -> None:
    op.alter_column("images", "prompt", type_=sa.Integer())


def _other_name() -> None:
    op.alter_column("images", "prompt", new_column_name="words")


def _column_gone() -> None:
    op.drop_column("images", "prompt")


@pytest.mark.parametrize(
    ("upgrade", "rule"),
    [
        (_required_column, "adding-required-field"),
        (_index_that_locks, "require-concurrent-index-creation"),
        (_other_type, "changing-column-type"),
        (_other_name, "renaming-column"),
        (_column_gone, "ban-drop-column"),
    ],
)
def test_what_would_break_or_hold_up_the_version_before_is_not(
    upgrade: Callable[[], None], rule: str
) -> None:
    assert rule in complaints(upgrade)


def test_what_nothing_uses_any_more_may_go() -> None:
    assert complaints(_column_gone, drops=True) == ""
