Rows of blocks and tables are added, copied, moved and removed (and put back) in the browser, at once; their rules are live. Without JavaScript the buttons work as before.
