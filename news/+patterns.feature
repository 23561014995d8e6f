A line of text may be asked to have a shape; questions may take a third, a quarter… of a line.
