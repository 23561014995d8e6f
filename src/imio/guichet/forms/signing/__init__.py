"""Signatures of others: a request that counts once they have signed it.

After the first person's submission the dossier stays a draft, sealed: agents, lists and
lifecycles know nothing of it. ``asking`` says who must sign, ``seal`` what they sign,
``tokens`` makes the links, ``acts`` does it, ``mails`` tells it, ``agenda`` ends it.
Decision: docs/decisions/0010-signatures-of-others.md.
"""
