"""Every part of the public pages in every state, from the templates that the pages use: `/styleguide/`."""
