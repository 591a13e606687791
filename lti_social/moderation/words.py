"""What can be the matter with something, what can be done about it, how a case stands."""

from enum import StrEnum

from lti_social.core.errors import N_


class Matter(StrEnum):
    """Why somebody reports; what is grave is out of sight until somebody decides."""

    name = "name"
    hurtful = "hurtful"
    wrong = "wrong"
    off = "off"
    other = "other"
    danger = "danger"
    hatred = "hatred"
    private = "private"

    @property
    def is_grave(self) -> bool:
        return self in GRAVE

    @property
    def words(self) -> str:
        return MATTERS[self]


GRAVE = (Matter.danger, Matter.hatred, Matter.private)
MATTERS = {
    Matter.name: N_("Somebody can be recognised: a client, a colleague"),
    Matter.hurtful: N_("It hurts or mocks somebody"),
    Matter.wrong: N_("It is wrong, and could do harm at work"),
    Matter.off: N_("It is advertising, or has nothing to do here"),
    Matter.other: N_("Something else"),
    Matter.danger: N_("A threat, or somebody in danger"),
    Matter.hatred: N_("Hatred or harassment"),
    Matter.private: N_("A secret: personal or bank data, health, a password"),
}


class State(StrEnum):
    """Of a case: what was said of it last."""

    open = "open"
    edit_asked = "edit_asked"
    left = "left"
    shown = "shown"
    hidden = "hidden"
    removed = "removed"
    published = "published"
    refused = "refused"
    appealed = "appealed"
    upheld = "upheld"
    restored = "restored"


COMES_BACK = (State.edit_asked, State.hidden, State.refused)  # once its author edits it
FINE = (State.left, State.shown, State.published, State.restored)  # the team looked at it


class Act(StrEnum):
    """What was done about it. All but the first two lead to the state of that name."""

    hid_at_once = "hid_at_once"
    handed_on = "handed_on"
    left = "left"
    shown = "shown"
    edit_asked = "edit_asked"
    hidden = "hidden"
    removed = "removed"
    published = "published"
    refused = "refused"
    upheld = "upheld"
    restored = "restored"

    @property
    def words(self) -> str:
        return DONE[self]

    @property
    def offer(self) -> str:
        return OFFERS[self]

    @property
    def means(self) -> str:
        return MEANS[self]


DONE = {
    Act.hid_at_once: N_("Hidden at once, as it was reported as serious"),
    Act.handed_on: N_("Handed on"),
    Act.left: N_("Left as it is"),
    Act.shown: N_("Shown again"),
    Act.edit_asked: N_("An edit was asked for"),
    Act.hidden: N_("Hidden"),
    Act.removed: N_("Removed"),
    Act.published: N_("Published"),
    Act.refused: N_("Not published"),
    Act.upheld: N_("Appeal not granted: the decision stands"),
    Act.restored: N_("Appeal granted: shown again"),
}
OFFERS = {
    Act.left: N_("Leave it as it is"),
    Act.shown: N_("Show it again"),
    Act.edit_asked: N_("Ask its author for an edit"),
    Act.hidden: N_("Hide it"),
    Act.removed: N_("Remove it"),
    Act.published: N_("Publish it"),
    Act.refused: N_("Do not publish it"),
    Act.upheld: N_("The decision stands"),
    Act.restored: N_("The appeal is right: show it again"),
}
MEANS = {
    Act.left: N_("Who reported it is told so. Its author hears nothing."),
    Act.shown: N_("Everybody reads it again, and its author is told."),
    Act.edit_asked: N_("Its author reads what you ask for. Edited, it comes back to you."),
    Act.hidden: N_("Only its author and the team read it, until you show it again."),
    Act.removed: N_("For good. The cohort reads your reason in its place: name nobody."),
    Act.published: N_("Everybody reads it, and those who follow the thread are told."),
    Act.refused: N_("Its author reads why, and can edit it or appeal. Nobody else knows."),
    Act.upheld: N_("Its author reads your reasons. This closes the case."),
    Act.restored: N_("Everybody reads it again. Its author and who had decided are told."),
}
REMOVED_WHOLE = N_("For good. Only its author and the team read it, and your reason.")
NEEDS_NO_REASON = (Act.left, Act.shown, Act.published, Act.restored)
TOLD = tuple(act for act in Act if act not in (Act.handed_on, Act.left))  # to its author
