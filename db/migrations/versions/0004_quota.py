"""What a picture was expected to cost, and indexes by which a user's day is added up."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "jobs", sa.Column("estimated_tokens", sa.Integer(), server_default="0", nullable=False)
    )
    op.create_index(
        "jobs_open",
        "jobs",
        ["user_id"],
        postgresql_where=sa.text("status IN ('queued', 'running')"),
    )
    op.create_index("job_attempts_sent", "job_attempts", ["user_id", "sent_at"])


def downgrade() -> None:
    op.drop_index("job_attempts_sent", table_name="job_attempts")
    op.drop_index("jobs_open", table_name="jobs")
    op.drop_column("jobs", "estimated_tokens")
