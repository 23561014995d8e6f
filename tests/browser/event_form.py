"""The form that a town needs to let people organise an event, as data to build it from."""

from __future__ import annotations

from building import Call
from building import every
from building import Page
from building import Question
from building import Refusal
from building import some
from building import Test
from datetime import date
from datetime import timedelta
from samples import FILES


TITLE = "Organiser un événement sur la voie publique"
ID = "organiser-un-evenement-sur-la-voie-publique"
CODE = "EVP"

WHO = "Qui organise ?"
ENTERPRISE = "Numéro d'entreprise"
WHAT = "De quoi s'agit-il ?"
PLANS = "Que prévoyez-vous ?"
PEOPLE = "Combien de personnes attendez-vous ?"
DAY = "Quel jour ?"
CLOSED = "Faut-il fermer une rue ?"
PLAN = "Plan des lieux"
STANDS = "Stands et véhicules"
LENGTH = "Longueur"
ALCOHOL = "Des boissons alcoolisées"
MUSIC = "De la musique amplifiée"
FIREWORKS = "Un feu d'artifice"
DRONE = "Un drone"
MARKET = "Un marché ou une brocante"

BIG = 500

YOU = Page(
    "Vous",
    [
        Question(
            "Un choix",
            WHO,
            required=True,
            settings={"Choix": ["Une personne", "Une association", "Une entreprise"]},
        ),
        Question(
            "Numéro d'entreprise",
            ENTERPRISE,
            settings={
                "Montrer quand": Test(
                    WHO, "est l'un de", ["Une association", "Une entreprise"]
                ),
                "Obligatoire quand": Test(WHO, "est", "Une entreprise"),
            },
        ),
        Question(
            "Texte court",
            "Nom et prénom du responsable",
            required=True,
            settings={
                "Rempli d'avance avec": "Nom de la personne identifiée",
                "Rôle de cette réponse": "Nom du demandeur",
            },
        ),
        Question(
            "Adresse e-mail",
            "Adresse e-mail",
            required=True,
            settings={
                "Rempli d'avance avec": "Adresse e-mail de la personne identifiée",
                "Rôle de cette réponse": "E-mail du demandeur",
            },
        ),
        Question("Téléphone", "Téléphone pendant l'événement", required=True),
    ],
    introduction="Dites-nous qui nous pouvons joindre.",
)

EVENT = Page(
    "L'événement",
    [
        Question("Texte court", "Nom de l'événement", required=True),
        Question(
            "Un choix",
            WHAT,
            required=True,
            settings={
                "Choix": ["Une fête de quartier", "Un concert", "Un cortège", MARKET]
            },
        ),
        Question(
            "Plusieurs choix",
            PLANS,
            settings={"Choix": [ALCOHOL, MUSIC, FIREWORKS, DRONE]},
        ),
        Question(
            "Nombre entier",
            PEOPLE,
            required=True,
            settings={"Au moins": 1, "Unité": "personnes"},
        ),
        Question("Lieu", "Où ?", required=True),
        Question("Date", DAY, required=True, settings={"Pas avant (délai)": "today"}),
        Question("Heure", "Début", settings={"Largeur": "La moitié"}),
        Question(
            "Heure",
            "Fin",
            settings={
                "Largeur": "La moitié",
                "Refuser la réponse quand": Refusal(
                    Test("Fin", "est avant", "Début"),
                    "La fin vient après le début.",
                ),
            },
        ),
    ],
    refuse=[
        Refusal(
            some(
                Test(DAY, "est dans moins de", 10),
                every(
                    Test(PEOPLE, "est supérieur ou égal à", BIG),
                    Test(DAY, "est dans moins de", 40),
                ),
            ),
            "Il est trop tard : demandez 10 jours ouvrés à l'avance, 40 à partir de "
            "500 personnes.",
        )
    ],
)

