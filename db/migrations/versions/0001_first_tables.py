"""The first tables: people, pictures, generations, operations and the event log."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column(
            "happened_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("image_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("truncated", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('image_created', 'images_changed', 'images_deleted', 'job_changed')",
            name=op.f("events_kind_check"),
        ),
        sa.PrimaryKeyConstraint("user_id", "seq", "happened_at", name=op.f("events_pkey")),
        postgresql_partition_by="RANGE (happened_at)",
    )
    op.create_table(
        "maintenance",
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("task", name=op.f("maintenance_pkey")),
    )
    op.create_table(
        "sign_in_links",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("sign_in_links_pkey")),
    )
    op.create_table(
        "tombstones",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("image_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column(
            "buried_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "try_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.PrimaryKeyConstraint("user_id", "image_id", name=op.f("tombstones_pkey")),
    )
    op.create_index("tombstones_due", "tombstones", ["try_at"], unique=False)
    op.create_table(
        "users",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("users_pkey")),
        sa.UniqueConstraint("name", name=op.f("users_name_key")),
    )
    op.create_table(
        "jobs",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("params", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("n", sa.SmallInteger(), nullable=False),
        sa.Column("cost_tokens", sa.Integer(), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "runnable_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "error_code IN ('moderation', 'rate_limited', 'provider_unavailable', 'provider_rejected', 'outcome_unknown', 'bad_output', 'internal')",
            name=op.f("jobs_error_code_check"),
        ),
        sa.CheckConstraint(
            "status IN ('queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled')",
            name=op.f("jobs_status_check"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("jobs_user_id_fkey")),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("jobs_pkey")),
        sa.UniqueConstraint(
            "user_id", "idempotency_key", name=op.f("jobs_user_id_idempotency_key_key")
        ),
    )
    op.create_index(
        "jobs_leased",
        "jobs",
        ["lease_until"],
        unique=False,
        postgresql_where=sa.text("status = 'running'"),
    )
    op.create_index("jobs_listed", "jobs", ["user_id", "created_at", "id"], unique=False)
    op.create_index(
        "jobs_queued",
        "jobs",
        ["runnable_at", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'queued'"),
    )
    op.create_table(
        "operations",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column(
            "selection", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.Column("matched", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("skipped", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("undoing", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("position", sa.Uuid(), nullable=True),
        sa.Column("batches", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "action IN ('star', 'unstar', 'trash', 'restore', 'delete')",
            name=op.f("operations_action_check"),
        ),
        sa.CheckConstraint(
            "status IN ('running', 'done', 'undone', 'failed')",
            name=op.f("operations_status_check"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("operations_user_id_fkey")),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("operations_pkey")),
    )
    op.create_index(
        "operations_listed", "operations", ["user_id", "created_at", "id"], unique=False
    )
    op.create_index(
        "operations_running",
        "operations",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("status = 'running'"),
    )
    op.create_table(
        "quarter_counts",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("quarter", sa.DateTime(timezone=True), nullable=False),
        sa.Column("live", sa.Integer(), nullable=False),
        sa.Column("starred", sa.Integer(), nullable=False),
        sa.Column("trashed", sa.Integer(), nullable=False),
        sa.Column("live_bytes", sa.BigInteger(), nullable=False),
        sa.Column("trashed_bytes", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("quarter_counts_user_id_fkey")
        ),
        sa.PrimaryKeyConstraint("user_id", "quarter", name=op.f("quarter_counts_pkey")),
    )
    op.create_table(
        "user_counters",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "epoch",
            sa.Integer(),
            server_default=sa.text("(random() * 2147483646)::integer"),
            nullable=False,
        ),
        sa.Column("seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("live", sa.Integer(), server_default="0", nullable=False),
        sa.Column("starred", sa.Integer(), server_default="0", nullable=False),
        sa.Column("trashed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("live_bytes", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("trashed_bytes", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("user_counters_user_id_fkey")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("user_counters_pkey")),
    )
    op.create_table(
        "images",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("revised_prompt", sa.Text(), nullable=True),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("params", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("byte_size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("thumbhash", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("cost_tokens", sa.Integer(), nullable=True),
        sa.Column("starred", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_seq", sa.BigInteger(), nullable=False),
        sa.Column("star_operation_id", sa.Uuid(), nullable=True),
        sa.Column("move_operation_id", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.CheckConstraint("origin IN ('generated', 'uploaded')", name=op.f("images_origin_check")),
        sa.ForeignKeyConstraint(
            ["user_id", "job_id"],
            ["jobs.user_id", "jobs.id"],
            name=op.f("images_user_id_job_id_fkey"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("images_user_id_fkey")),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("images_pkey")),
    )
    op.create_index(
        "images_job",
        "images",
        ["user_id", "job_id"],
        unique=False,
        postgresql_where=sa.text("job_id IS NOT NULL"),
    )
    op.create_index("images_key", "images", ["key"], unique=False, postgresql_using="hash")
    op.create_index(
        "images_live",
        "images",
        ["user_id", "created_at", "id"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "images_purge",
        "images",
        ["deleted_at"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.create_index("images_search", "images", ["search"], unique=False, postgresql_using="gin")
    op.create_index(
        "images_starred",
        "images",
        ["user_id", "created_at", "id"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NULL AND starred"),
    )
    op.create_index(
        "images_trash",
        "images",
        ["user_id", "deleted_at", "created_at", "id"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.create_index(
        "images_trashed",
        "images",
        ["user_id", "created_at", "id"],
        unique=False,
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.create_table(
        "job_attempts",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("slots", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("spool_folder", sa.Text(), nullable=False),
        sa.Column(
            "sent_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("cost_tokens", sa.Integer(), nullable=True),
        sa.Column("provider_request_id", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('pending', 'answered', 'refused', 'retryable', 'unknown')",
            name=op.f("job_attempts_outcome_check"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "job_id"],
            ["jobs.user_id", "jobs.id"],
            name=op.f("job_attempts_user_id_job_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "job_id", "number", name=op.f("job_attempts_pkey")),
    )
    op.create_table(
        "operation_batches",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("deleted_at", postgresql.ARRAY(sa.DateTime(timezone=True)), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id", "operation_id"],
            ["operations.user_id", "operations.id"],
            name=op.f("operation_batches_user_id_operation_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "user_id", "operation_id", "number", name=op.f("operation_batches_pkey")
        ),
    )
    op.create_table(
        "image_sources",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("image_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("thumbhash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "image_id"],
            ["images.user_id", "images.id"],
            name=op.f("image_sources_user_id_image_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "source_id"],
            ["images.user_id", "images.id"],
            name=op.f("image_sources_user_id_source_id_fkey"),
            ondelete="SET NULL (source_id)",
        ),
        sa.PrimaryKeyConstraint("user_id", "image_id", "position", name=op.f("image_sources_pkey")),
    )
    op.create_index(
        "image_sources_derived",
        "image_sources",
        ["user_id", "source_id"],
        unique=False,
        postgresql_where=sa.text("source_id IS NOT NULL"),
    )
    op.create_table(
        "job_slots",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("slot", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("previews", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("preview_key", sa.Text(), nullable=True),
        sa.Column("image_id", sa.Uuid(), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "error_code IN ('moderation', 'rate_limited', 'provider_unavailable', 'provider_rejected', 'outcome_unknown', 'bad_output', 'internal')",
            name=op.f("job_slots_error_code_check"),
        ),
        sa.CheckConstraint(
            "status IN ('waiting', 'running', 'done', 'failed')",
            name=op.f("job_slots_status_check"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "image_id"],
            ["images.user_id", "images.id"],
            name=op.f("job_slots_user_id_image_id_fkey"),
            ondelete="SET NULL (image_id)",
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "job_id"],
            ["jobs.user_id", "jobs.id"],
            name=op.f("job_slots_user_id_job_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "job_id", "slot", name=op.f("job_slots_pkey")),
    )
    op.create_index(
        "job_slots_image",
        "job_slots",
        ["user_id", "image_id"],
        unique=False,
        postgresql_where=sa.text("image_id IS NOT NULL"),
    )
    op.create_table(
        "job_sources",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("thumbhash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("role IN ('source', 'mask')", name=op.f("job_sources_role_check")),
        sa.ForeignKeyConstraint(
            ["user_id", "job_id"],
            ["jobs.user_id", "jobs.id"],
            name=op.f("job_sources_user_id_job_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "source_id"],
            ["images.user_id", "images.id"],
            name=op.f("job_sources_user_id_source_id_fkey"),
            ondelete="SET NULL (source_id)",
        ),
        sa.PrimaryKeyConstraint(
            "user_id", "job_id", "role", "position", name=op.f("job_sources_pkey")
        ),
    )
    op.create_index(
        "job_sources_source",
        "job_sources",
        ["user_id", "source_id"],
        unique=False,
        postgresql_where=sa.text("source_id IS NOT NULL"),
    )
    # Takes what is written while a day has no partition of its own (db.events.roll_partitions).
    op.execute("CREATE TABLE events_rest PARTITION OF events DEFAULT")


def downgrade() -> None:
    raise RuntimeError("the first tables are never taken down: restore a backup instead")
