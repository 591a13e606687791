"""What people look for, in French and English, and what they should find.

Written before the search was. Each thing of the small corpus has a name; a query names all
that it should find, and nothing else. Words that the corpus lacks find nothing.
"""

from typing import Any, NamedTuple


class Said(NamedTuple):
    """A thread: a question, or else a discussion."""

    title: str
    body: str
    answers: tuple[str, ...] = ()
    asks: bool = True


THREADS = {
    "réfléchir": Said(
        "Le client dit « je vais réfléchir » : je relance quand, et comment ?",
        "Il part sans décider. Je ne veux pas insister, mais trois semaines plus tard il "
        "a oublié.",
        ("Je propose la date du rappel avant qu’il parte.",),
    ),
    "épargne": Said(
        "Comment parler d’épargne à un client venu juste pour une attestation ?",
        "Il a dix minutes, il n’a rien demandé, mais son livret dort depuis trois ans.",
        ("Une seule question sur ses projets suffit.",),
    ),
    "conseiller": Said(
        "Peut-on citer le nom du conseiller que le client voyait avant ?",
        "Le client me compare à son ancienne conseillère, partie en retraite.",
    ),
    "questions": Said(
        "J’ai déroulé mes dix questions, la cliente est partie",
        "C’était un échec. J’aurais dû écouter au lieu d’interroger.",
        asks=False,
    ),
    "résiliation": Said(
        "Résiliation en trois clics : ce que les clients nous demandent déjà",
        "Depuis la loi de juin, l’assureur doit répondre sous dix jours. Les contrats "
        "d’assurance habitation sont concernés.",
        asks=False,
    ),
    "durée": Said(
        "Dire combien de temps on a, dès le début : gênant ou rassurant ?",
        "Annoncer la durée du rendez-vous change l’ambiance.",
        asks=False,
    ),
    "réclamation": Said(
        "Que faire quand une réclamation arrive en plein rendez-vous ?",
        "Une dame était furieuse à cause de frais bancaires. J’ai noté son grief.",
    ),
    "manager": Said(
        "How do you open a first meeting with a new manager?",
        "I usually start with small talk, then I lose ten minutes.",
        ("Ask what they expect from you, then listen.",),
    ),
    "feedback": Said(
        "Giving feedback without hurting people",
        "My colleague’s comments were harsh. We don’t talk about feelings at work.",
        asks=False,
    ),
    "télétravail": Said(
        "Télétravail : comment garder le lien avec l’équipe ?",
        "Depuis qu’on travaille à distance, les nouveaux n’osent plus demander.",
    ),
    "e-mail": Said(
        "Faut-il envoyer un e-mail de synthèse après l’entretien ?",
        "Certains collègues préfèrent téléphoner. Moi j’écris cinq lignes le soir même.",
    ),
    "crédit": Said(
        "Crédit immobilier refusé : comment l’annoncer ?",
        "Le dossier a été refusé par le siège. Le couple attendait une réponse positive. "
        "Son taux d’endettement dépasse 35 %.",
    ),
    "video": Said(
        "Which tools do you use for video calls?",
        "Customers ask for remote appointments. Our software crashes when they’re sharing "
        "a screen.",
    ),
    "RGPD": Said(
        "Mise en œuvre du RGPD en agence",
        "Peut-on garder les coordonnées d’un prospect ? Jusqu’où va l’accord signé ?",
    ),
}

