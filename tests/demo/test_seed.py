"""What the demo cohorts have said holds together."""

import re
from datetime import timedelta
from itertools import chain

import nh3
import pytest

from lti_social.demo.seed import seeds
from lti_social.demo.town import COURSES, PEOPLE, Role

SEEDS = {seed.course_id: seed for seed in seeds()}
NO_BREAK = "\u00a0"
THREADS = [(seed, thread) for seed in SEEDS.values() for thread in seed.threads]
each_thread = pytest.mark.parametrize(
    ("seed", "thread"), THREADS, ids=[thread.title for _, thread in THREADS]
)


CARDS = [(seed, card) for seed in SEEDS.values() for card in seed.cards]
each_card = pytest.mark.parametrize(
    ("seed", "card"), CARDS, ids=[card.words["title"] for _, card in CARDS]
)


def replies(thread):
    return [*chain.from_iterable(answer.replies for answer in thread.answers)]


def posts(thread):
    return [thread, *thread.answers, *replies(thread)]


def test_each_course_has_its_purpose_and_enough_to_read():
    assert {course: len(seed.threads) for course, seed in SEEDS.items()} == {
        "vente-2026": 12,
        "managers-2026": 6,
    }
    assert {course: len(seed.cards) for course, seed in SEEDS.items()} == {
        "vente-2026": 4,
        "managers-2026": 2,
    }
    assert all(seed.purpose.endswith(".") for seed in SEEDS.values())


def test_the_sales_course_shows_every_state_of_a_thread():
    threads = SEEDS["vente-2026"].threads
    questions = [thread for thread in threads if thread.kind == "question"]
    pinned = [thread for thread in threads if thread.pinned]

    assert sum(not question.answers for question in questions) == 2
    assert [len(posts(thread)) - 1 for thread in pinned] == [9]
    assert any(a.accepted and a.endorsed_by for q in questions for a in q.answers)
    assert any(a.accepted and not a.endorsed_by for q in questions for a in q.answers)
    assert any(a.endorsed_by and not a.accepted for q in questions for a in q.answers)


@each_thread
def test_only_people_of_the_course_who_give_their_name_write(seed, thread):
    members = COURSES[seed.course_id].people
    named = {post.author for post in posts(thread)}
    named |= {id for post in posts(thread) for id in post.thanks} | set(thread.me_too)

    assert named <= set(members)
    assert all(PEOPLE[id].shares_name for id in named)
    assert not [id for id in named if PEOPLE[id].role is Role.admin]


@each_thread
def test_nobody_thanks_themselves_or_twice(seed, thread):
    for post in posts(thread):
        assert post.author not in post.thanks
        assert len(set(post.thanks)) == len(post.thanks)
    assert thread.author not in thread.me_too


@each_thread
def test_answers_follow_what_they_answer(seed, thread):
    for answer in thread.answers:
        assert timedelta(0) < answer.age < thread.age
        for reply in answer.replies:
            assert timedelta(0) < reply.age < answer.age


@each_thread
def test_only_questions_are_resolved_and_only_the_team_endorses(seed, thread):
    accepted = [answer for answer in thread.answers if answer.accepted]
    assert len(accepted) <= (1 if thread.kind == "question" else 0)
    assert all(answer.author != thread.author for answer in accepted)
    for answer in thread.answers:
        if answer.endorsed_by:
            assert PEOPLE[answer.endorsed_by].role in (Role.trainer, Role.assistant)
            assert answer.endorsed_by in COURSES[seed.course_id].people
            assert answer.endorsed_by != answer.author


@each_thread
def test_bodies_are_clean_html_in_careful_french(seed, thread):
    for post in posts(thread):
        clean = nh3.clean(post.body, tags={"p", "strong", "ul", "ol", "li"})
        assert clean.replace("&nbsp;", NO_BREAK) == post.body
        text = thread.title + re.sub(r"<[^>]+>", " ", post.body)
        assert not re.search(r"'| [:;?!»]|« ", text), text


@each_card
def test_people_of_the_course_try_what_others_wrote(seed, card):
    by = {card.author, *card.others}
    tried = {one.author for one in (*card.trials, *card.plans)}

    assert by | tried <= set(COURSES[seed.course_id].people)
    assert all(PEOPLE[id].shares_name for id in by | tried)
    assert not [id for id in by | tried if PEOPLE[id].role is Role.admin]
    assert not by & tried
    assert not {one.author for one in card.trials} & {one.author for one in card.plans}
    assert not card.confirmed_by or PEOPLE[card.confirmed_by].role is Role.trainer


@each_card
def test_trials_follow_the_card_and_a_card_says_enough_to_be_tried(seed, card):
    for told in card.trials:
        assert timedelta(0) < told.age < card.age
    assert not card.first or card.first.age > card.age
    assert {"title", "steps", "result", "conditions"} <= set(card.words)
    assert {"job", "audience"} & set(card.words)
    assert not card.thread or card.thread in {one.title for one in seed.threads}


@each_card
def test_cards_are_in_careful_french(seed, card):
    said = [*card.words.values(), *(one.words for one in card.trials)]
    said += [words for one in card.plans for words in (one.situation, one.act)]
    said += [card.first.changed, *card.first.words.values()] if card.first else []
    for text in said:
        assert not re.search(r"'| [:;?!»]|« ", text), text
