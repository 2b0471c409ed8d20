"""Something counted beside the patterns, as it is shown: its row in a list, and its page."""

from textual.content import Content

from companion.model.text import one_line
from companion.review.measure_parts import MeasureText
from companion.tui.widgets.chart_widget import paragraphs
from companion.tui.widgets.charts import BarRow, bars
from companion.tui.widgets.hanging_indent import HangingIndent


def measure_row(measure: MeasureText, width: int) -> Content:
    """Title and count: on one line where there is room for all rows to be so, else on two."""
    title, words = one_line(measure.title), one_line(measure.state)
    if width >= 70:
        room = width - 2 - len(title) - len(words)
        return Content.assemble("  ", title, " " * max(2, room), (words, "$soft"))
    return HangingIndent([("", title), ("", Content.styled(words, "$soft"))], 2).laid_out(width)


def measure_details(measure: MeasureText, width: int, calm: str) -> Content:
    """All there is to say, the sentence first; ``calm``: the line that belongs beside distance, or none."""
    blocks = [
        Content.assemble((one_line(measure.title), "bold"), "\n", (one_line(measure.state), "$soft")),
        Content(one_line(measure.line.text)),
        bars([BarRow(one_line(name), k, n, "$foreground") for name, k, n in measure.bars], width),
        Content("\n").join([Content(one_line(words)) for words in measure.notes]),
        Content.styled(one_line(measure.rule), "$soft"),
    ]
    if calm:
        words = Content.assemble((one_line(calm), "italic"), ("  F2 opens it.", "$soft"))
        blocks.append(HangingIndent([(Content.styled("┃ ", "$rule"), words)], 2).laid_out(width))
    return paragraphs(blocks)
