"""What people answer in the tests' forms: answers by field name.

A question that the form does not ask is skipped, so one dictionary serves a form
whatever its rules show. ``Path`` is a file to choose, ``date`` a day to pick.
"""

from datetime import date
from datetime import timedelta
from pathlib import Path


FILES = Path(__file__).resolve().parents[2] / "profiles" / "demo" / "files"
FIRST_DAY = date.today() + timedelta(days=95)

ORGANISER = {
    "organisateur_type": "personne",
    "nom": "Camille Dubois",
    "email": "demo-citizen@demo.example",
    "telephone": "0470 00 01 01",
    "adresse": "Rue du Laboratoire 12, 6000 Charleroi",
    "contact_sur_place": True,
}

PROMISES = {
    "engagement_voisins": True,
    "engagement_propre": True,
    "engagement_conditions": True,
    "engagement_exact": True,
    "rgpd": True,
}

CONCERT = {
    **ORGANISER,
    "nom_evenement": "Nuit des cuivres",
    "type": "concert",
    "description": "Six fanfares sur la place, de l’après-midi au soir.",
    "participants": 2000,
    "simultanes": 1500,
    "acces": "public",
    "payant": False,
    "debut_jour": FIRST_DAY,
    "debut_heure": "16:00",
    "fin_jour": FIRST_DAY,
    "fin_heure": "23:00",
    "montage_jour": FIRST_DAY - timedelta(days=1),
    "demontage_jour": FIRST_DAY + timedelta(days=1),
    "lieu_type": "rue",
    "lieu": "Place Charles II, 6000 Charleroi",
    "fermer_rue": True,
    "rues_fermees": "Rue Neuve, du n° 1 au n° 20, de 8 h à minuit",
    "prevu": ["musique"],
    "bus": False,
    "stationnement_interdit": False,
    "signalisation": "ville",
    "parking_public": "rue",
    "parking_velos": True,
    "securite_nom": "Bruno Lefèvre",
    "securite_telephone": "0470 00 02 01",
    "stewards": 12,
    "gardiennage": "entreprise",
    "gardiennage_nom": "Vigie Sécurité",
    "agents": 10,
    "controle": ["comptage", "sacs"],
    "evacuation": "Quatre sorties de quatre mètres, gardées par des stewards.",
    "plan_securite_etat": "plus-tard",
    "accord_reunion": True,
    "prima": "demande",
    "secouristes": "croix-rouge",
    "secouristes_nombre": 4,
    "poste_secours": "À droite de la scène",
    "ambulance": True,
    "defibrillateur": True,
    "acces_secours": "Par la rue de Dampremy",
    "son_type": ["groupes"],
    "son_debut": "16:00",
    "son_fin": "22:30",
    "son_niveau": "normal",
    "son_scene": "Vers la Sambre",
    "unisono": True,
    "toilettes": 15,
    "toilettes_pmr": 1,
    "accessibilite": ["cheminement"],
    "dechets": "ville",
    "tri": True,
    "nettoyage": "Le lendemain à 10 h",
    "riverains": ["toutes-boites"],
    "assurance": "plus-tard",
    "plan_implantation": FILES / "plan.pdf",
    **PROMISES,
}

STREET_PARTY = {
    **ORGANISER,
    "nom_evenement": "Repas de la rue du Laboratoire",
    "type": "fete-quartier",
    "description": "Un repas partagé entre voisins.",
    "participants": 10,
    "acces": "prive",
    "debut_jour": FIRST_DAY,
    "debut_heure": "12:00",
    "fin_jour": FIRST_DAY,
    "fin_heure": "18:00",
    "lieu_type": "rue",
    "lieu": "Rue du Laboratoire, 6000 Charleroi",
    "fermer_rue": False,
    **PROMISES,
}

POTHOLE = {
    "lieu": "Boulevard Tirou 40, 6000 Charleroi",
    "support": "cyclable",
    "nature": "trou",
    "taille": "roue",
    "danger": True,
    "danger_raison": "Les vélos doivent passer au milieu de la route.",
    "photo": FILES / "nid-de-poule.jpg",
    "tenir_au_courant": True,
    "nom": "Une passante",
    "email": "passante@demo.example",
}
