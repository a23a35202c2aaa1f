"""Selections that are downloaded as one archive."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "downloads",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("image_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("recipes", sa.Boolean(), nullable=False),
        sa.Column("images", sa.Integer(), nullable=False),
        sa.Column("byte_size", sa.BigInteger(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("downloads_user_id_fkey")
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("downloads_pkey")),
    )
    op.create_index("downloads_expired", "downloads", ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_table("downloads")
