Choices with prices, pictures, explanations, conditions and "another"; from a CSV or a list of the site; dependent on other answers; searched when they are many; ranked, and in grids.
