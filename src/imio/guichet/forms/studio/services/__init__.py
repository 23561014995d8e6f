"""REST services of the form studio: they translate HTTP, and hold no rule."""
