"""The jobs that arq carries. A wake-up names its job; what is to be done stands in PostgreSQL."""

from enum import StrEnum


class JobName(StrEnum):
    GENERATE = "generate"
    PURGE = "purge"
    OPERATE = "operate"
    DELETE_OBJECTS = "delete_objects"
