"""Reporting, deciding, handing on, appealing: each is a step of a case."""

from sqlalchemy import update

from lti_social.cohorts.here import Here, require
from lti_social.cohorts.models import Role
from lti_social.cohorts.record import record
from lti_social.core.clock import now
from lti_social.core.errors import N_, Conflict, Invalid, NotFound
from lti_social.core.jobs import later
from lti_social.core.wall import upsert
from lti_social.lti.audit import Event
from lti_social.moderation import jobs, policy, queries
from lti_social.moderation.dossiers import Dossier
from lti_social.moderation.models import Appeal, Case, Report, Step
from lti_social.moderation.words import Act, Matter, State
from lti_social.threads.models import Out

OUT = {Act.hidden: Out.hidden, Act.removed: Out.removed, Act.refused: Out.refused}
NO_EDIT = N_("What was sent cannot be edited any more: decide otherwise.")
BACK = (Act.shown, Act.published, Act.restored)


def report(here: Here, dossier: Dossier, matter: Matter, reason: str) -> None:
    """Once per person and thing: saying it again replaces the words."""
    require(policy.may_report(here.me, dossier))
    was_fine, waited = dossier.was_found_fine, dossier.waits
    case = _opened(here, dossier)
    key = {"case_id": case.id, "member_id": here.me.id}
    said = {"matter": matter, "reason": reason, "at": now(), "step_id": None}
    upsert(here.db, Report, [key | said], key=Report.one_per, update=list(said))
    if not waited:
        case.state, case.since = State.open, now()
    if matter.is_grave:
        case.grave = True
        if not was_fine and dossier.how is None:
            dossier.content.hiding.take_out(here.db, dossier.thing, Out.hidden, by=None)
            step = _step(here, case, Act.hid_at_once, "", by=None)
            later(here.db, jobs.tell_step, step_id=step.id)
    later(here.db, jobs.tell_team, case_id=case.id, by=here.me.id)


def decide(
    here: Here, dossier: Dossier, act: Act, reason: str, last: int | None = None
) -> None:
    """`last` is the latest step that they had read: what came since is read first."""
    require(policy.may_decide(here.me, dossier))
    if act is Act.edit_asked and dossier.edit is None:
        raise Invalid(NO_EDIT)
    if act not in dossier.choices or last not in (None, dossier.last):
        raise Conflict(N_("Somebody has decided meanwhile: look at it again."))
    _conclude(here, dossier, act, reason)


def hide(here: Here, dossier: Dossier, reason: str) -> None:
    """At once, whether or not anybody reported it."""
    require(policy.may_hide(here.me, dossier))
    if dossier.how is not None:
        raise Conflict(N_("It is out of sight already."))
    _conclude(here, dossier, Act.hidden, reason)


def hand_on(here: Here, dossier: Dossier, to: int | None, reason: str) -> None:
    """To somebody of the team by name, or (None) to the LMS's administrators."""
    require(policy.may_hand_on(here.me, dossier))
    if to is not None and to not in dossier.team - dossier.parties:
        raise NotFound
    case = _opened(here, dossier)
    case.given_to_id, case.to_lms = to, to is None
    step = _step(here, case, Act.handed_on, reason, here.me.id)
    later(here.db, jobs.tell_step, step_id=step.id)


def appeal(here: Here, dossier: Dossier, reason: str) -> None:
    require(policy.may_appeal(here.me, dossier))
    case = dossier.case
    decision = queries.latest_decision(here.db, case)
    about = {"case_id": case.id, "step_id": decision.id, "member_id": here.me.id}
    here.db.add(Appeal(**about, reason=reason))
    case.state, case.since = State.appealed, now()
    later(here.db, jobs.tell_appeal, case_id=case.id)


def _conclude(here: Here, dossier: Dossier, act: Act, reason: str) -> None:
    case = _opened(here, dossier)
    step = _step(here, case, act, reason, here.me.id)
    _carry_out(here, dossier, act, reason)
    _answer(here, dossier, step)
    case.state, case.since, case.by_id = State(act.value), now(), here.me.id
    case.grave, case.given_to_id, case.to_lms = False, None, False
    later(here.db, jobs.tell_step, step_id=step.id)
    if here.me.role is Role.admin:
        path = f"{here.path}{dossier.path}/case"
        record(here.db, here.me, Event.decided_as_admin, path=path, name=act.value)


def _opened(here: Here, dossier: Dossier) -> Case:
    here.db.add(dossier.case)
    here.db.flush()
    return dossier.case


def _step(here: Here, case: Case, act: Act, reason: str, by: int | None) -> Step:
    step = Step(case_id=case.id, member_id=by, act=act, reason=reason)
    here.db.add(step)
    here.db.flush()
    return step


def _carry_out(here: Here, dossier: Dossier, act: Act, reason: str) -> None:
    content, thing = dossier.content, dossier.thing
    if act in BACK:
        content.hiding.bring_back(here.db, thing)
        return
    how = OUT.get(act) or (dossier.how if act is Act.edit_asked else None)
    if act in OUT or act is Act.edit_asked:
        content.hiding.cover(thing)
    if how:
        content.hiding.take_out(here.db, thing, how, by=here.me.id, reason=reason)


def _answer(here: Here, dossier: Dossier, step: Step) -> None:
    """The appeal, and who reported it: not yet where its author is asked for an edit."""
    if dossier.is_appealed and (waiting := queries.open_appeal(here.db, dossier.case)):
        waiting.verdict_id = step.id
    if step.act is not Act.edit_asked:
        theirs = (Report.case_id == step.case_id, Report.step_id.is_(None))
        here.db.execute(update(Report).where(*theirs).values(step_id=step.id))
