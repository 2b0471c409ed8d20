"""The library as pages: cards, practices and patterns, each with the pages it names and is named by. Pure."""

from dataclasses import dataclass

from companion.model.records import Settings
from companion.model.text import fill
from companion.model.vocabulary import SECTIONS, Card, Pattern, Practice, Vocabulary


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``body`` is Markdown, ``links`` are the ids of other pages it goes on to."""

    id: str
    title: str
    section: str
    body: str
    links: tuple[str, ...] = ()


def library_pages(vocabulary: Vocabulary, settings: Settings, *, quiet: bool) -> dict[str, Page]:
    """Every page a person may read now, by id, in reading order.

    In quiet mode the pages that would ask for closeness are left out, and so are links to them.
    """
    pages = [_card_page(card, settings) for card in vocabulary.cards.values() if _open(card, quiet)]
    practices = [p for p in vocabulary.practices.values() if _open(p, quiet)]
    pages += [_practice_page(practice, settings) for practice in practices]
    pages += [
        _pattern_page(p, vocabulary, settings) for p in vocabulary.patterns.values() if not p.deprecated
    ]
    known = {page.id for page in pages}
    back: dict[str, list[str]] = {}
    for page in pages:
        for link in page.links:
            back.setdefault(link, []).append(page.id)
    return {
        page.id: Page(
            page.id,
            page.title,
            page.section,
            page.body,
            tuple(dict.fromkeys(link for link in (*page.links, *back.get(page.id, ())) if link in known)),
        )
        for page in pages
    }


def _open(row: Card | Practice, quiet: bool) -> bool:
    return not row.deprecated and not (quiet and row.hidden_when_quiet)


def _card_page(card: Card, settings: Settings) -> Page:
    section = fill(SECTIONS[card.section], settings)
    return Page(card.id, fill(card.title, settings), section, fill(card.body, settings), card.links)


def _practice_page(practice: Practice, settings: Settings) -> Page:
    steps = "\n".join(f"{number}. {fill(step, settings)}" for number, step in enumerate(practice.steps, 1))
    body = f"{steps}\n\n*To try it:* {fill(practice.if_then, settings)}"
    return Page(practice.id, fill(practice.label, settings), "Practices", body)


def _pattern_page(pattern: Pattern, vocabulary: Vocabulary, settings: Settings) -> Page:
    def listed(codes: tuple[str, ...]) -> str:
        return "\n".join(f"- {vocabulary.label(code, settings)}" for code in codes)

    before, after = listed(pattern.antecedents), listed(pattern.responses)
    body = f"**What comes before**\n\n{before}\n\n**What may follow**\n\n{after}"
    if pattern.distancing:
        body += f"\n\n{fill(vocabulary.stepping_back, settings)}"
    links = (pattern.practice, "card_safety") if pattern.distancing else (pattern.practice,)
    return Page(pattern.id, fill(pattern.title, settings), "Patterns", body, links)
