"""Tables: rows of equally many short texts under plain headings."""

from collections.abc import Iterator

from .markup import Block
from .reader import one_line, read_line
from .runs import Mark, Marks, Run, has_link, marked, markup, plain
from .tree import Node

MAX_SPAN = 50


def read_table(node: Node, marks: Marks) -> list[Block]:
    """A table block, with what it cannot hold around it: a caption with a link before, pictures after."""
    caption, others = _caption(node, marks)
    before = [Block("text", f"<p>{markup(caption)}</p>")] if has_link(caption) else []
    grid: list[list[list[Run]]] = []
    headings: list[str] = []
    rows = list(_rows(node))
    spans: dict[int, int] = {}
    for number, row in enumerate(rows):
        cells, pictures = _cells(row, marks, spans)
        others += pictures
        is_head = number == 0 and all(cell.tag == "th" for cell in _row_cells(row))
        if is_head and not any(map(has_link, cells)):
            headings = [one_line(plain(cell)) for cell in cells]
        else:
            grid.append(cells)
    if not any(headings) and not any(plain(cell) for row in grid for cell in row):
        return [*before, *([] if before else _paragraph(caption)), *others]
    width = max([len(headings), *map(len, grid)])
    value = {
        "caption": "" if before else one_line(plain(caption)),
        "headings": [*headings, *[""] * (width - len(headings))],
        "rows": [
            [*map(_cell, row), *[""] * (width - len(row))]
            for row in grid
            if any(plain(cell) for cell in row)
        ],
    }
    return [*before, Block("table", value), *others]


def _paragraph(runs: list[Run]) -> list[Block]:
    return [Block("text", f"<p>{markup(runs)}</p>")] if plain(runs) else []


def _cell(runs: list[Run]) -> str:
    return markup(runs) if plain(runs) else ""


def _caption(node: Node, marks: Marks) -> tuple[list[Run], list[Block]]:
    caption = next((child for child in node.elements() if child.tag == "caption"), None)
    return read_line(caption, marks) if caption else ([], [])


def _rows(node: Node) -> Iterator[Node]:
    for child in node.elements():
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)


def _row_cells(row: Node) -> list[Node]:
    return [cell for cell in row.elements() if cell.tag in {"td", "th"}]


def _cells(row: Node, marks: Marks, spans: dict[int, int]) -> tuple[list[list[Run]], list[Block]]:
    """The cells of a row, with empty ones where a cell spans others; `spans` is kept from row to row."""
    cells: list[list[Run]] = []
    pictures: list[Block] = []
    is_head = all(cell.tag == "th" for cell in _row_cells(row))
    for cell in _row_cells(row):
        _skip_spanned(cells, spans)
        bold = cell.tag == "th" and not is_head
        runs, others = read_line(cell, marked(marks, Mark("b")) if bold else marks)
        pictures += others
        for number in range(_span(cell, "colspan")):
            spans[len(cells)] = _span(cell, "rowspan") - 1
            cells.append([] if number else runs)
    _skip_spanned(cells, spans)
    return cells, pictures


def _skip_spanned(cells: list[list[Run]], spans: dict[int, int]) -> None:
    while spans.get(len(cells), 0) > 0:
        spans[len(cells)] -= 1
        cells.append([])


def _span(cell: Node, name: str) -> int:
    value = cell.attributes.get(name, "")
    return min(max(int(value), 1), MAX_SPAN) if value.isdecimal() and value.isascii() else 1
