"""How dates are written here where it differs from what Django brings; see FORMAT_MODULE_PATH."""
