A request may be made for a child, an enterprise or somebody who gave a mandate: a first page asks for whom, and desk, lists, search, mails, REST and PDF tell it.
