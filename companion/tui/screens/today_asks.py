"""What Today asks, one thing at a time: about a step back, how it is afterwards, the evening check."""

from textual import on

from companion.model.records import Moment
from companion.model.text import fill, one_line
from companion.tui.screens.one_day import OneDayPane
from companion.tui.widgets.offer_line import Offer, OfferLine


class AskingPane(OneDayPane):
    """A day, and above it the line in which something is asked; one thing at a time."""

    @property
    def _offer(self) -> OfferLine:
        return self.query_one(OfferLine)

    @property
    def _asks_afterwards(self) -> bool:
        """Whether the key says how it is now: after the moment asked about, or the chosen entry."""
        if self._offer.asked is not None or self._offer.check:
            return self._offer.asked is not None
        entry = self._list.chosen
        if entry is not None and self.journal.sequels.may_be_answered(entry):
            return True
        return not self.journal.evening_checks.asked()

    def _look_for_offers(self) -> None:
        """Look whether something is asked: how it is now after a moment, or the evening check."""
        today = self._day is None
        self._offer.asked = self.journal.sequels.offer() if today else None
        self._offer.check = today and self.journal.evening_checks.due()
        self._show_offer()

    def _show_offer(self) -> None:
        """Say what is asked in the one line there is for it."""
        if self.journal.quiet:
            self._offer.stepped_back = None
        self._say_offer(self._offer.offer(one_line(fill("{partner}", self.journal.settings)), self._after))
        self.refresh_bindings()

    def _say_offer(self, offer: Offer | None) -> None:
        """Say it where there is room for it."""
        self._offer.show(offer)

    def _after(self, moment: Moment) -> Offer:
        from companion.tui.screens.sequel import sequel_offer

        return sequel_offer(moment, self.journal.settings.day_start, self.host.configuration.date_format)

    @on(OfferLine.Taken)
    async def offer_clicked(self) -> None:
        if self._offer.kind is not None:
            await self.run_action(self._offer.kind)

    def action_reasons(self) -> None:
        """Look at guesses about the step back just logged."""
        from companion.tui.screens.reasons import ReasonsScreen

        moment, self._offer.stepped_back = self._offer.stepped_back, None
        if moment is not None:
            self.app.push_screen(ReasonsScreen(self.journal, moment.id))
        self._show_offer()

    def action_after(self) -> None:
        """Say how it is now: after the moment that is asked about, or after the chosen entry."""
        from companion.tui.screens.sequel import open_sequel

        self._look_for_offers()  # the key may be here before its line
        open_sequel(self, self.journal, self._offer.asked or self._list.chosen)

    def action_check(self) -> None:
        """Open the evening check."""
        from companion.tui.screens.evening_check import open_check

        open_check(self, self.journal)

    def _put_away(self) -> None:
        offer = self._offer
        if offer.kind == "reasons":
            offer.stepped_back = None
        elif offer.asked is not None:
            from companion.tui.screens.sequel import skip_sequel

            skip_sequel(self, self.journal, offer.asked)
            self._look_for_offers()
        elif offer.check:
            self.journal.evening_checks.skip()
            self._look_for_offers()
        else:
            self.action_today()
        self._show_offer()
