"""The goals of a run as a drawing for the documentation: how far each figure is from its goal."""

from html import escape

WIDE, HIGH, LEFT, RIGHT = 900, 22, 420, 60
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2933 }
.met { fill: #2f855a } .missed { fill: #c05621 } .goal { stroke: #1f2933; stroke-dasharray: 4 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #e4e7eb } .met { fill: #68d391 } .missed { fill: #f6ad55 } .goal { stroke: #e4e7eb }
}
"""


def drawn(verdicts, scale):
    """Return an SVG with a bar for each figure: its length is the share of the goal that it takes, at most 2."""
    bars = [_bar(place, one) for place, one in enumerate(verdicts, 2)]
    height = (len(bars) + 3) * HIGH
    at = LEFT + (WIDE - LEFT - RIGHT) / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height}" role="img" '
        f'aria-label="Figures of the benchmark beside their goals"><style>{STYLE}</style>'
        f'<text x="8" y="{HIGH}">{scale:,} deals: each figure as a share of its goal; shorter is better</text>'
        f'<text x="{at}" y="{HIGH}" text-anchor="middle">goal</text>'
        f'<line class="goal" x1="{at}" x2="{at}" y1="{HIGH * 1.4}" y2="{height - HIGH}"/>{"".join(bars)}</svg>\n'
    )


def _bar(place, one):
    share = one.goal / one.figure if one.at_least else one.figure / one.goal
    length, y = (WIDE - LEFT - RIGHT) * min(share, 2) / 2, place * HIGH
    name = escape(f"{one.what}{f', {one.server}' if one.server else ''}")
    return (
        f'<text x="8" y="{y + 14}">{name}</text>'
        f'<rect class="{"met" if one.is_met else "missed"}" x="{LEFT}" y="{y + 3}" width="{length:.1f}" height="15"/>'
        f'<text x="{WIDE - RIGHT + 6}" y="{y + 14}">{share:.2f}</text>'
    )
