"""The version for the visually impaired: what a reader chose of size, colours, spacing and pictures."""
