Forms: while one types, only the rules that read the changed answer are evaluated again.
