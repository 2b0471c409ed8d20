"""A text as sentences in which the phrase check can look: plain words, clauses, and whose words they are.

Short forms are written out (dont: do not), slips in long words put right, the names of the other one are one
sign. What is quoted counts where the writer says it, and where the other says it to the writer; then it is
turned round ("I'll kill you" as what they will do to me). Other quotations are passed over.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from companion.model.word_forms import word_set

THEM = "@"
"""The word that stands for the other one's name, or for "my partner" and the like."""

OWNS = "'s"

_QUOTED = re.compile(
    '"([^"\n]{1,400})"|“([^”\n]{1,400})”|«([^»\n]{1,400})»|„([^“\n]{1,400})“|(?<!\\w)[\'‘]([^\'’\n]{1,200}'
    "(?:['’]\\w[^'’\n]{0,200}){0,4})['’](?!\\w)"
)
_SENTENCES = re.compile(r"[.!?…\n]+")
_PIECES = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[,;:()—–“]|(?<=\s)-+(?=\s)")

_JOINTS = word_set(
    "and but so because cos cause coz when while then or yet though although until till if that which who "
    "where as after before since whenever unless plus cuz bc"
)
_SAYING = word_set(
    "say says said saying tell tells told telling text texts texted texting shout shouts shouted scream "
    "screams screamed whisper whispered write writes wrote message messaged yell yelled think thinking "
    "thought repeat repeating"
)
_TURNED = {
    "i": THEM, "me": "them", "my": "their", "myself": "themself",
    "you": "me", "your": "my", "yourself": "myself",
}  # fmt: skip

_NOT_FORMS = "do did does can could would should is are was were have has had ai must need might"
_SHORT: dict[str, tuple[str, ...]] = {
    **{f"{verb}nt": (verb, "not") for verb in _NOT_FORMS.split()},
    "wont": ("will", "not"), "cant": ("can", "not"), "cannot": ("can", "not"), "aint": ("is", "not"),
    "dnt": ("do", "not"), "didint": ("did", "not"), "dosent": ("does", "not"), "doesent": ("does", "not"),
    "im": ("i", "am"), "ive": ("i", "have"), "hes": ("he", "is"), "shes": ("she", "is"),
    "theyre": ("they", "are"), "theyve": ("they", "have"), "youre": ("you", "are"), "ur": ("your",),
    "u": ("you",), "theres": ("there", "is"), "whats": ("what", "is"), "thats": ("that", "is"),
    "hed": ("he", "would"), "theyd": ("they", "would"), "theyll": ("they", "will"),
    "youll": ("you", "will"), "itll": ("it", "will"), "gonna": ("going", "to"), "wanna": ("want", "to"),
    "tryna": ("trying", "to"), "gotta": ("have", "to"), "bf": ("boyfriend",), "gf": ("girlfriend",),
    "hubby": ("husband",), "anymore": ("any", "more"), "anylonger": ("any", "longer"),
    "wouldve": ("would", "have"),
    "everyones": ("everyone", "is"), "everybodys": ("everybody", "is"), "mom": ("mum",), "nite": ("night",),
    "becoz": ("because",), "kinda": ("rather",), "abt": ("about",), "bcs": ("because",),
    "noone": ("no", "one"),
    "ma": ("mum",), "y'all": ("you",),
}  # fmt: skip
_WITH_APOSTROPHE = {"ll": "will", "d": "would", "re": "are", "ve": "have", "m": "am", "s": OWNS}
_MAYBE_WILL = {"hell": "he", "shell": "she", "ill": "i"}
_MAYBE_WOULD = {"shed": "she", "id": "i"}

_OWN_WORDS = word_set("my our own now new old ex late then current soon to be abusive lovely first second")

LEAST_FOR_SLIPS = 6
"""How many letters a word has at least of which one may be left out."""

LEAST_FOR_OTHER_SLIPS = 8
"""How many letters a word has at least that may have another in it, or one more."""


class Sentence(NamedTuple):
    """Words, the places at which a clause begins, and whether they are the other one's, turned round."""

    words: list[str]
    starts: frozenset[int]
    theirs: bool = False


def read_sentences(
    text: str, names: Iterable[str], kin: Collection[str], slips: "Slips", after_will: Collection[str]
) -> Iterator[Sentence]:
    """The sentences of a text.

    ``names``: of the other one. ``kin``: who "my ..." can be. ``slips``: what puts a slip in a long word
    right. ``after_will``: the verbs before which "hell" is "he'll".
    """
    parts = [tuple(name.casefold().split()) for name in names if name.strip()]
    said = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'").replace("`", "'")
    own, quoted = _without_quotations(said)
    for piece, theirs in ((own, False), *quoted):
        for sentence in _SENTENCES.split(piece):
            if sentence.strip():
                yield _sentence(sentence, theirs, parts, kin, slips, after_will)


