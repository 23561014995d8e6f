One rule language, a strict JsonLogic with dates and working days, runs alike on the server and in the page, and is checked before publishing.
