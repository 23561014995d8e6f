REST: a dossier with its answers (`@guichet-dossier`) and the list of those one may read (`@guichet-dossiers`).
Desk: the list as it is filtered, for a spreadsheet (CSV, XLSX), with a column for each question of one procedure.
PDF of a dossier's answers, for the applicant and agents; the blank form on paper, its conditions in words.
