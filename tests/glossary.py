"""One term for one thing: what the program says instead, as data, and where an ordinary word is meant.

A rule is what to say, and a pattern of what not to say for it (whole words, any case). ``ALLOWED`` names the
few places where such a word is the right one, each with its reason.
"""

EVERYWHERE = {
    "draft": r"what was typed|what you had begun|what was begun",
    "see also": r"goes on to|onwards?",
    "entry": r"records?",
    "moment": r"episodes?|events?",
    "question": r"prompts?",
    "monthly review": r"look-?backs?|looking back over",
    "handout": r"page to take along|takes? along",
    "page": r"cards?",
    "worry": r"feared stor(y|ies)|story checks?|as feared|turned out otherwise",
    "practice": r"exercises?",
    "not this time": r"(it )?stayed a plan|set out to",
    "response": r"strateg(y|ies)|reactions?",
    "pull away, pull back": r"withdr[ae]w\w*|dr[ae]w(ing|n|s)? back|retreat\w*|distancing",
    "make up": r"mend(s|ed|ing)?|repair(s|ed|ing)?",
    "back in touch": r"contact again",
    "argument": r"quarrel\w*",
    "close, distant": r"nearer|nearness|farther|nor far|neither far|far or close|close or far|near and far",
    "reassurance": r"proof|sureness",
    "leaning": r"attachment (style|type)s?|corners?",
    "strength": r"intensity",
    "times": r"bouts?",
    "other times": r"(your|in|with|the) other moments|base rates?|beside the comparison",
    "not counted, left out": r"passed over",
    "quiet mode": r"(is|while it is|journal is) quiet",
    "your own": r"of my own|of one's own",
    "All actions": r"palette",
    "pane": r"(this|each|every|that) screen",
    "computer": r"machines?",
    "passphrase": r"passwords?|lost passphrase|(passphrase|one) that is lost",
    "recognised by": r"known by|knew the file|knows the file",
    "set aside": r"(journal|one) of before",
    "check": r"look(s|ed)? over (it|the|your)",
    "disk space": r"no room to write|not enough room",
    "someone": r"somebody|some one",
    "out loud": r"aloud",
    "lately": r"of late",
    "next to, compared with": r"beside",
    "again": r"anew|afresh",
    "not valid; use": r"not allowed|allowed:",
    "not": r"need not|nor",
    "you": r"one's",
}
"""Said of everything a person reads."""

OUTSIDE_THE_PAGES = {
    "import": r"br(ing|ings|ought) in|come in\b|becomes? what",
    "merge": r"join(s|ed|ing)?|come together",
    "noted": r"registered|was told|is told|were told|are told|stood",
    "hide": r"put(s|ting)? (\w+ )?away|banish\w*|resting|they rest|it rests|stay(s|ed)? away",
    "delete": r"tak(e|en|es|ing) (\w+ )?out\b|took (\w+ )?out\b",
    "undo": r"t(ake|akes|aken|ook|aking) (\w+ )?back",
    "Saved": r"kept aside|^kept\b|^keeping$|is kept (in|under)|nothing is kept",
    "worry": r"stor(y|ies)",
    "urge": r"wish(es)?",
    "Esc": r"(?-i:Escape)",
    "will find": r"(lies|stands) (in|under|beside|here|there|on)|stands here",
}
"""Said of the interface and the documents alone. In a page of the Library someone may tell a story, take
back a word, put a phone away and come in from the rain."""

SEARCH_WORDS = ("tui/palette.py", "tui/app_palette.py", "cli/near_commands.py")
"""Words by which an action or a command is found; never shown. They stand in strings without a capital."""

NEVER_SHOWN = (
    "model/safety_phrases.py",
    "model/sentence_reading.py",
    "model/mention_words.py",
    "model/mentions.py",
)
"""What a text of the person's is matched with."""

NAMES_IN_CODE = (
    ("patterns/diary_columns.py", "Kept"),
    ("cli/card.py", "Card"),
    ("exchange/readers/howwefeel.py", "Events"),
    ("exchange/journal_json.py", "Record"),
    ("cli/doctor.py", "kept aside"),
    ("cli/doctor_checks.py", "kept aside"),
    ("cli/prompt.py", "banish"),
    ("journal/journal.py", "Stories"),
    ("journal/prompts.py", "put away"),
    ("journal/undo.py", "put away"),
    ("journal/undo.py", "own prompt"),
    ("tui/screens/preferences.py", "own prompt"),
    ("model/vocabulary.py", "card"),
    ("model/vocabulary.py", "cards"),
    ("patterns/strata.py", "answered bouts"),
    ("cli/story.py", "as feared"),
    ("cli/patterns.py", "card safety"),
    ("cli/text_input.py", "card safety"),
    ("store/entry_uses.py", "instr(codes, ?) OR instr(urges, ?) OR instr(feelings, ?) OR prompt = ?"),
    ("store/entry_uses.py", "SELECT codes, urges, feelings, prompt FROM entries"),
)
"""File and text of strings that name a type, a column of another program, or what a journal calls "
"a change."""

UNREAD = ("docs/architecture.md", "docs/decisions/", "docs/patterns.md", "docs/hazards.md")
"""Documents for those who work on it, with the terms of the field."""

ALLOWED = (
    # Names that people's files, commands and filters have for ever.
    r"companion (--?\S+ )*(card|prompt|story|remind)\b|prompt:|\[\[prompt\]\]|prompt `triggers`",
    r"\b(response:|--response |R:)withdrew|withdraw_after_affection|keys\.app\.palette|--feared",
    r"docs/pictures/\w+|--banish",
    # The ordinary word, where nothing else is meant.
    r"records keys|[Tt]rack record|washing machine|graphics card|such card|one card|ten cards",
    r"delete the event there|your calendar|is kept in the entry",
    r"[Pp]assword on your account|account's password",
    r"\bJOIN\b|Day One's|drafts? (is|are) put away",
)
"""What is cut out of a text before it is looked at."""
