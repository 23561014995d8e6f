Studio: what was just added waits for its title; settings that mean nothing yet are not shown; a page says when it is refused; rules are said in the
language of the studio.