CARDS: dict[str, dict[str, Any]] = {
    "reformuler": {
        "title": "Reformuler la situation avant de parler produit",
        "problem": "Le client décrit son projet, je réponds par un contrat.",
        "job": "Conseillers en agence",
        "constraints": "Trente minutes au moins",
        "steps": "Je laisse le client finir.\nJe redis la situation avec ses mots.",
        "why": "Le client entend qu’on l’a compris.",
        "result": "Une fois sur trois, il corrige.",
        "conditions": "Un rendez-vous assis.",
        "fails_when": "Le client est pressé.",
        "skills": ("Écoute active",),
    },
    "rappel": {
        "title": "Proposer la date du rappel avant que le client parte",
        "steps": "Je sors mon agenda.\nOn choisit un jour ensemble.",
        "result": "Moins de relances dans le vide.",
        "fails_when": "La décision se prend à deux et l’autre est absent.",
        "skills": ("Relancer", "Conclure"),
    },
    "silence": {
        "title": "Laisser trois secondes de silence après le prix",
        "steps": "J’énonce le prix.\nJe compte jusqu’à trois.",
        "result": "La personne parle la première.",
        "fails_when": "Au téléphone, on croit la ligne coupée.",
        "skills": ("Négociation",),
    },
    "résumé": {
        "title": "Envoyer le résumé du rendez-vous le soir même, en cinq lignes",
        "steps": "J’écris ce que j’ai compris.\nJ’ajoute la prochaine étape.",
        "fails_when": "Sans l’adresse du client.",
        "skills": ("Relancer",),
    },
    "agenda": {
        "title": "Share the agenda two days before the meeting",
        "steps": "I list three topics.\nI ask everyone for one question.",
        "result": "Meetings end on time.",
        "fails_when": "People never read their mailbox.",
        "skills": ("Facilitation",),
    },
    "buddy": {
        "title": "Pair newcomers with a buddy during their first week",
        "steps": "I choose volunteers.\nThey have lunch together.",
        "result": "Newcomers ask questions earlier.",
        "fails_when": "The buddy is overloaded.",
        "skills": ("Onboarding",),
    },
}

CHALLENGES: dict[str, dict[str, Any]] = {
    "comptoir": {
        "title": "Observer un pair au comptoir",
        "why": "On apprend en regardant faire.",
        "objective": "Passez une matinée auprès d’un pair, puis décrivez trois gestes.",
        "brief": "<p>Choisissez une matinée <strong>calme</strong>.</p>",
    },
    "handover": {
        "title": "Write a handover note",
        "why": "Absences come without a warning.",
        "objective": "Write one page that lets somebody else take over.",
        "brief": "<p>Have it read by a person who never saw the case.</p>",
    },
    "carnet": {  # over, and archived
        "title": "Tenir un carnet de bord",
        "why": "Ce qui s’écrit se retient.",
        "objective": "Deux lignes chaque vendredi.",
        "brief": "<p>À la main, ou au clavier.</p>",
    },
}

RELANCER = {"réfléchir", "rappel", "résumé"}
QUESTION = {"questions", "épargne", "agenda", "buddy"}
MEETING = {"durée", "réclamation", "reformuler", "résumé"}
CLIENT = {"réfléchir", "épargne", "conseiller", "questions", "résiliation"}
CLIENT |= {"reformuler", "rappel", "résumé"}
NOTHING: set[str] = set()

