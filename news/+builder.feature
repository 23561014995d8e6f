The form studio: form managers build pages, questions and rules in sentences, with undo, autosave and a preview; a new procedure is begun in the browser.
