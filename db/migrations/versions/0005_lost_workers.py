"""Workers that are gone are noticed at once and counted, and partial pictures swept by rows."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("jobs", sa.Column("spool_folder", sa.Text(), nullable=True))
    op.add_column(
        "jobs", sa.Column("losses", sa.SmallInteger(), server_default="0", nullable=False)
    )
    op.add_column(
        "jobs", sa.Column("first_attempt", sa.SmallInteger(), server_default="1", nullable=False)
    )
    op.add_column("jobs", sa.Column("sweep_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "jobs_sweep", "jobs", ["sweep_at"], postgresql_where=sa.text("sweep_at IS NOT NULL")
    )
    op.add_column(
        "job_attempts",
        sa.Column(
            "answered", postgresql.ARRAY(sa.SmallInteger()), server_default="{}", nullable=False
        ),
    )
    op.create_index(
        "job_attempts_pending",
        "job_attempts",
        ["sent_at"],
        postgresql_where=sa.text("outcome = 'pending'"),
    )
    # What workers of the version before left, or still hold.
    op.execute(
        """
        UPDATE jobs SET sweep_at = now() WHERE status = 'running' OR EXISTS (
          SELECT FROM job_slots WHERE job_slots.user_id = jobs.user_id AND job_id = jobs.id
            AND previews > 0)
        """
    )


def downgrade() -> None:
    raise RuntimeError("restore a backup from before the upgrade instead")