QUERIES: dict[str, set[str]] = {
    # French: accents, number, gender, verbs and their nouns
    "réfléchir": {"réfléchir"},
    "reflechir": {"réfléchir"},
    "réfléchi": {"réfléchir"},
    "relancer": RELANCER,
    "relances": RELANCER,
    "épargne": {"épargne"},
    "epargner": {"épargne"},
    "attestations": {"épargne"},
    "conseillère": {"conseiller", "reformuler"},
    "conseillers": {"conseiller", "reformuler"},
    "écouter": {"questions", "reformuler"},
    "ecoute": {"questions", "reformuler"},
    "interroger": {"questions"},
    "résilier": {"résiliation"},
    "resiliation": {"résiliation"},
    "assurances": {"résiliation"},
    "assureurs": {"résiliation"},
    "lois": {"résiliation"},
    "durées": {"durée"},
    "gênante": {"durée"},
    "réclamations": {"réclamation"},
    "furieux": {"réclamation"},
    "télétravail": {"télétravail"},
    "teletravailler": {"télétravail"},
    "équipes": {"télétravail"},
    "entretiens": {"e-mail"},
    "synthèses": {"e-mail"},
    "collègue": {"e-mail"},
    "refus": {"crédit"},
    "endettement": {"crédit"},
    "prix": {"silence"},
    "négocier": {"silence"},
    "téléphone": {"silence", "e-mail"},
    "premier": {"silence"},
    "rappels": {"rappel", "réfléchir"},
    "conclure": {"rappel"},
    "décidé": {"réfléchir"},
    "décisions": {"rappel"},
    "oublier": {"réfléchir"},
    "retraités": {"conseiller"},
    "contrats": {"résiliation", "reformuler"},
    "projet": {"épargne", "reformuler"},
    "échecs": {"questions"},
    "clients": CLIENT,
    "prospects": {"RGPD"},
    # French: elision, ligatures, hyphens, figures, capitals
    "l’entretien": {"e-mail"},
    "d'épargne": {"épargne"},
    "qu’on travaille": {"télétravail"},
    "l’assureur": {"résiliation"},
    "œuvre": {"RGPD"},
    "oeuvre": {"RGPD"},
    "rgpd": {"RGPD"},
    "rendez-vous": MEETING,
    "rendez vous": MEETING,
    "e-mail": {"e-mail"},
    "emails": {"e-mail"},
    "35 %": {"crédit"},
    "ANNONCER LA DURÉE": {"durée"},
    # French: several words, all of which must be there
    "frais bancaire": {"réclamation"},
    "crédits immobiliers": {"crédit"},
    "refuser un crédit": {"crédit"},
    "proposer une date": {"rappel", "réfléchir"},
    "cliente pressée": {"reformuler"},
    "dix minutes": {"épargne"},
    "date de rappel du client": {"rappel", "réfléchir"},
    # French: phrases
    '"date du rappel"': {"rappel", "réfléchir"},
    '"rappel du date"': NOTHING,
    "« je vais réfléchir »": {"réfléchir"},
    "“trois secondes”": {"silence"},
    '"secondes trois"': NOTHING,
    '"trois secondes" prix': {"silence"},
    # French: challenges, by all that they say
    "observation": {"comptoir"},
    "comptoirs": {"comptoir"},
    "apprendre en regardant": {"comptoir"},
    "gestes d’un pair": {"comptoir"},
    '"matinée calme"': {"comptoir"},
    "carnets": {"carnet"},
    "claviers": {"carnet"},
    # English
    "handovers": {"handover"},
    "warnings": {"handover"},
    "taking over": {"handover"},
    '"a person who never saw"': {"handover"},
    "question": QUESTION,
    "colleagues": {"feedback"},
    "meetings": {"manager", "agenda"},
    "listening": {"manager"},
    "managers": {"manager"},
    "giving feedback": {"feedback"},
    "give feedback": {"feedback"},
    "feeling": {"feedback"},
    "harshly": {"feedback"},
    "customer's": {"video"},
    "appointment": {"video"},
    "crash": {"video"},
    "screen sharing": {"video"},
    "share": {"video", "agenda"},
    "newcomer": {"buddy"},
    "buddies": {"buddy"},
    "volunteer": {"buddy"},
    "onboarding": {"buddy"},
    "don't talk": {"feedback", "manager"},
    "the first week": {"buddy"},
    '"small talk"': {"manager"},
    '"talk small"': NOTHING,
    # Both
    "agenda": {"agenda", "rappel"},
    # What is not there, or not for everybody, or next door
    "xylophone": NOTHING,
    "ristournes": NOTHING,
    "Bérénice": NOTHING,
    "salariale": NOTHING,
    "parapluie": NOTHING,
}

PARTLY: dict[str, set[str]] = {  # where nothing has all of the words
    "comment annoncer une mauvaise nouvelle": {"crédit", "durée"},
    "appeler un prospect": {"RGPD"},
}

FIRST: dict[str, str] = {  # what stands on top
    "rappel": "rappel",
    "agenda": "agenda",
    "refuser un crédit": "crédit",
    "épargne": "épargne",
    "meeting": "agenda",
    "relance": "réfléchir",
    "observer": "comptoir",
    "rendez-vous": "résumé",  # of two titles that have it, the newer one
}

TITLES: dict[str, str] = {  # of a question about to be asked, and the thread most like it
    "Mon client veut réfléchir, je le rappelle quand ?": "réfléchir",
    "Comment annoncer un refus de crédit ?": "crédit",
    "Aborder l'épargne avec quelqu’un de pressé": "épargne",
    "Une cliente furieuse, une réclamation : que répondre ?": "réclamation",
    "How should I start a meeting with managers?": "manager",
    "What tool for a video call?": "video",
    "Garder le contact avec l’équipe en télétravail": "télétravail",
}
UNLIKE = ("Où garer son vélo ?", "Who has the keys of the printer?", "Quand", "?")
