A procedure may ask that others sign: they get a link, sign in, read the answers as sent, sign or refuse; the request counts when all have signed.
