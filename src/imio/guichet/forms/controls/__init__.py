"""How each kind of field is asked, read, checked and shown."""
