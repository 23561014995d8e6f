The town's portal: theme, light main template, home, e-counter, search, tracking, my space, the citizen's dossier page.
