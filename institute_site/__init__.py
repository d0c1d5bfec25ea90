"""Puts the site together: settings, addresses, home and standard pages, navigation, health."""
