"""What a public page may be asked to do."""

from http import HTTPMethod

READ_ONLY = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
