"""The library as pages: cards, practices and patterns, each with the pages it names and is named by. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from companion.documents.markdown import escape_markdown
from companion.model.frozen_dataclass import dataclass
from companion.model.records import Moment, Settings
from companion.model.text import fill, fill_label
from companion.model.vocabulary import (
    GROUPS,
    SECTIONS,
    Card,
    PartnerAct,
    Pattern,
    Practice,
    Prompt,
    Response,
    Trigger,
    Vocabulary,
)
from companion.review.grammar import lower_first

ASKED = {
    "morning": "Asked in the morning.",
    "after_trigger": "Asked within half an hour after a moment.",
    "evening": "Asked in the evening.",
    "weekly": "Asked once a week.",
}


SAFETY_BEFORE_LOOPS = (
    "If one of you controls the other, or is afraid of the other, a loop is the wrong picture: the Safety"
    " page comes first."
)
"""What stands before any page on a loop."""

SELF_PROTECTED = "self_protected"
"""The response that is never counted: distance kept to stay safe."""


PAGES_OF_ACTS = {
    "approach": ("card_appreciation",),
    "distance": ("card_tonight", "card_reasons"),
    "self-doubt": ("wr_insecure",),
    "external": ("wr_external_stress",),
    "conflict": ("card_safe_talk",),
    "none": ("card_reading_counts",),
    "safety": ("card_safety",),
}
"""Where what the other did goes on to, by its group."""


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """One page: ``body`` is Markdown, ``links`` are the ids of other pages it goes on to.

    group: whom it is about, a key of ``GROUPS``. subtitle: what it is about, in a few plain words;
    a person's own pages may have none. also: everyday words it is found by, which are never shown. on_shelf:
    it stands in the list of pages; the others are reached from a page, or found by their words.
    """

    id: str
    title: str
    section: str
    body: str
    links: tuple[str, ...] = ()
    on_shelf: bool = True
    subtitle: str = ""
    group: str = "me"
    also: tuple[str, ...] = ()


def library_pages(
    vocabulary: Vocabulary, settings: Settings, *, quiet: bool, afterwards: Mapping[str, str] | None = None
) -> dict[str, LibraryPage]:
    """Every page a person may read now, by id, in reading order.

    In quiet mode the pages that are marked so are left out, and so are links to them.
    ``afterwards``: for the pages of acts, how it was afterwards, by the id of the act.
    """
    pages = [_card_page(card, settings) for card in vocabulary.cards.values() if _open(card, quiet)]
    practices = [p for p in vocabulary.practices.values() if _open(p, quiet)]
    pages += [_practice_page(practice, settings) for practice in practices]
    pages += [
        _pattern_page(p, vocabulary, settings, quiet) for p in vocabulary.patterns.values() if _open(p, quiet)
    ]
    prompts = [p for p in vocabulary.prompts.values() if _open(p, quiet)]
    pages += [
        _trigger_page(t, vocabulary, prompts, settings)
        for t in vocabulary.triggers.values()
        if not t.deprecated
    ]
    by_code = _patterns_by_code(vocabulary)
    pages += [
        _response_page(
            row, vocabulary, settings, by_code.get(f"R:{row.id}", []), (afterwards or {}).get(row.id, "")
        )
        for row in vocabulary.responses.values()
        if has_page(row, quiet=quiet)
    ]
    pages += [
        _partner_act_page(row, settings, by_code.get(f"PB:{row.id}", []))
        for row in vocabulary.partner_acts.values()
        if has_page(row, quiet=quiet)
    ]
    pages += [_prompt_page(prompt, vocabulary, settings) for prompt in prompts]
    order = list(GROUPS)
    pages.sort(key=lambda page: order.index(page.group))
    known = {page.id for page in pages}
    back: dict[str, list[str]] = {}
    for page in pages:
        for link in page.links:
            back.setdefault(link, []).append(page.id)
    onward = {page.id: (*page.links, *back.get(page.id, ())) for page in pages}
    return {
        page.id: replace(page, links=tuple(dict.fromkeys(link for link in onward[page.id] if link in known)))
        for page in pages
    }


def group_heading(group: str, settings: Settings) -> str:
    """The heading above the sections of a group: ``"About me"``."""
    return fill(GROUPS[group][0], settings)


_GROUP_OF = {section: group for group, (_, sections) in GROUPS.items() for section in sections}


def _open(row: Card | Practice | Pattern | Prompt, quiet: bool) -> bool:
    return not row.deprecated and (row.shown_when_quiet or not quiet)


def has_page(row: Response | PartnerAct, *, quiet: bool) -> bool:
    """Whether an act has a page now: in quiet mode no guess is made about anyone."""
    return not row.deprecated and not (quiet and row.protects)


def _card_page(card: Card, settings: Settings) -> LibraryPage:
    section = fill(SECTIONS[card.section], settings)
    title, body = fill(card.title, settings), fill(card.body, settings)
    return LibraryPage(
        card.id,
        title,
        section,
        body,
        card.links,
        subtitle=fill(card.subtitle, settings),
        group=_GROUP_OF[card.section],
        also=card.also,
    )


def _practice_page(practice: Practice, settings: Settings) -> LibraryPage:
    steps = "\n".join(f"{number}. {fill(step, settings)}" for number, step in enumerate(practice.steps, 1))
    body = f"{steps}\n\n*If-then:* {fill(practice.if_then, settings)}"
    label, subtitle = fill(practice.label, settings), fill(practice.subtitle, settings)
    group = practice.about if practice.about in GROUPS else "me"
    return LibraryPage(
        practice.id, label, "Small practices", body, subtitle=subtitle, group=group, also=practice.also
    )


def _pattern_page(pattern: Pattern, vocabulary: Vocabulary, settings: Settings, quiet: bool) -> LibraryPage:
    def said(code: str) -> str:
        label = vocabulary.label(code, settings)
        return f"{fill('{partner}', settings)}: {lower_first(label)}" if code.startswith("PB:") else label

    def listed(codes: tuple[str, ...]) -> str:
        return "\n".join(f"- {said(code)}" for code in codes)

    before, after = listed(pattern.antecedents), listed(pattern.responses)
    body = f"**What comes first**\n\n{before}\n\n**What may follow**\n\n{after}"
    links = [pattern.practice]
    if calm := vocabulary.calm_line(pattern, quiet=quiet):
        body = f"{fill(calm, settings)}\n\n{body}"
        links += ["card_reaching", "card_safety"] if pattern.reaching else ["card_safety"]
    if pattern.shape == "cycle":
        body = f"{SAFETY_BEFORE_LOOPS}\n\n{body}"
    if pattern.of_partner and not pattern.positive:
        links += ["card_reasons", "ex_simple_question"]
    title, subtitle = fill(pattern.title, settings), fill(pattern.subtitle, settings)
    return LibraryPage(
        pattern.id,
        title,
        "Patterns",
        body,
        tuple(dict.fromkeys(links)),
        subtitle=subtitle,
        group="them" if pattern.of_partner else "us" if pattern.shape == "cycle" else "me",
        also=pattern.also,
    )


def _trigger_page(
    trigger: Trigger, vocabulary: Vocabulary, prompts: list[Prompt], settings: Settings
) -> LibraryPage:
    """What may happen: the patterns that look at it and the questions that may be asked after it."""
    links = [p.id for p in vocabulary.patterns.values() if trigger.id in p.antecedents and not p.deprecated]
    links += [prompt.id for prompt in prompts if trigger.id in prompt.triggers]
    if trigger.group == "distance":
        links.insert(0, "card_reasons")
    elif trigger.group == "safety":
        links.insert(0, "card_safety")
    title, about = fill_label(trigger.label, settings), fill(trigger.help, settings)
    body = f"{about}." if about else ""
    return LibraryPage(
        trigger.id,
        title,
        "What happened",
        body,
        tuple(links),
        subtitle=about,
        group="us",
        also=trigger.also,
    )


def _response_page(
    row: Response, vocabulary: Vocabulary, settings: Settings, patterns: list[Pattern], afterwards: str
) -> LibraryPage:
    """What one did: what it may protect, how it was afterwards, and the patterns that look at it."""
    links = [pattern.id for pattern in patterns]
    calm = ""
    if row.strategy == "hyperactivating":
        calm = vocabulary.reaching
    elif row.strategy == "deactivating" or any(
        pattern.distancing and f"R:{row.id}" in pattern.responses for pattern in patterns
    ):
        calm = vocabulary.stepping_back
    elif row.kind == "protective" and any(pattern.reaching for pattern in patterns):
        calm = vocabulary.reaching
    if calm:
        links += ["card_safety"] if calm == vocabulary.stepping_back else ["card_reaching", "card_safety"]
    elif row.id == SELF_PROTECTED:
        links += ["card_safety", "card_stepping_back"]
    elif not row.protects:
        links.append("card_reading_counts")
    body = _act_body(row, settings, calm)
    if afterwards:
        body = f"{body}\n\n**And afterwards.** {escape_markdown(afterwards)}".strip()
    label, about = fill(row.label, settings), fill(row.help, settings)
    return LibraryPage(
        row.id,
        label,
        "What I did",
        body,
        tuple(links),
        subtitle=about,
        group="me",
        also=row.also,
    )


def _partner_act_page(row: PartnerAct, settings: Settings, patterns: list[Pattern]) -> LibraryPage:
    """What the other did: what it may protect, a guess, and the patterns that look at it."""
    links = (*PAGES_OF_ACTS.get(row.group, ()), *(pattern.id for pattern in patterns))
    body = _act_body(row, settings, "Only {partner} knows." if row.protects else "")
    section = fill("What {partner} did", settings)
    label, about = fill(row.label, settings), fill(row.help, settings)
    return LibraryPage(row.id, label, section, body, links, subtitle=about, group="them", also=row.also)


def _patterns_by_code(vocabulary: Vocabulary) -> dict[str, list[Pattern]]:
    """The patterns that look at each code, on either side."""
    by_code: dict[str, list[Pattern]] = {}
    for row in vocabulary.patterns.values():
        for code in () if row.deprecated else dict.fromkeys((*row.antecedents, *row.responses)):
            by_code.setdefault(code, []).append(row)
    return by_code


def _act_body(row: Response | PartnerAct, settings: Settings, last: str) -> str:
    guess = f"*What it may protect, as a guess:* {row.protects}" if row.protects else ""
    blocks = (f"{row.help}." if row.help else "", guess, last)
    return fill("\n\n".join(block for block in blocks if block), settings)


def _prompt_page(prompt: Prompt, vocabulary: Vocabulary, settings: Settings) -> LibraryPage:
    lines = [ASKED[prompt.moment]]
    if after := [vocabulary.label(code, settings) for code in (*prompt.triggers, *prompt.responses)]:
        lines += ["More likely after one of these:", "\n".join(f"- {label}" for label in after)]
    return LibraryPage(
        prompt.id,
        fill(prompt.text, settings),
        "Questions",
        "\n\n".join(lines),
        on_shelf=False,
        group="this",
        also=prompt.also,
    )


def moment_page(moment: Moment, vocabulary: Vocabulary, *, quiet: bool) -> LibraryPage:
    """The pages a moment goes on to: of what happened, of what was wanted and done, and of the patterns it
    holds both sides of.
    """
    noted = {
        *moment.triggers,
        *(f"R:{code}" for code in moment.responses),
        *(f"PB:{code}" for code in moment.partner_acts),
    }
    patterns = [
        pattern.id
        for pattern in vocabulary.patterns.values()
        if noted.intersection(pattern.antecedents) and noted.intersection(pattern.responses)
    ]
    acts = [
        row.id
        for codes, rows in (
            ((*moment.responses, *moment.urges), vocabulary.responses),
            (moment.partner_acts, vocabulary.partner_acts),
        )
        for row in map(rows.get, dict.fromkeys(codes))
        if row is not None and has_page(row, quiet=quiet)
    ]
    links = (*moment.triggers, *acts, *patterns)
    return LibraryPage("", "Pages for this moment", "", "", links, on_shelf=False)
