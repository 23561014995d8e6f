Mails leave through an outbox: written with the change they tell of, sent after it, again when the server was down, and shown to a manager when refused.
