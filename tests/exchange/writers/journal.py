"""A small journal that has one of everything, and text that could break a format."""

import json

from companion.exchange.journal_json import loads
from companion.model.records import Contents
from companion.model.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
NOTE = '=1+1\n---\n```\n<script>alert(1)</script> <!-- שלום 🌿 "quoted"'

_WHOLE = """{"format": "companion-journal", "version": 1,
"moments": [{"id": "m", "occurred_at": "2026-02-10T10:00:00+01:00", "triggers": ["affection_received"],
  "later": {"a": 1}, "tags": ["Long walk"], "starred": true}, {"id": "n", "occurred_at":
  "2026-02-20T10:00:00+01:00", "note": NOTE}],
"stories": [{"id": "s", "moment": "m", "feared": "=they are leaving", "turned_out": "otherwise"}],
"experiments": [{"id": "e", "if_then": "if a hug, then I stay", "started_at": "2026-02-10T10:00:00+01:00",
  "tries": [{"at": "2026-02-11T10:00:00+01:00", "did": true, "note": "it was warm"}]}],
"look_backs": [{"id": "l", "at": "2026-02-12T10:00:00+01:00", "held": ["what stayed", "<b>"]}],
"pattern_answers": [
  {"pattern": "withdraw_after_affection", "answer": "fits", "at": "2026-02-12T10:00:00+01:00"}]}"""


def contents() -> Contents:
    """Two moments, a story, an experiment with a try, a look-back and an answer."""
    return loads(_WHOLE.replace("NOTE", json.dumps(NOTE)))
