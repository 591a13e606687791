"""A thread in which everything happened that a page can show, and others around it."""

from dataclasses import dataclass

from sqlalchemy import update

from lti_social.challenges.phases import Phase
from lti_social.core.clock import now
from lti_social.core.files import Files
from lti_social.core.wall import open_cohort
from lti_social.files.kinds import Kind as FileKind
from lti_social.moderation.models import Appeal, Case, Step
from lti_social.moderation.words import State
from lti_social.notifications.actions import About, tell
from lti_social.notifications.models import Kind
from lti_social.resources.models import Resource
from lti_social.resources.sources.meta import File
from lti_social.threads.models import (
    Acceptance,
    Endorsement,
    Gesture,
    Lock,
    Pin,
    Post,
    PostVersion,
    Reaction,
    Thread,
)
from tests.browser.cards import plant_cards
from tests.browser.cared import plant_cared
from tests.browser.planted import plant_console
from tests.browser.reviewed import plant_reviewed
from tests.browser.serving import Campus
from tests.browser.shared import plant_shared
from tests.browser.tried import plant_tried
from tests.contests import challenge as contest
from tests.files import pdfs, samples

LONG_WORD = "anticonstitutionnellement" * 6
ADDRESS = "https://intranet.banque.example/" + "guide-de-decouverte/" * 8


@dataclass(frozen=True)
class Story:
    """Ids, as paths name them. Solène asked; `own` is her reply, `answer` is Karim's, which
    Fatou reported. `hidden` and `pending` are Théo's; Maëlle appeals for `appealed`.
    Of two cards `draft` waits for Karim; of the `tried` one he tells that it `failed`."""

    thread: int
    answer: int
    own: int
    hidden: int
    pending: int
    appealed: int
    locked: int
    long: int
    resource: int
    gone: int
    card: int
    draft: int
    shared: int
    cared: int
    tried: int
    failed: int
    work: int
    review: int
    contest: int
    example: int
    early: int


def tell_story(town: Campus, files: Files) -> Story:
    thread = town.question(town.solene, f"Que faire de {LONG_WORD} ?", _two(ADDRESS))
    answer = town.answer(thread, town.karim, _two("Je demande ce qui manque."))
    town.mark(Acceptance, answer, by=town.solene)
    town.mark(Endorsement, answer, by=town.claire)
    thanks = {"member_id": town.maelle.id, "kind": Gesture.thanks}
    town.add(answer, Reaction(post_id=answer.id, **thanks))
    town.report(answer, town.fatou, "On reconnaît le client.")
    _edit(town, answer)
    town.answer(thread, town.maelle, "Essayé hier.", under=answer)
    own = town.answer(thread, town.solene, "Merci, j’essaie.", under=answer)
    _add_files(town, files, answer)
    hidden = town.answer(thread, town.theo, "Madame Martin, à Tours, a dit…")
    town.hide(hidden, town.claire)
    pending = town.answer(thread, town.theo, "Je relance au bout de dix jours.")
    town.hold(pending)
    appealed = town.answer(thread, town.maelle, f"Voyez {LONG_WORD}.")
    _appeal(town, appealed)
    _delete(town, town.answer(thread, town.ines, "Non, rien."))
    town.answer(thread, town.claire, "On en parle vendredi.")
    locked = town.discussion(town.karim)
    town.mark(Lock, locked, by=town.claire)
    town.mark(Pin, locked, by=town.claire)
    resource, gone = _hang(town, thread, locked)
    card, draft = plant_cards(town, thread, resource)
    tried, failed = plant_tried(town)
    _tell(town)
    plant_console(town)
    work, review, example = plant_reviewed(town)
    return Story(
        thread=thread.id,
        answer=answer.id,
        own=own.id,
        hidden=hidden.id,
        pending=pending.id,
        appealed=appealed.id,
        locked=locked.id,
        long=_long(town).id,
        resource=resource.id,
        gone=gone.id,
        card=card,
        draft=draft,
        shared=plant_shared(town).id,
        cared=plant_cared(town).id,
        tried=tried.id,
        failed=failed.id,
        work=work.id,
        review=review.id,
        contest=work.challenge_id,
        example=example.id,
        early=contest(town, town.claire, Phase.draft).id,
    )


def _two(second: str) -> str:
    return f"Deux fois cette semaine on m’a dit « je vais réfléchir ».\n\n{second}"


def _add_files(town: Campus, files: Files, post: Post) -> None:
    """A document with a long name, and an image larger than its place."""
    content = samples.image("PNG", (1600, 900))
    size = {"width": 1600, "height": 900}
    town.file(files, post, f"{LONG_WORD[:80]}.pdf", pdfs.pdf())
    town.file(files, post, "tableau.png", content, FileKind.png, shows="Un tableau", **size)


def _hang(town: Campus, *threads: Thread) -> tuple[Resource, Resource]:
    """Threads stand on a resource with a long name, one that is gone, and a hidden one."""
    about = {"description": _two("Deux pages."), "files": (File(name=f"{LONG_WORD}.pdf"),)}
    resource = town.resource(town.vente, f"Fiche : {LONG_WORD}", **about)
    gone = town.resource(town.vente, "Simulateur tarifaire, version 2025")
    hidden = town.resource(town.vente, "Le corrigé", visible=False)
    for thread in threads:
        for one in (resource, gone, hidden):
            town.anchor(thread, one, "pages 4 à 6")
    with town.in_course(town.vente) as db:
        db.get_one(Resource, gone.id).vanished_at = now()
    return resource, gone


def _edit(town: Campus, post: Post) -> None:
    before = PostVersion(post_id=post.id, body="<p>Je demande.</p>", written_at=now())
    town.add(post, before)
    _change(town, post, edited_at=now())


def _appeal(town: Campus, post: Post) -> None:
    town.hide(post, town.claire)
    with open_cohort(town.engine, post.cohort_id) as db, db.begin():
        case = db.query(Case).filter_by(post_id=post.id).one()
        step = db.query(Step).filter_by(case_id=case.id).one()
        known = {"case_id": case.id, "step_id": step.id, "member_id": post.author_id}
        db.add(Appeal(**known, reason=f"Ce n’est le nom de personne : {LONG_WORD}."))
        case.state = State.appealed


def _delete(town: Campus, post: Post) -> None:
    _change(town, post, body="", deleted_at=now())


def _change(town: Campus, post: Post, **values: object) -> None:
    with open_cohort(town.engine, post.cohort_id) as db, db.begin():
        db.execute(update(Post).where(Post.id == post.id).values(**values))


def _tell(town: Campus) -> None:
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        for kind in Kind:
            about = About("/threads", "/threads/1", f"Que faire de {LONG_WORD} ?")
            tell(db, kind, [town.solene.id, town.claire.id], about, who="Karim Haddad")


def _long(town: Campus) -> Thread:
    """A thread of thirty posts, of the length people write."""
    thread = town.question(town.karim, "Combien de rendez-vous par semaine ?", _two("?"))
    writers = [town.maelle, town.theo, town.ines, town.fatou, town.solene]
    for number in range(29):
        said = f"Réponse {number}. " + "Chez nous, deux le matin et un le soir. " * 8
        town.answer(thread, writers[number % 5], said)
    return thread
