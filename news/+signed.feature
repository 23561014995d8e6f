REST: a dossier with its answers (`@guichet-dossier`) and the list of those one may read (`@guichet-dossiers`).
Desk: the list as it is filtered, for a spreadsheet (CSV, XLSX), with a column for each question of one procedure.
PDF of a dossier's answers, for the applicant and agents; the blank form on paper, its conditions in words.
Applicants correct what they sent while the lifecycle's step lets them (`edits`); agents see each answer before and after. A new request starts again from an earlier one, with the answers that still fit.
