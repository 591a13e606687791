"""What a row is, and whose it is. core.engines connects to where they are."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.types import TypeDecorator

from lti_social.core.scope import CourseTable, LmsTable, ScopedTable


class Moment(TypeDecorator[datetime]):
    """An aware datetime, in UTC in the database and in UTC when it comes back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"a naive datetime for {dialect.name}: use core.clock.now()")
        return value.astimezone(UTC)

    def result_processor(
        self, dialect: Dialect, _coltype: object
    ) -> Callable[[str | None], datetime | None] | None:
        """As the text in SQLite is written; PostgreSQL's driver answers what is wanted."""
        return None if dialect.name == "postgresql" else _in_utc


def _in_utc(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(f"{written}+00:00")


def _words(enum: type[StrEnum]) -> list[str]:
    return [word.value for word in enum]


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: Moment,
        StrEnum: Enum(StrEnum, native_enum=False, length=32, values_callable=_words),
    }


class CohortItself:
    """The cohort's own row: its id is what everything of the cohort carries."""

    __tablename__ = "cohort"
    __table_cls__ = ScopedTable
    __table_args__: Any = (UniqueConstraint("id", "course_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))


class Owned:
    """A row that has an owner, and that only rows of the same owner may point at.

    `points_at` names the other rows it refers to, column by table. Each becomes a foreign
    key that carries the owner, so the database itself refuses a reference from one into
    another. `one_per` names columns that are unique together within one owner. `also` holds
    further indexes and constraints.
    """

    points_at: ClassVar[dict[str, str]] = {}
    one_per: ClassVar[tuple[str, ...]] = ()
    also: ClassVar[tuple[SchemaItem, ...]] = ()

    id: Mapped[int] = mapped_column(primary_key=True)

    @classmethod
    def _kept(cls, owner: str) -> tuple[SchemaItem, ...]:
        return (
            UniqueConstraint(owner, "id"),
            *([UniqueConstraint(owner, *cls.one_per)] if cls.one_per else []),
            *(_reference(owner, column, to) for column, to in cls.points_at.items()),
            *cls.also,
        )


class CohortOwned(Owned):
    """A row that belongs to one cohort.

    `stands_on` names rows of the cohort's course that it refers to, column by table. Such a
    row carries `course_id` too, which the session fills in.
    """

    __table_cls__ = ScopedTable

    stands_on: ClassVar[dict[str, str]] = {}

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:
        kept = cls._kept("cohort_id")
        if not cls.stands_on:
            return kept
        own_course = ForeignKeyConstraint(
            ["cohort_id", "course_id"], ["cohort.id", "cohort.course_id"]
        )
        standing = cls.stands_on.items()
        return (*kept, own_course, *(_reference("course_id", *one) for one in standing))


class CourseOwned(Owned):
    """A row that belongs to one course, and that every cohort of the course sees."""

    __table_cls__ = CourseTable

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:
        return cls._kept("course_id")


class LmsOwned(Owned):
    """A row that belongs to one LMS, and that every cohort of its courses sees."""

    __table_cls__ = LmsTable

    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"))

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:
        return cls._kept("platform_id")


def _reference(owner: str, column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([owner, column], [f"{table}.{owner}", f"{table}.id"])
