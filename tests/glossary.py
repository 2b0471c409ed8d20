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
    ("patterns/bouts.py", "Kept"),
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

STILL_TO_REWORD = {
    "card_attachment.body",
    "card_one_topic.body",
    "card_settling.body",
    "companion/cli/after.py",
    "companion/cli/check.py",
    "companion/cli/option_codes.py",
    "companion/cli/story.py",
    "companion/cli/try_.py",
    "companion/model/entry_facts.py",
    "companion/model/prompt_choice.py",
    "companion/model/vocabulary.py",
    "companion/patterns/strata.py",
    "companion/review/check_text.py",
    "companion/review/finding_facts.py",
    "companion/review/finding_text.py",
    "companion/review/handout.py",
    "companion/review/lines.py",
    "companion/review/loop_text.py",
    "companion/review/measures_text.py",
    "companion/review/recent_days.py",
    "companion/review/sequel_text.py",
    "companion/review/tonight.py",
    "companion/review/week_offers.py",
    "companion/tui/app_actions.py",
    "companion/tui/key_table.py",
    "companion/tui/lock.py",
    "companion/tui/palette.py",
    "companion/tui/pane.py",
    "companion/tui/screens/custom_vocabulary.py",
    "companion/tui/screens/evidence.py",
    "companion/tui/screens/experiment.py",
    "companion/tui/screens/handout.py",
    "companion/tui/screens/library.py",
    "companion/tui/screens/library_page.py",
    "companion/tui/screens/loop.py",
    "companion/tui/screens/pattern_evidence.py",
    "companion/tui/screens/reflections_keys.py",
    "companion/tui/screens/safety_page.py",
    "companion/tui/screens/sequel.py",
    "companion/tui/screens/story.py",
    "companion/tui/screens/today.py",
    "companion/tui/setting_rows.py",
    "companion/tui/setting_values.py",
    "companion/tui/sheet.py",
    "companion/tui/widgets/entry_view.py",
    "companion/tui/widgets/library_page_view.py",
    "companion/tui/widgets/mood_plane.py",
    "companion/tui/widgets/offer_line.py",
    "companion/tui/widgets/picker.py",
    "contact_after_room.subtitle",
    "rc_low_worth.body",
    "rc_past_hurt.body",
    "repair_after_conflict.followed",
    "tc_couple_communication.body",
}
"""Places whose words are being changed; this set is emptied, and goes then."""
