Municipal services have a page of their own; folders are shown as cards.
