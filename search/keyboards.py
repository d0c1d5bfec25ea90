"""What was typed while the keyboard was switched to another language."""

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_UPPER_LATIN = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'

_TO_CYRILLIC = str.maketrans(_LATIN + _UPPER_LATIN, _CYRILLIC + _CYRILLIC.upper())
_TO_LATIN = str.maketrans(_CYRILLIC + _CYRILLIC.upper(), _LATIN + _UPPER_LATIN)


def other_layout(text: str) -> str:
    """The same keys of the other keyboard, Russian for English and back; or "" for neither."""
    letters = [letter for letter in text.lower() if letter.isalpha()]
    if letters and all(letter in _CYRILLIC for letter in letters):
        return text.translate(_TO_LATIN)
    if letters and all(letter in _LATIN for letter in letters):
        return text.translate(_TO_CYRILLIC)
    return ""
