"""What every table is declared with."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, DateTime, ForeignKeyConstraint, MetaData, func

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)
MOMENT = DateTime(timezone=True)
NOW = func.now()


def one_of(column: str, kinds: type[StrEnum]) -> CheckConstraint:
    values = ", ".join(f"'{kind.value}'" for kind in kinds)
    return CheckConstraint(f"{column} IN ({values})", name=column)


def owned_by(parent: str, column: str, ondelete: str | None = None) -> ForeignKeyConstraint:
    """A foreign key that carries the owner along, to the key (user_id, id) of the parent."""
    return ForeignKeyConstraint(
        ["user_id", column], [f"{parent}.user_id", f"{parent}.id"], ondelete=ondelete
    )
