"""The pages that figures are taken of, and the browsers that take them."""

CHROMIUM = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
LANGUAGES = ("en", "ru")

# Addresses; where they differ by more than the language's prefix there is one for each.
_EVERY_FILTER = (
    "news/?name=rukami&from=2019&to=2026&venue=moscow&venue=kazan&programme=rukami"
    "&topic=clubs&kind=news&order=oldest"
)
_ARTICLE = {
    "en": "rukami-closes-its-year-with-a-school-of-organizers-of-technological-clubs",
    "ru": "rukami-zavershaet-god-shkoloy-organizatorov-tekhnologicheskikh-kruzhkov",
}
FIGURED = {
    (name, language): f"/{language}/{address}"
    for language in LANGUAGES
    for name, address in {
        "home": "",
        "listing": "news/",
        "every filter": _EVERY_FILTER,
        "article": f"news/{_ARTICLE[language]}/",
        "programme": "programmes/rukami/",
        "search": "search/?q=rukami",
    }.items()
}
