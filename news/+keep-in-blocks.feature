An answer inside a block may be erased before its dossier, in every row (``guichet:keep``).
