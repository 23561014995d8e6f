Form managers keep questions in a library of the site and put copies of them in other forms.
