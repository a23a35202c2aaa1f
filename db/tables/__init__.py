"""Every table, typed for Core. There are no mapped classes, so nothing can load lazily.

Keys begin with the user, so each statement binds its owner, foreign keys cannot cross users, and
the whole can be partitioned by user. Times are the database's own.
"""

from db.tables.base import metadata
from db.tables.downloads import downloads
from db.tables.events import events, maintenance
from db.tables.images import image_sources, images, sidecars_due, tombstones
from db.tables.jobs import job_attempts, job_slots, job_sources, jobs
from db.tables.operations import operation_batches, operation_worklists, operations
from db.tables.people import quarter_counts, sign_in_links, user_counters, users

__all__ = [
    "downloads",
    "events",
    "image_sources",
    "images",
    "job_attempts",
    "job_slots",
    "job_sources",
    "jobs",
    "maintenance",
    "metadata",
    "operation_batches",
    "operation_worklists",
    "operations",
    "quarter_counts",
    "sidecars_due",
    "sign_in_links",
    "tombstones",
    "user_counters",
    "users",
]
