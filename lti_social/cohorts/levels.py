"""What the team reads before everybody does, as the trainer of a cohort chose."""

from enum import StrEnum

from lti_social.core.errors import N_


class Level(StrEnum):
    free = "free"
    first = "first"
    questions = "questions"
    everything = "everything"

    @property
    def words(self) -> str:
        return WORDS[self]

    @property
    def means(self) -> str:
        return MEANS[self]


WORDS = {
    Level.free: N_("Nothing: what is written is there at once"),
    Level.first: N_("The first posts of each person"),
    Level.questions: N_("All questions"),
    Level.everything: N_("Everything"),
}
MEANS = {
    Level.free: N_("What is wrong is reported, and you look at it then. Best for most."),
    Level.first: N_("Until you have published one of theirs."),
    Level.questions: N_("Answers and discussions are there at once."),
    Level.everything: N_("Nobody is answered before you have read the answer."),
}
