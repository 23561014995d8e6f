Procedures are given to other towns and taken from them as one zip of readable files, from the web or the command line:
what is new, what changes and what is missing is shown first, then all is installed or nothing.
