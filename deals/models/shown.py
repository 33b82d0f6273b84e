"""What a deal's own columns say, in words: the same for a record and for a row of the list, which is none."""

from values.dates import date_text
from values.money import Money

from .vocabulary import BUYERS, PARTNERS, TARGETS


class Shown:
    __slots__ = ()

    @property
    def value(self):
        return self._money("value")

    @property
    def valuation(self):
        return self._money("valuation")

    def _money(self, slot):
        """The slot as Money, or None where no amount is known."""
        low, high, currency, qualifier = (
            getattr(self, f"{slot}_{part}") for part in ("min", "max", "currency", "qualifier")
        )
        return Money(low, high, currency, qualifier) if qualifier else None

    def _side(self, *groups):
        """The parties of the first group of roles that has any, as kept on the row."""
        for roles in groups:
            if side := [party for party in self.party_list if party["role"] in roles]:
                return side
        return []

    @property
    def left_side(self):
        return self._side(BUYERS, PARTNERS)

    @property
    def right_side(self):
        return self._side(TARGETS)

    @property
    def dated_text(self):
        return date_text(self.dated, self.dated_last)
