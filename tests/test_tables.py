"""Every table that a cohort, a course or an LMS owns, by the models' list, is behind the
wall.

A plain connection goes round the wall: it shows that the database itself refuses what the
product's own sessions would never send.
"""

from typing import Any

import pytest
from sqlalchemy import Connection, UniqueConstraint, delete, select, update
from sqlalchemy.exc import IntegrityError

from lti_social import app
from lti_social.core.db import Base, CohortItself, CohortOwned, CourseOwned, LmsOwned
from lti_social.core.wall import Unscoped, open_cohort, open_course, open_house
from tests.rows import a_row, one_of_each

assert app  # which knows every model


def owned_by(owner: type[Any]) -> dict[str, Any]:
    models = {mapper.class_.__name__: mapper.class_ for mapper in Base.registry.mappers}
    return {
        name: models[name] for name in sorted(models) if issubclass(models[name], owner)
    }


OF_COHORTS, OF_COURSES = owned_by(CohortOwned), owned_by(CourseOwned)
OF_LMSS = owned_by(LmsOwned)
OWNED = OF_COHORTS | OF_COURSES | OF_LMSS
NOT_A_COHORTS = {
    "platform": "an LMS that knows us: there before there is a cohort",
    "deployment": "a place in that LMS: there before there is a cohort",
    "invite": "leave for an LMS to register: there before the LMS is",
    "tool_key": "our own keys, for all LMSs",
    "access_token": "what an LMS lets a registration do, whichever cohort asks",
    "spent_nonce": "one launch each, spent before we know which cohort it leads to",
    "source_access": "how an LMS is asked for the resources of all its courses",
    "course": "what an LMS calls a course: the cohort points at it",
    "resource_link": "a place in such a course, from which each of its cohorts is entered",
    "roster_sync": "how far a course's roster is read, for all cohorts of the course",
    "course_group": "a group of that course: there before there is a cohort of it",
    "division": "which cohorts a launch leads to is asked before one of them is open",
    "person": "somebody of an LMS, who may be a member of many cohorts",
    "mail_address": "the person's, whichever cohort tells them something",
    "bounce": "what a mail server said of that address",
    "mail_stop": "a person's no to all mail, from whichever cohort",
    "mail": "one e-mail a day for all cohorts of a person",
    "web_session": "one browser, which may visit many cohorts of one person",
    "admin_link": "the operator's way in: whoever uses it sees the whole house",
    "self_test": "a trial of one LMS's registration",
    "self_test_finding": "what such a trial found",
    "admin_session": "the operator's visit to the whole house",
    "job": "the worker claims them from all cohorts; each names the one it opens",
    "slot": "what recurs, recurs for the whole house",
    "audit_entry": "who did what to registrations and cohorts: outlives them all",
}


def owner_of(model: type[Any]) -> str:
    if issubclass(model, LmsOwned):
        return "platform_id"
    return "course_id" if issubclass(model, CourseOwned) else "cohort_id"


ABROAD = "in another LMS"

each_model = pytest.mark.parametrize("model", OWNED.values(), ids=OWNED)


def test_every_table_is_a_cohort_s_or_says_why_not():
    ours = {model.__tablename__ for model in OWNED.values()} | {CohortItself.__tablename__}

    assert set(Base.metadata.tables) - ours == set(NOT_A_COHORTS)
    assert len(ours) > 15


@each_model
def test_every_reference_between_owned_rows_carries_the_owner_of_both(model):
    owners = {one.__tablename__: owner_of(one) for one in OWNED.values()}
    for key in model.__table__.foreign_key_constraints:
        if owner := owners.get(key.referred_table.name):
            assert key.column_keys[0] == owner
            assert [element.column.name for element in key.elements] == [owner, "id"]


@each_model
def test_every_id_of_a_cohort_s_row_is_a_reference(model):
    pointing = {
        column.name
        for key in model.__table__.foreign_key_constraints
        for column in key.columns
    }

    assert {
        column.name for column in model.__table__.columns if column.name.endswith("_id")
    } - {"lms_id"} == pointing  # that one is the LMS's own word


@each_model
def test_every_unique_key_of_an_owned_table_contains_the_owner(model):
    table = model.__table__
    unique = [key for key in table.constraints if isinstance(key, UniqueConstraint)]
    unique += [index for index in table.indexes if index.unique]

    assert unique
    assert [key.name for key in unique if owner_of(model) not in key.columns] == []


