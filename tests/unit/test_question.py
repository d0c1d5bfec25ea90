"""Links from one question to the next."""

from django.http import QueryDict

from search.question import Question

KNOWN = ["name", "from", "venue"]


def read(query: str) -> Question:
    return Question.read(QueryDict(query), KNOWN, {"name", "from"})


def test_empty_unknown_and_repeated_parameters_do_not_survive():
    assert read("name=&venue=moscow&utm_source=x&venue=moscow&venue=").query == "?venue=moscow"


def test_the_last_of_two_names_counts_as_in_a_form():
    assert read("name=a&name=b").query == "?name=b"


def test_an_empty_last_value_is_no_name_as_in_a_form():
    assert read("name=a&name=").query == ""


def test_one_of_two_venues_can_be_taken_away():
    question = read("venue=moscow&venue=tomsk")
    assert question.less("venue", "moscow").query == "?venue=tomsk"


def test_nothing_asked_is_no_query_string():
    assert read("name=a").set(name="").query == ""
    assert not read("")


def test_values_are_encoded():
    assert read("name=%D1%80%26x%3D1").query == "?name=%D1%80%26x%3D1"
