REST: a dossier with its answers (`@guichet-dossier`) and the list of those one may read (`@guichet-dossiers`).
