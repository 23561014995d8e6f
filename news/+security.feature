Pages kept for everybody cannot be poisoned by cookies; people and the catalog of dossiers have no page for visitors.