ROAD = Page(
    "La voie publique",
    [
        Question("Oui ou non", CLOSED, required=True),
        Question(
            "Période",
            "Du montage au démontage",
            required=True,
            settings={"Jours au plus": 10},
        ),
        Question(
            "Fichier",
            PLAN,
            settings={
                "Obligatoire quand": some(
                    Test(CLOSED, "est oui"),
                    Test(PEOPLE, "est supérieur ou égal à", BIG),
                )
            },
        ),
        Question(
            "Bloc de questions à répéter",
            STANDS,
            required=True,
            settings={
                "Montrer quand": Test(WHAT, "est", MARKET),
                "Lignes au moins": 1,
                "Titre d'une ligne": "Stand",
                "Bouton qui ajoute une ligne": "Ajouter un stand",
            },
            inside=[
                Question("Texte court", "Ce qui s'y trouve", required=True),
                Question(
                    "Nombre à virgule",
                    LENGTH,
                    required=True,
                    settings={"Unité": "mètres"},
                ),
                Question("Plaque d'immatriculation", "Plaque du véhicule"),
            ],
        ),
        Question(
            "Montant calculé",
            "Redevance",
            settings={
                "Valeur calculée": Call(
                    "Produit de",
                    (Call("Total d'une liste ou d'une colonne", (STANDS, LENGTH)), 1.5),
                ),
                "Montrée au citoyen": True,
                "Montrer quand": Test(WHAT, "est", MARKET),
            },
        ),
    ],
    show=some(
        Test(WHAT, "est l'un de", ["Un cortège", MARKET]),
        Test(PEOPLE, "est supérieur ou égal à", 100),
    ),
)

RULES = Page(
    "Alcool, musique, artifices, drone",
    [
        Question(
            "Texte explicatif",
            "Rappel",
            settings={
                "Texte": "Chaque activité a ses règles : dites-nous qui en répond."
            },
        ),
        Question(
            "Texte court",
            "Qui tient le débit de boissons ?",
            required=True,
            settings={"Montrer quand": Test(PLANS, "contient", ALCOHOL)},
        ),
        Question(
            "Heure",
            "Fin de la musique",
            required=True,
            settings={
                "Montrer quand": Test(PLANS, "contient", MUSIC),
                "Refuser la réponse quand": Refusal(
                    Test("Fin de la musique", "est après", "23:00"),
                    "La musique s'arrête à 23 h au plus tard.",
                ),
            },
        ),
        Question(
            "Fichier",
            "Attestation de l'artificier",
            settings={
                "Montrer quand": Test(PLANS, "contient", FIREWORKS),
                "Obligatoire quand": Test(PEOPLE, "est supérieur à", 50),
            },
        ),
        Question(
            "Texte court",
            "Licence du télépilote",
            settings={"Montrer quand": Test(PLANS, "contient", DRONE)},
        ),
    ],
    show=Test(PLANS, "est rempli"),
)

END = Page(
    "Votre accord",
    [
        Question(
            "Consentement",
            "Je laisserai les lieux propres et accessibles aux secours.",
        ),
        Question("Texte long", "Autre chose à nous dire ?"),
    ],
)

PAGES = (YOU, EVENT, ROAD, RULES, END)


def answers(day: date) -> dict[str, object]:
    """What the organiser of a flea market says, by the names that questions were given."""
    return {
        "qui_organise": "une_association",
        "numero_d_entreprise": "0207.373.429",
        "nom_et_prenom_du_responsable": "Camille Exemple",
        "adresse_e_mail": "camille@example.org",
        "telephone_pendant_l_evenement": "0470 12 34 56",
        "nom_de_l_evenement": "Brocante du quai",
        "de_quoi_s_agit_il": "un_marche_ou_une_brocante",
        "que_prevoyez_vous": ["de_la_musique_amplifiee"],
        "combien_de_personnes_attendez_vous": BIG,
        "ou": "Quai Arthur Rimbaud, 6000 Charleroi",
        "quel_jour": day,
        "debut": "09:00",
        "fin": "18:00",
        "faut_il_fermer_une_rue": True,
        "du_montage_au_demontage": {"start": day, "end": day},
        "plan_des_lieux": FILES / "plan.pdf",
        "stands_et_vehicules": {
            "r1.ce_qui_s_y_trouve": "Livres",
            "r1.longueur": "4",
        },
        "fin_de_la_musique": "17:00",
        "je_laisserai_les_lieux_propres_et_access": True,
    }


def in_days(days: int) -> date:
    """Return a day from today on."""
    return date.today() + timedelta(days=days)
