"""Pictures as readers get them: a place of the page says which sizes, and they are made ahead."""
