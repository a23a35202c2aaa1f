"""Images whose sidecar has still to be written; those that there are now, to begin with."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sidecars_due",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("image_id", sa.Uuid(), nullable=False),
        sa.Column(
            "try_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(now() + interval '1 minute')"),
            nullable=False,
        ),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("user_id", "image_id", name=op.f("sidecars_due_pkey")),
    )
    # Seeded images share the pictures of user 0, which belong to nobody.
    op.execute(
        """
        INSERT INTO sidecars_due (user_id, image_id)
        SELECT user_id, id FROM images WHERE key NOT LIKE 'pictures/0/%'
        """
    )
    op.create_index("sidecars_due_try", "sidecars_due", ["try_at"], unique=False)


def downgrade() -> None:
    op.drop_table("sidecars_due")
