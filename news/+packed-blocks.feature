Packages of procedures carry the blocks of the library that the forms copied (``blocks/``).
