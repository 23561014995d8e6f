Form managers find their procedures, with their state, in one page (« Gérer les démarches » in their menu); a procedure's page leads them to the studio.
