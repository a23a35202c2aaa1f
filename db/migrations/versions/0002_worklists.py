"""Large operations list their images before they begin."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "operation_worklists",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "operation_id"],
            ["operations.user_id", "operations.id"],
            name=op.f("operation_worklists_user_id_operation_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "user_id", "operation_id", "number", name=op.f("operation_worklists_pkey")
        ),
    )
    op.add_column(
        "operations",
        sa.Column("listed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.drop_column("operations", "position")


def downgrade() -> None:
    op.add_column("operations", sa.Column("position", sa.Uuid(), nullable=True))
    op.drop_column("operations", "listed")
    op.drop_table("operation_worklists")
