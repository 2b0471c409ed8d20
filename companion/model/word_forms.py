"""English words as people type them: what a form may come from (argued: argue), and words one slip apart.

Small on purpose: enough to find a word of a list in a sentence, and no grammar.
"""

import re
from functools import lru_cache


def word_set(words: str) -> frozenset[str]:
    """The words of a text, parted by spaces."""
    return frozenset(words.split())


def phrase_set(phrases: str) -> frozenset[str]:
    """The same with ``_`` for a space within a phrase."""
    return frozenset(phrase.replace("_", " ") for phrase in phrases.split())


_IRREGULAR = {
    "ate": "eat", "backed": "back", "been": "be", "am": "be", "are": "be", "is": "be", "was": "be",
    "were": "be", "becoming": "become", "became": "become", "began": "begin", "blew": "blow", "blown": "blow",
    "bought": "buy", "broke": "break", "broken": "break", "came": "come", "caught": "catch",
    "chose": "choose",
    "did": "do", "does": "do", "done": "do", "dug": "dig", "fell": "fall", "fallen": "fall", "felt": "feel",
    "fought": "fight", "forbade": "forbid", "forbidden": "forbid", "forgave": "forgive",
    "forgiven": "forgive", "forgot": "forget", "forgotten": "forget", "found": "find", "froze": "freeze",
    "frozen": "freeze", "gave": "give", "given": "give", "gone": "go", "went": "go", "got": "get",
    "gotten": "get", "had": "have", "has": "have", "heard": "hear", "held": "hold", "hidden": "hide",
    "hid": "hide", "kept": "keep", "laid": "lay", "left": "leave", "lied": "lie", "lying": "lie",
    "lost": "lose", "made": "make", "meant": "mean", "met": "meet", "overthought": "overthink",
    "paid": "pay", "ran": "run", "said": "say", "shook": "shake", "slept": "sleep", "spoke": "speak",
    "spoken": "speak", "stood": "stand", "stung": "sting", "swore": "swear", "taken": "take", "took": "take",
    "taught": "teach", "texting": "text", "thought": "think", "told": "tell", "understood": "understand",
    "wept": "weep", "withdrawn": "withdraw", "withdrew": "withdraw", "withheld": "withhold",
    "panicked": "panic", "panicking": "panic", "dissapointed": "disappointed",
    "dissappointed": "disappointed",
    "woke": "wake", "wrote": "write", "written": "write", "favor": "favour", "favors": "favour",
    "okay": "ok", "mum": "mother", "feelings": "feeling",
}  # fmt: skip
"""Forms that no rule gives, and spellings from the other side of the sea."""

_MORE_IRREGULAR = {
    "wrung": "wring", "hung": "hang", "sang": "sing", "sung": "sing", "drank": "drink", "drunk": "drink",
    "swam": "swim", "threw": "throw", "thrown": "throw", "knew": "know", "known": "know", "grew": "grow",
    "grown": "grow", "drove": "drive", "driven": "drive", "rode": "ride", "flew": "fly", "drew": "draw",
    "wore": "wear", "worn": "wear", "tore": "tear", "torn": "tear", "bit": "bite", "bitten": "bite",
    "sat": "sit", "sent": "send", "spent": "spend", "lent": "lend", "built": "build", "dealt": "deal",
    "dreamt": "dream", "crept": "creep", "sold": "sell", "rang": "ring", "rung": "ring", "sought": "seek",
    "brought": "bring", "led": "lead", "fed": "feed", "fled": "flee", "shot": "shoot", "won": "win",
    "struck": "strike", "stole": "steal", "stolen": "steal", "shown": "show", "sworn": "swear", "saw": "see",
    "seen": "see", "shaken": "shake", "forsook": "forsake", "learnt": "learn", "burnt": "burn",
    "spilt": "spill", "leapt": "leap", "knelt": "kneel", "beaten": "beat", "awoke": "awake",
    "children": "child", "men": "man", "women": "woman", "people": "person", "feet": "foot", "teeth": "tooth",
    "wives": "wife", "lives": "life", "worse": "bad", "worst": "bad", "better": "good", "best": "good",
}  # fmt: skip
"""More of the kind, for searching alone: what a text mentions is found without them."""

_NO_KIN = frozenset(("mum", "feelings", "okay", "left", "lied", "lying", "felt"))


@lru_cache(maxsize=1)
def _forms_by_base() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for form, base in {**_IRREGULAR, **_MORE_IRREGULAR}.items():
        if form not in _NO_KIN:
            found.setdefault(base, {base}).add(form)
    found.setdefault("leave", {"leave"}).add("left")
    found.setdefault("feel", {"feel"}).add("felt")
    return {base: frozenset(forms) for base, forms in found.items()}


def irregular_forms(word: str) -> frozenset[str]:
    """All forms of the word that one of its own is an irregular form of: ``fought`` and ``fight`` both ways.

    Only the word itself where it has none.
    """
    by_base = _forms_by_base()
    bases = {base for base in base_forms(word) if base in by_base}
    if word in _MORE_IRREGULAR:
        bases.add(_MORE_IRREGULAR[word])
    return frozenset({word}).union(*(by_base[base] for base in bases if base in by_base))


_VOWELS = "aeiouy"
_ISE = r"i[sz](e|ed|es|ing)\b"


@lru_cache(maxsize=4096)
def base_forms(word: str) -> frozenset[str]:
    """What a word in small letters may come from, itself among it: ``hugging`` from ``hug``.

    More than one where the spelling leaves it open. Two words mean the same where these have one in common.
    """
    word = re.sub(_ISE, r"is\1", word)
    if word in _IRREGULAR:
        return frozenset((word, _IRREGULAR[word]))
    return frozenset((word, *_stripped(word)))


def _stripped(word: str) -> tuple[str, ...]:
    if len(word) > 4 and word.endswith(("ied", "ies")):
        return (f"{word[:-3]}y",)
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1 and any(letter in _VOWELS for letter in stem):
            return _before_ending(stem)
    if len(word) > 4 and word.endswith(("shes", "ches", "sses", "xes")):
        return (word[:-2],)
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return (word[:-1],)
    return ()


def _before_ending(stem: str) -> tuple[str, ...]:
    """The words that ``-ed`` or ``-ing`` can have been put to."""
    last = stem[-1]
    if last in "ei":  # arguing typed as argueing; a word as "skiing"
        return (stem,)
    if last == stem[-2] and last not in _VOWELS:
        return (stem, stem[:-1]) if last in "lsz" else (stem[:-1],)
    short = len(stem) > 2 and last not in f"{_VOWELS}wx" and stem[-2] in _VOWELS and stem[-3] not in _VOWELS
    if short and sum(letter in _VOWELS for letter in stem) == 1:
        return (f"{stem}e",)  # "cared" comes from "care": "car" would have doubled its letter
    return (stem, f"{stem}e")


def one_slip_apart(one: str, other: str) -> bool:
    """Whether a letter more, less, other or changed with its neighbour makes one word of the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    one, other = one[at:], other[at:]
    if len(one) != len(other):
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        return longer[1:] == shorter
    return one[1:] == other[1:] or (one[1::-1] == other[:2] and one[2:] == other[2:])
