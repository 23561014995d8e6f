On a phone, a procedure shows how to start right after what it is, before its long text.