def test_a_cohort_can_be_pointed_at_together_with_its_course():
    constraints = Base.metadata.tables["cohort"].constraints
    unique = [key for key in constraints if isinstance(key, UniqueConstraint)]

    assert {"id", "course_id"} in [set(key.columns.keys()) for key in unique]


@pytest.fixture
def rows(town) -> dict[str, dict[str, int]]:
    """One row of every table in either cohort, and in one of another LMS: ids by table, by
    the name of the cohort."""
    cohorts = (town.vente, town.managers)
    with town.engine.begin() as connection:
        of_town = {cohort.name: one_of_each(connection, cohort.id) for cohort in cohorts}
        return {**of_town, ABROAD: one_of_each(connection)}


def test_no_row_of_one_cohort_points_into_another(town, rows):
    there, pointers = rows[town.managers.name], 0  # `own` is of another LMS
    with town.engine.connect() as connection:
        for model in OWNED.values():
            own = one_of_each(connection, until=model)
            assert not is_refused(connection, model, own), model
            for column, target in pointers_of(model).items():
                assert is_refused(connection, model, own, **{column: there[target]}), column
                pointers += 1
        connection.rollback()
    assert pointers > 25


def test_no_row_belongs_to_an_owner_that_is_not_there(town):
    with town.engine.connect() as connection:
        for model in OWNED.values():
            own = one_of_each(connection, until=model)
            nobody = {owner_of(model): 999_999}
            assert is_refused(connection, model, own, **nobody), model
        connection.rollback()


def test_a_session_on_one_cohort_sees_its_own_rows_alone(town, rows):
    lms = {"platform_id": town.deployment.platform_id}
    for cohort, other in ((town.vente, town.managers), (town.managers, town.vente)):
        owners = {"cohort_id": cohort.id, "course_id": cohort.course_id} | lms
        with open_cohort(town.engine, cohort.id) as db:
            for model in OWNED.values():
                name, table = owner_of(model), model.__tablename__
                seen = db.scalars(select(model)).all()
                assert {getattr(row, name) for row in seen} == {owners[name]}, model
                assert db.get(model, rows[cohort.name][table])
                assert db.get(model, rows[ABROAD][table]) is None, model
                is_shared = model in OF_LMSS.values()
                assert bool(db.get(model, rows[other.name][table])) is is_shared, model


def test_a_session_on_one_cohort_changes_and_deletes_its_own_rows_alone(town, rows):
    touched = dict.fromkeys(OWNED, 0)
    with open_cohort(town.engine, town.vente.id) as db, db.begin() as transaction:
        for name, model in OWNED.items():
            there = ABROAD if model in OF_LMSS.values() else town.managers.name
            theirs = rows[there][model.__tablename__]
            for change in (delete(model), update(model).values(id=model.id)):
                touched[name] += db.execute(change.where(model.id == theirs)).rowcount
        transaction.rollback()
    assert touched == dict.fromkeys(OWNED, 0)


def test_a_session_on_a_course_sees_what_the_course_has_and_nothing_of_a_cohort(town, rows):
    with open_course(town.engine, town.vente.course_id) as db:
        for model in (OF_COURSES | OF_LMSS).values():
            owner = owner_of(model)
            seen = {getattr(row, owner) for row in db.scalars(select(model))}
            assert seen == {getattr(db, owner)}
        for model in OF_COHORTS.values():
            with pytest.raises(Unscoped):
                db.scalars(select(model.id)).all()


def test_a_session_on_no_cohort_sees_and_writes_none_of_them(town, rows):
    for model in OWNED.values():
        with open_house(town.engine) as db:
            with pytest.raises(Unscoped):
                db.scalars(select(model.id)).all()
            with pytest.raises(Unscoped):
                db.get(model, rows[town.vente.name][model.__tablename__])
            with pytest.raises(Unscoped):
                db.execute(delete(model))
            with pytest.raises(Unscoped):
                db.add(model(**{owner_of(model): town.vente.id}))


def pointers_of(model: type[Any]) -> dict[str, str]:
    return {**model.points_at, **getattr(model, "stands_on", {})}


def is_refused(
    connection: Connection, model: type[Any], ids: dict[str, int], **given
) -> bool:
    """Whether the database refuses such a row; it is not kept in any case."""
    with connection.begin_nested() as attempt:
        try:
            connection.execute(a_row(model.__table__, ids, **given))
        except IntegrityError:
            return True
        finally:
            attempt.rollback()
    return False
