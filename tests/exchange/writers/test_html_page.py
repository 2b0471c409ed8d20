"""The page: everything that is there to be read, nothing that runs or reaches a network."""

from companion.exchange.writers import html_page
from tests.exchange.writers.journal import VOCABULARY, contents


def page() -> str:
    return html_page.written(contents(), VOCABULARY)[""].decode()


def test_text_breaks_out_of_nothing() -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;!-- שלום 🌿" in page()
    assert "&lt;b&gt;" in page()
    for markup in ("<script", "<b>", "http://", "https://"):
        assert markup not in page()


def test_what_is_no_entry_stands_below() -> None:
    for words in ("they are leaving", "if a hug, then I stay", "it was warm", "what stayed", "fits"):
        assert words in page()
