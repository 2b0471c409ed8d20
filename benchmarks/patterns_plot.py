"""The plot of patterns_bench.py, written by hand as SVG: share found against the number of bouts."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

COLOURS = ("#b5651d", "#7a6a9c", "#2f7f79", "#1f3f66")
WIDTH, HEIGHT, LEFT, TOP = 300, 220, 76, 44
APART = 96
LABELS_APART = 14


class Found(NamedTuple):
    """A share, and its interval."""

    share: float
    low: float
    high: float


Panel = Mapping[tuple[float, int], Found]
"""By effect and number of bouts."""


def plot(panels: Mapping[str, Panel], effects: Sequence[float], bouts: Sequence[int]) -> str:
    """Panels side by side under their titles, a line for every effect; a thin bar shows the interval."""
    width = LEFT + len(panels) * (WIDTH + APART) - APART + 28
    height = TOP + HEIGHT + 56
    drawn = [
        _panel(title, panel, LEFT + i * (WIDTH + APART), effects, bouts)
        for i, (title, panel) in enumerate(panels.items())
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        'font-size="12" role="img" aria-label="Share of planted patterns found, by the number of bouts">\n'
        f'<rect width="{width}" height="{height}" fill="#fdfbf7"/>\n' + "\n".join(drawn) + "\n</svg>\n"
    )


def _panel(title: str, panel: Panel, left: int, effects: Sequence[float], bouts: Sequence[int]) -> str:
    def x(many: float) -> float:
        return left + WIDTH * many / (max(bouts) + 4)

    def y(share: float) -> float:
        return TOP + HEIGHT * (1 - share)

    def grey(at: float, down: float, anchor: str, text: str) -> str:
        return f'<text x="{at:.1f}" y="{down:.1f}" text-anchor="{anchor}" fill="#57534e">{text}</text>'

    out = [f'<text x="{left}" y="24" font-size="15" fill="#292524">{title}</text>']
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        out.append(f'<path d="M{left} {y(share):.1f}H{left + WIDTH}" stroke="#d6d3d1" fill="none"/>')
        out.append(grey(left - 6, y(share) + 4, "end", f"{100 * share:.0f} %"))
    out += [grey(x(many), TOP + HEIGHT + 18, "middle", str(many)) for many in bouts]
    out.append(grey(left + WIDTH / 2, TOP + HEIGHT + 38, "middle", "bouts in the diary"))
    label = -float("inf")
    for step, (effect, colour) in reversed(list(enumerate(zip(effects, COLOURS, strict=True)))):
        # A little beside one another, so that the bars of equal shares can be told apart.
        dots = [(x(many) + 1.6 * step - 2.4, panel[effect, many]) for many in bouts]
        line = " ".join(f"{at:.1f},{y(found.share):.1f}" for at, found in dots)
        out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for at, found in dots:
            bar = f"M{at:.1f} {y(found.low):.1f}V{y(found.high):.1f}"
            out.append(f'<path d="{bar}" stroke="{colour}" opacity="0.5"/>')
            out.append(f'<circle cx="{at:.1f}" cy="{y(found.share):.1f}" r="3" fill="{colour}"/>')
        label = max(y(dots[0][1].share), label + LABELS_APART)
        out.append(
            f'<text x="{dots[0][0] - 10:.1f}" y="{label + 4:.1f}" text-anchor="end" fill="{colour}">'
            f"+{effect * 100:.0f}</text>"
        )
    return "\n".join(out)
