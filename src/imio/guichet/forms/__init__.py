"""Forms: the model of a procedure's form, its pages, drafts, uploads, submission."""
