A town in one command or from Plone's own "create site" page: its services, pages and settings, and five procedures written for real, from a street party of ten to a concert of ten thousand.
