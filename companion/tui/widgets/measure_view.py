"""Something counted beside the patterns, as it is shown: its row in a list, and its page."""

from textual.content import Content

from companion.model.text import one_line
from companion.review.drawing import Row, hung
from companion.review.measure_parts import MeasureText
from companion.review.pattern_drawing import FIGURES, Rate, two_lines
from companion.review.pattern_page import bar_for
from companion.tui.widgets.chart_widget import paragraphs
from companion.tui.widgets.charts import BarRow, bars
from companion.tui.widgets.hanging_indent import HangingIndent


def measure_row(measure: MeasureText, width: int, figures: int = FIGURES) -> list[Row]:
    """Title and rate; what else the state says stands below."""
    title, words = one_line(measure.title), one_line(measure.state)
    head = (("  ", ""), (title, ""))
    if measure.rate is None:
        return [*hung(head[0], head[1:], width), *hung(("  ", ""), ((words, "$soft"),), width)]
    more = words.partition(", ")[2]
    below = (("  ", ""), (more, "$soft"))
    return two_lines(
        head, below if more else (), (Rate(*measure.rate, "$foreground"),), width, bar_for(width), figures
    )


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
        words = Content.assemble(one_line(calm), ("  Press F2.", "$soft"))
        blocks.append(HangingIndent([(Content.styled("┃ ", "$rule"), words)], 2).laid_out(width))
    return paragraphs(blocks)
