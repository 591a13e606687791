"""Who learns in the demo LMS, in which courses, and with which resources."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Role(Enum):
    """What a person does in the LMS, in the words of its pages."""

    learner = "suit le cours"
    assistant = "assiste l’animation"
    trainer = "anime le cours"
    admin = "administre le LMS"


@dataclass(frozen=True)
class Person:
    """`id` is what launches send as `sub`; who keeps their name keeps their e-mail too."""

    id: str
    first_name: str
    family_name: str
    role: Role = Role.learner
    shares_name: bool = True

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.family_name}"

    @property
    def email(self) -> str:
        return f"{self.id}@banque.example"


@dataclass(frozen=True)
class Group:
    id: str
    name: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class Resource:
    kind: str
    title: str


@dataclass(frozen=True)
class Section:
    title: str
    resources: tuple[Resource, ...]


@dataclass(frozen=True)
class Activity:
    """Where a course holds the tool; `id` is what launches send as the resource link.

    What a trainer added has the address and the parameters that the tool gave it; `column`
    is its place in the gradebook, in words.
    """

    id: str
    title: str
    text: str = ""
    url: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)
    column: str = ""


@dataclass(frozen=True)
class Course:
    """`id` is what launches send as the context."""

    id: str
    label: str
    title: str
    activity: Activity
    sections: tuple[Section, ...]
    people: tuple[str, ...]
    groups: tuple[Group, ...] = ()

    def holds(self, person: Person) -> bool:
        return person.id in self.people

    def groups_of(self, person: Person) -> list[Group]:
        return [group for group in self.groups if person.id in group.people]


PEOPLE = {
    person.id: person
    for person in (
        Person("claire", "Claire", "Vasseur", Role.trainer),
        Person("aurore", "Aurore", "Lemoine", Role.assistant),
        Person("solene", "Solène", "Garnier"),
        Person("karim", "Karim", "Haddad"),
        Person("maelle", "Maëlle", "Le Goff"),
        Person("theo", "Théo", "Marchand"),
        Person("ines", "Inès", "Ferreira"),
        Person("fatou", "Fatou", "Diallo"),
        Person("nadia", "Nadia", "Benali"),
        Person("bastien", "Bastien", "Roux", shares_name=False),
        Person("michel", "Michel", "Delorme", Role.admin),
    )
}

SALES = Course(
    id="vente-2026",
    label="VC-2026",
    title="Vente conseil en agence · Automne 2026",
    activity=Activity("101", "Le lieu de la cohorte"),
    sections=(
        Section(
            "1. Préparer le rendez-vous",
            (
                Resource("PDF", "Fiche : préparer un rendez-vous en dix minutes"),
                Resource("Vidéo", "Vidéo : l’appel de confirmation"),
                Resource("Test", "Test : les objectifs d’un rendez-vous"),
            ),
        ),
        Section(
            "2. Découvrir le besoin",
            (
                Resource("PDF", "Guide d’entretien découverte"),
                Resource("Vidéo", "Vidéo : les questions qui ouvrent"),
                Resource("Page", "Étude de cas : la famille qui déménage"),
                Resource("Test", "Test : reformuler"),
            ),
        ),
        Section(
            "3. Proposer et conclure",
            (
                Resource("Vidéo", "Vidéo : répondre à « je vais réfléchir »"),
                Resource("PDF", "Argumentaire assurance habitation"),
            ),
        ),
    ),
    people=(
        *("claire", "aurore", "solene", "karim", "maelle"),
        *("theo", "ines", "fatou", "michel"),
    ),
    groups=(
        Group("11", "Touraine", ("solene", "karim", "maelle")),
        Group("12", "Anjou-Maine", ("theo", "ines", "fatou")),
    ),
)

MANAGERS = Course(
    id="managers-2026",
    label="ANM-2026",
    title="Accueil des nouveaux managers",
    activity=Activity("102", "Le lieu de la cohorte"),
    sections=(
        Section(
            "1. Prendre son poste",
            (
                Resource("PDF", "Livret : les trente premiers jours"),
                Resource("Vidéo", "Vidéo : se présenter à son équipe"),
            ),
        ),
        Section(
            "2. Conduire les échanges",
            (
                Resource("PDF", "Trame : l’entretien individuel de trente minutes"),
                Resource("Page", "Étude de cas : l’ancienne collègue"),
                Resource("Vidéo", "Vidéo : faire un retour difficile"),
            ),
        ),
    ),
    people=("claire", "karim", "fatou", "nadia", "bastien", "michel"),
)

COURSES = {course.id: course for course in (SALES, MANAGERS)}
