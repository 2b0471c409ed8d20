"""Text on its way to a person's eyes: made safe to show, and filled with a name and pronouns.

What a person wrote is stored as it is; only what is shown passes through here.
"""

import re
from dataclasses import replace

from companion.model.errors import InputRefused
from companion.model.records import PARTNER, Settings

REPLACEMENT = "\ufffd"

# What is text here is compiled by re when it is first used; most starts use none of it.

# C0 and C1 controls but tab and newline, DEL, bidi embeddings, overrides and isolates, and halves of
# surrogate pairs, which no terminal and no UTF-8 file can take.
_UNSHOWABLE = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
_BREAKS = "[\t\n\r\x0b\x0c\x85\u2028\u2029]+"

_PARTNER = "your partner"
_MY_PARTNER = "my partner"
_PLACEHOLDER = re.compile(r"\{(partner|they|them|their|are)\}")
_SENTENCE_START = r"(?:^|[.!?…][\"'”’)]*\s+|\n\s*(?:[-*]\s+|\d+\.\s+)?)[\"'“‘(*_]*\Z"
_COUNT = r"\{(k0|n0|k|n)\}"

_VERBS = ("are", "is")
_PRONOUNS = {
    "they": ("they", "them", "their"),
    "she": ("she", "her", "her"),
    "he": ("he", "him", "his"),
}


def shown(text: str) -> str:
    """``text`` safe for a terminal; newlines and tabs stay.

    Control and escape characters, bidi overrides and lone surrogates become U+FFFD.
    """
    return text if text.isprintable() else re.sub(_UNSHOWABLE, REPLACEMENT, text)


def joined_lines(text: str) -> str:
    """Several lines as one, as it was written but for the breaks; a single line stays as it is.

    Only plain spaces and tabs around a break go: those of other scripts mean something.
    """
    lines = text.splitlines()
    return "".join(lines) if len(lines) < 2 else " ".join(filter(None, (line.strip(" \t") for line in lines)))


def one_line(text: str) -> str:
    """``text`` on one line and safe to show: each run of line breaks and tabs becomes a space."""
    return text.strip() if text.isprintable() else shown(re.sub(_BREAKS, " ", text).strip())


def fill(text: str, settings: Settings) -> str:
    """``text`` with ``{partner}``, ``{they}``, ``{them}`` and ``{their}`` put in; other braces stay.

    Without a name, ``{partner}`` is "your partner". Pronouns are ``they``, ``she``, ``he``, ``none`` (the
    name or "your partner" stands in their place), or three words of your own, ``xe/xem/xyr``. ``{are}`` is
    the verb that goes with ``{they}``. What opens a sentence gets a capital letter; a name is left as it was
    written.
    """
    return _filled(text, settings, _PARTNER)


def fill_label(label: str, settings: Settings) -> str:
    """A label that a person picks, filled as :func:`fill` does; it speaks as "I", so without a name "my
    partner" stands in it.
    """
    return _filled(label, settings, _MY_PARTNER)


def _filled(text: str, settings: Settings, nameless: str) -> str:
    if "{" not in text:
        return text
    name = one_line(settings.partner_name)
    words = _words(name or nameless, settings.pronouns)

    def put(match: re.Match[str]) -> str:
        word = words[match[1]]
        is_name = bool(name) and word.startswith(name)
        if not is_name and _opens_sentence(text[: match.start()]):
            return word[:1].upper() + word[1:]
        return word

    return _PLACEHOLDER.sub(put, text)


def _opens_sentence(before: str) -> bool:
    """Whether a word after these opens a sentence; most stand first, or after a letter and a space."""
    after_a_word = before[-1:] == " " and before[-2:-1].isalpha()
    return not before or (not after_a_word and re.search(_SENTENCE_START, before) is not None)


def fill_counts(wording: str, *, k: int, n: int, k0: int, n0: int) -> str:
    """A pattern's wording with its four counts put in: ``{k}`` of ``{n}``, elsewhere ``{k0}`` of ``{n0}``.

    Comes before :func:`fill`, so that a name is never read as a count.
    """
    counts = {"k": k, "n": n, "k0": k0, "n0": n0}
    return re.sub(_COUNT, lambda match: str(counts[match[1]]), wording)


def checked_pronouns(text: str) -> str:
    """Pronouns as the settings keep them: small letters, ``"they"`` or ``"xe/xem/xyr"``.

    Raises InputRefused for what :func:`fill` cannot put into a sentence.
    """
    parts = [one_line(part).lower() for part in text.split("/")]
    if len(parts) == 1 and parts[0] in (*_PRONOUNS, "none"):
        return parts[0]
    whole = all(part.isalpha() for part in parts)
    if len(parts) in (3, 4) and whole and (len(parts) == 3 or parts[3] in _VERBS):
        return "/".join(parts)
    raise InputRefused(
        f"pronouns: {text!r} cannot be used; use they, she, he, none, or your own, such as"
        " xe/xem/xyr or xe/xem/xyr/is"
    )


def person_words(person: str, settings: Settings) -> str:
    """Whom the ``person`` of a moment stands for, in words: the partner's name, "your partner", or the person
    as written (not safe to show).
    """
    return one_line(settings.partner_name) or _PARTNER if person == PARTNER else person


def settings_about(person: str | None, settings: Settings) -> Settings:
    """The settings to fill words with that are about one person: their name in place of the partner's, and no
    pronoun but "they". Nobody in particular, or the partner: as they are.
    """
    if person is None or person == PARTNER:
        return settings
    return replace(settings, partner_name=person, pronouns="they")


def _words(partner: str, pronouns: str) -> dict[str, str]:
    parts = [one_line(part).lower() for part in pronouns.split("/")]
    are = "is"
    if parts == ["none"]:
        they, them, their = partner, partner, f"{partner}'s"
    elif parts[0] in ("she", "he"):
        they, them, their = _PRONOUNS[parts[0]]
    elif parts[0] != "they" and len(parts) in (2, 3, 4) and all(parts):
        they, them, their = parts[0], parts[1], parts[min(2, len(parts) - 1)]
        are = parts[3] if len(parts) == 4 else "are"
    else:
        they, them, their = _PRONOUNS["they"]
        are = "are"
    return {"partner": partner, "they": they, "them": them, "their": their, "are": are}
