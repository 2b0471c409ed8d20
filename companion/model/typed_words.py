"""Words as people type them to find something: what makes no difference, and what says something.

Small and capital letters, accents, hyphens and apostrophes make none, nor do small words ("we fought" is
"fought"), spellings in haste ("convo"), and which way it is denied ("couldn't sleep" is "no sleep").
"""

import unicodedata
from collections.abc import Sequence

from companion.model.word_forms import base_forms, word_set


def comparable_label(text: str) -> str:
    """A label or an id as typed words are compared with it: in small letters without accents and apostrophes,
    with single spaces."""
    plain = text if text.isascii() else _without_marks(text)
    return " ".join(plain.translate(_SPACES).casefold().split())


_SPACES = str.maketrans({**dict.fromkeys("_-–/,.!?", " "), **dict.fromkeys("’'‘ʼ", "")})
_UNMARKED = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "ı": "i"})


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(_UNMARKED))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def tokens_of_plain(plain: str) -> list[str]:
    """The words of a :func:`comparable_label`, each in the form it is compared in: "couldnt" as "not"."""
    return [_SPELT.get(word, word) for word in plain.split()]


def content_words(tokens: Sequence[str]) -> Sequence[str]:
    """The tokens that say something; all of them where none does."""
    return [token for token in tokens if token not in _SMALL] or tokens


def whole_forms(content: Sequence[str]) -> Sequence[str]:
    """The ways in which a few words are the same words: one alone in each form it may come from."""
    return sorted(base_forms(content[0])) if len(content) == 1 else (" ".join(content),)


_SMALL = word_set(
    "i im ive id me my mine myself we weve us our you your he hes him his she shes her hers they theyre them "
    "their it its the a an and but so or to of at in on for with about from into was were is are am be been "
    "being got get gets getting had have has did do does just really very kinda bit lot lots quite "
    "this that then when after before because cos today tonight yesterday felt feel feels feeling feelin "
    "partner boyfriend girlfriend husband wife bf gf hubby spouse thing things how some totally completely "
    "absolutely literally super pretty like"
)
"""Words that say nothing of what happened, unless there are no others."""

LIGHT = word_set("not up off out down away back over too again each other all one")
_LIGHT_VERBS = word_set(
    "say said says saying told tell tells made make makes making go went goes going gone come came comes "
    "took take takes taking gave give gives put want wants wanted need needs needed asked called kept keep"
)


def says_little(word: str) -> bool:
    """Whether a word says little without others: "up", "told", "went"."""
    return word in LIGHT or word in _LIGHT_VERBS


_NOT = word_set(
    "no not never without dont didnt doesnt isnt wasnt arent werent wont wouldnt couldnt cant cannot cudnt "
    "havent hasnt hadnt shouldnt aint nt non neither"
)
_SPELT = {
    **dict.fromkeys(_NOT, "not"),
    "he": "they", "she": "they", "him": "them", "her": "them", "his": "their", "im": "i", "ive": "i",
    "txt": "text", "txted": "texted", "msg": "message", "msgs": "messages", "convo": "conversation",
    "bday": "birthday", "thx": "thanks", "ty": "thanks", "sry": "sorry", "srry": "sorry", "u": "you",
    "ur": "your", "w": "with", "mom": "mum", "moms": "mum", "mother": "mum", "dad": "father", "luv": "love",
    "ily": "love", "pissed": "pissed", "bc": "because", "tho": "though", "ppl": "people", "ok": "ok",
    "okay": "ok", "fone": "phone", "alot": "lot", "gonna": "going", "wanna": "want", "gotta": "got",
    "yell": "shout", "yelled": "shouted", "yelling": "shouting", "yells": "shout",
}  # fmt: skip
"""Words as they are typed in haste, and as they are compared."""