def _without_quotations(text: str) -> tuple[str, list[tuple[str, bool]]]:
    """The text with a mark for each quotation; those that count, each with whether the other one says it."""
    counting: list[tuple[str, bool]] = []
    for match in _QUOTED.finditer(text):
        before = _SENTENCES.split(text[max(0, match.start() - 60) : match.start()])[-1].lower()
        words = re.findall(r"[^\W_]+", before)[-6:]
        if _SAYING.isdisjoint(words[-4:]):
            words = re.findall(r"[^\W_]+", text[match.end() : match.end() + 24].lower())[:3]
        if not _SAYING.isdisjoint(words[-4:]):
            content = next(group for group in match.groups() if group is not None)
            counting.append((content, not {"i", "im", "ive"} & set(words)))
    return _QUOTED.sub(" “ ", text), counting


def _sentence(
    text: str,
    theirs: bool,
    names: list[tuple[str, ...]],
    kin: Collection[str],
    slips: "Slips",
    after_will: Collection[str],
) -> Sentence:
    words: list[str] = []
    starts: set[int] = {0}
    pieces = _PIECES.findall(text.casefold())
    for number, piece in enumerate(pieces):
        if not piece[0].isalnum():
            starts.add(len(words))
            continue
        following = pieces[number + 1] if number + 1 < len(pieces) else ""
        for word in _written_out(piece, following, after_will):
            words.append(slips.put_right(word))
    if theirs:
        words = [_TURNED.get(word, word) for word in words]
    words, moved = _with_one_sign(words, names, kin)
    starts = {moved[start] if start < len(moved) else len(words) for start in starts}
    starts |= {place + 1 for place, word in enumerate(words) if word in _JOINTS}
    return Sentence(words, frozenset(starts), theirs)


def _written_out(piece: str, following: str, after_will: Collection[str]) -> tuple[str, ...]:
    plain = piece.replace("'", "")
    if plain in _SHORT:
        return _SHORT[plain]
    if "'" in piece:
        head, _, tail = piece.rpartition("'")
        if tail in _WITH_APOSTROPHE:
            return (head.replace("'", ""), _WITH_APOSTROPHE[tail])
        return (plain,)
    if following in after_will:
        if plain in _MAYBE_WILL:
            return (_MAYBE_WILL[plain], "will")
        if plain in _MAYBE_WOULD:
            return (_MAYBE_WOULD[plain], "would")
    return (plain,)


def _with_one_sign(
    words: list[str], names: list[tuple[str, ...]], kin: Collection[str]
) -> tuple[list[str], list[int]]:
    """The words with one sign for each name or "my ..."; where each of the old places is now."""
    found: list[str] = []
    moved: list[int] = []
    at = 0
    while at < len(words):
        end = _end_of_name(words, at, names, kin)
        if end == at:
            moved.append(len(found))
            found.append(words[at])
            at += 1
        else:
            moved += [len(found)] * (end - at)
            found.append(THEM)
            at = end
    return found, moved


def _end_of_name(words: list[str], at: int, names: list[tuple[str, ...]], kin: Collection[str]) -> int:
    for name in names:
        if tuple(words[at : at + len(name)]) == name:
            return at + len(name)
    if words[at] not in ("my", "our"):
        return at
    end = at + 1
    while end < min(len(words), at + 4) and words[end] in _OWN_WORDS and words[end] not in kin:
        end += 1
    taken = end
    while taken < min(len(words), end + 2) and words[taken] in kin:
        taken += 1
    return at if taken == end else taken


# Slips


@lru_cache(maxsize=4096)
def _without_one(word: str) -> frozenset[str]:
    return frozenset(word[:at] + word[at + 1 :] for at in range(len(word)))


class Slips:
    """The words of a grammar by what is left of them without one of their letters."""

    def __init__(self, known: Iterable[str], other_words: Collection[str]) -> None:
        """``other_words``: words that are no slip, near as they are to a known one."""
        self._as_they_are = frozenset(known) | frozenset(other_words)
        self._by_rest: dict[str, str] = {}
        for word in sorted(known):
            if len(word) >= LEAST_FOR_SLIPS:
                for rest in (word, *_without_one(word)):
                    self._by_rest.setdefault(rest, word)

    def put_right(self, word: str) -> str:
        """The known word that is one slip away, or the word itself."""
        if len(word) < LEAST_FOR_SLIPS - 1 or word in self._as_they_are:
            return word
        if word in self._by_rest:
            return self._by_rest[word]
        if len(word) >= LEAST_FOR_OTHER_SLIPS:
            for rest in _without_one(word):
                if rest in self._by_rest:
                    return self._by_rest[rest]
        return word
