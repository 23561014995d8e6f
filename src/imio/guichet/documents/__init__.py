"""Documents made from what the site knows: PDF of answers, of a blank form."""
