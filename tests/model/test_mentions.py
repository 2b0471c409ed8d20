"""What a sentence mentions, as people type it: from either seat, in small letters, with slips."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model import mention_words
from companion.model.custom_vocabulary import custom_row
from companion.model.mentions import KINDS, MOST, Mention, mentions
from companion.model.records import Settings
from companion.model.vocabulary import load_vocabulary

WORDS = load_vocabulary()
ROBIN = Settings(partner_name="Robin", pronouns="they")

# t: what happened, p: what the other did, m: a feeling, u: wanted, r: done
MENTIONED = [
    ("long hug at the door and i went all stiff", "t:affection_received m:tense"),
    ("robin hugged me and i froze", "t:affection_received p:pb_warm r:shut_down"),
    ("we fought about the dishes again", "t:raised_voices t:disagreement"),
    ("had a huge fight, he shouted, i walked out", "t:raised_voices t:disagreement p:pb_shouted r:withdrew"),
    ("argued with robin about money", "t:disagreement r:picked_fight"),
    ("she was so warm today and i pulled away", "p:pb_warm r:withdrew"),
    ("i cried in front of them", "t:shared_private r:cried"),
    ("robin cried and told me a secret", "p:pb_opened_up"),
    ("no reply all day, checked his phone's last seen", "t:slow_reply r:checked_up"),
    ("texted again and again, no answer", "t:slow_reply r:pursued"),
    ("left me on read", "t:slow_reply p:pb_hard_to_reach"),
    ("he didn't reply for 5 hours and i panicked", "t:slow_reply p:pb_hard_to_reach m:panicky"),
    ("felt anxious all evening", "m:anxious"),
    ("feeling sad and lonely", "m:sad m:lonely"),
    ("i'm exhausted", "t:tired_unwell m:drained"),
    ("we talked about moving in together", "t:milestone_step"),
    ("they want kids and i felt trapped", "m:trapped"),
    ("he said i love you and i made a joke", "t:affection_received r:dismissed_kindness"),
    ("i snapped at him", "r:lashed_out r:criticised"),
    ("she criticised me in front of friends", "t:criticised_by_partner p:pb_criticised"),
    ("i criticised her cooking", "r:criticised"),
    ("was criticised again", "t:criticised_by_partner p:pb_criticised"),
    ("robin cancelled our date night", "t:plans_changed t:quality_time p:pb_cancelled"),
    ("sulked all evening", "r:sulked_or_hinted"),
    ("i apologised and he hugged me", "t:affection_received p:pb_warm r:repaired"),
    ("he apologised, that was good", "p:pb_repaired"),
    ("asked for reassurance again", "r:sought_proof"),
    ("i feel not good enough", "t:felt_not_good_enough"),
    ("jealous because of his ex", "t:jealous_moment m:jealous"),
    ("saw her flirting with someone", "t:jealous_moment"),
    ("deep conversation till 2am", "t:deep_talk"),
    ("told him how i feel", "r:i_statement"),
    ("said nothing, just shut down", "r:shut_down"),
    ("wanted to run away but i stayed with it", "u:withdrew r:stayed_present"),
    ("wanted to hug her", "u:reached_out"),
    ("i nearly ended it", "u:threatened_leaving"),
    ("he gave me flowers", "p:pb_appreciated"),
    ("robin thanked me for cooking", "t:compliment_received p:pb_appreciated"),
    ("i thanked robin", "r:appreciated"),
    ("got a compliment at dinner", "t:compliment_received"),
    ("robin asked what do you feel", "t:asked_about_feelings"),
    ("he needs space", "t:asked_for_space p:pb_asked_space"),
    ("asked for space again", "t:asked_for_space"),
    ("silent treatment since yesterday", "t:partner_quiet r:shut_down"),
    ("robin was distant all weekend", "t:partner_quiet p:pb_withdrew"),
    ("i checked his phone", "r:checked_up"),
    ("overthinking everything tonight", "r:overanalysed"),
    ("i begged him to stay", "r:pursued"),
    ("kept asking if she loves me", "r:pursued"),
    ("overwhelmd and anxios", "m:overwhelmed m:anxious"),
    ("we arguedd in the car", "t:disagreement"),
    ("affectionat evening, kised a lot", "t:affection_received m:tender"),
    ("felt ashmed after i shouted", "m:ashamed r:picked_fight"),
    ("he ignord me at the party", "t:slow_reply p:pb_hard_to_reach"),
    ("dissapointed, he forgot my birthday", "t:expectation_unmet m:disappointed"),
    ("i love how he looked at me, felt loved", "m:loved"),
    ("migraine, tired, no sleep", "t:tired_unwell m:drained"),
    ("stressed from work, deadline tomorrow", "t:outside_stress m:tense m:overwhelmed"),
    ("he was stressed about work", "t:outside_stress p:pb_stressed"),
    ("i hid what i needed and said fine", "r:hid_need"),
    ("he wants me to move in and i felt so overwhelmed", "m:overwhelmed"),
    ("kissed me goodbye, felt tender", "t:affection_received p:pb_warm m:tender"),
    ("he said sorry and i forgave him", "p:pb_repaired r:repaired"),
    ("he left without a word, walked out", "p:pb_withdrew"),
    ("pushed him away again after a great weekend", "r:withdrew"),
    ("robin is pushing me away", "p:pb_withdrew p:pb_turned_down"),
    ("she pulled back after we talked about marriage", "p:pb_withdrew"),
    ("robin doesnt answer my texts", "t:slow_reply"),
    ("waiting for a message since noon", "t:slow_reply"),
    ("i've been so clingy", "r:sought_proof r:pursued"),
    ("bottled it up again", "r:hid_need"),
    ("laughed it off when he complimented me", "t:compliment_received p:pb_appreciated r:dismissed_kindness"),
    ("robin praised my work and i shrugged", "t:compliment_received p:pb_appreciated r:dismissed_kindness"),
    ("asked him openly what was wrong", "t:asked_about_feelings r:asked_directly"),
    ("he listened to me, felt heard and calm", "p:pb_listened m:calm"),
    ("set a boundary kindly", "r:boundary_kind"),
    ("said no to dinner with his parents", "r:boundary_kind"),
    ("met the parents today!!", "t:milestone_step"),
    ("caught him lying about money", "t:trust_doubt"),
    ("childhood memories came up", "t:reminder_of_past"),
    ("nagged me about the dishes", "t:criticised_by_partner t:felt_crowded p:pb_criticised"),
    ("put me down in front of everyone", "t:criticised_by_partner p:pb_criticised"),
    ("interrogated me about my phone", "p:pb_pressed"),
    ("he checked my phone", "p:pb_controlling"),
    ("he threatened to hurt me", "p:pb_threatening"),
    ("i'm scared of him", "m:afraid t:felt_afraid"),
    ("i opened up and she listened", "t:shared_private p:pb_listened"),
    ("i let him down", "t:made_mistake"),
    ("sick all day, robin looked after me", "t:tired_unwell t:needed_help t:help_offered"),
    ("robin brought soup and comforted me", "p:pb_reassured"),
    ("she said she needs more room", "t:asked_for_space p:pb_asked_space"),
    ("felt suffocated, needed air", "t:felt_crowded t:felt_too_close m:trapped"),
    ("i was cold to her", "r:cold_or_sarcastic"),
    ("played hard to get", "r:tested_partner"),
    ("withheld a hug", "r:withheld_affection"),
    ("less affection lately", "t:less_affection"),
    ("same fight as last week", "t:repeated_argument t:raised_voices t:disagreement"),
    ("never felt so loved", "m:loved"),
    ("took a walk and came back calmer", "r:paused_and_returned"),
    ("thanked them for dinner", "r:appreciated"),
    ("WE HAD A FIGHT", "t:raised_voices t:disagreement"),
    ('"why are you so cold" he asked, and i went numb', "m:numb r:shut_down"),
]

NOT_MENTIONED = [
    "frozen peas on their elbow",
    "they put down the spoon",
    "what i made up: everything else",
    "the phone lying there like a fish",
    "standing up to eat the bread",
    "leave-me-be day? quiet company",
    "we did not fight",
    "we didn't argue at all today",
    "no fight this time",
    "the film was sad",
    "cooked dinner, then read a book",
    "went to work, came home, slept",
    "Joy called me from the station",
    "saw Hope at the market",
    "if he leaves i will cry",
    "maybe we should talk about it",
    "my boss shouted at me",
    "mum called",
    "the dog cried all night",
    "the huge tree fell down",
    "bought a ring for the shower curtain",
    "he would hug me if i asked",
    "i hope he hugs me tomorrow",
    "would be nice to kiss again",
    "not sad, not angry",
    "i was not jealous",
    "she never criticises me",
    "left for work at seven",
    "the soup was cold",
    "tested the new oven",
    "he put the plates down",
    "took the train home",
    "i mean, it rained",
    "warm rain, cold feet",
    "played tennis with Robin",
    "robin made breakfast",
    "watched tv",
    "wrote a letter to the landlord",
    "it was a quiet street",
    "i read a book about jealousy",
    "content of the letter",
    "we are safe from the storm",
    "he plays the guitar",
    "the phone is broken",
    "nobody shouted",
    '"you are so cold" he read aloud from the script',
    "he hit the ball",
    "hit the gym",
    "pushed the door open",
    "good morning",
    "ok",
    "thinking about lunch",
    "my sister is angry with her husband",
    "kids screaming next door",
    "it was a hard day",
    "the keys are on the table",
    "she wanted to go home",
    "he missed the bus",
    "we need milk",
    "a long day at the office",
    "not once did she complain",
    "robin is not angry",
    "why should i be ashamed",
]


def told(text: str, settings: Settings = ROBIN) -> str:
    return " ".join(f"{each.kind[0]}:{each.code}" for each in mentions(text, WORDS, settings))


@pytest.mark.parametrize(("text", "expected"), MENTIONED)
def test_a_sentence_mentions_what_it_tells(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOT_MENTIONED)
def test_nothing_is_read_into_a_sentence(text: str) -> None:
    assert told(text) == ""


def test_a_mention_names_the_words_it_was_found_by() -> None:
    assert mentions("We had a HUG", WORDS, ROBIN) == [Mention("trigger", "affection_received", "hug")]
    said = [each.words for each in mentions("left me on read, he didn't answer", WORDS, ROBIN)]
    assert said == ["left me on read", "left me on read"]
    assert mentions("she doesn't answer", WORDS, ROBIN)[0].words == "doesn't answer"


@pytest.mark.parametrize("name", ["Joy", "Grace Love", "hug", "Sunny"])
def test_the_name_of_the_other_is_no_feeling(name: str) -> None:
    assert told(f"{name} came by, saw {name.lower()} at the door", Settings(partner_name=name)) == ""


def test_names_in_the_middle_of_a_sentence_are_no_feelings() -> None:
    assert told("met Love and Rage at the concert") == ""
    assert told("with my friend Calm, and felt calm") == "m:calm"


def test_without_a_name_for_the_other_a_name_is_theirs() -> None:
    assert told("yesterday Kim hugged me", Settings()) == "t:affection_received p:pb_warm"
    assert told("yesterday Kim hugged me", ROBIN) == ""  # somebody else


def test_what_belongs_to_safety_comes_last_and_needs_the_writer_in_it() -> None:
    assert told("he threatened me, we fought and i was sad").split()[-1] == "p:pb_threatening"
    assert told("he threatened to rain on the parade") == ""


def test_there_are_never_more_than_digits_to_pick_them_by() -> None:
    text = ". ".join(text for text, _ in MENTIONED)
    found = mentions(text, WORDS, ROBIN)
    assert len(found) == MOST
    assert [each.kind for each in found] == sorted((each.kind for each in found), key=KINDS.index)


def test_words_of_ones_own_are_mentioned_by_their_label_and_by_their_own_everyday_words() -> None:
    words = load_vocabulary()
    row = custom_row(
        "trigger", {"id": "my_call", "label": "The call on Sunday", "also": ["sunday phone"]}, "here"
    )
    words.overlay({"trigger": {"my_call": row}})
    for text in ("the call on sunday again", "another sunday phone thing"):
        assert [each.code for each in mentions(text, words, ROBIN)] == ["my_call"]


def test_every_code_in_the_word_lists_is_known() -> None:
    known = {*WORDS.triggers, *WORDS.partner_acts, *WORDS.responses}
    for codes in (mention_words.NEVER_MENTIONED, mention_words.BY_THEM, mention_words.BY_ME):
        assert codes <= known


def test_every_row_but_three_is_found_by_some_of_its_own_words() -> None:
    """In a sentence in which the right one does it."""
    frames = (
        "i {}",
        "i felt {}",
        "i felt so {}",
        "he {}",
        "he {} me",
        "robin was {}",
        "we had a {}",
        "{}",
        "i {} him",
    )
    tables = (WORDS.triggers, WORDS.partner_acts, WORDS.moods, WORDS.responses)
    silent = {
        id
        for table in tables
        for id, row in table.items()
        if not row.deprecated
        and not any(
            each.code == id
            for words in (row.label.lower(), *row.also)
            for frame in frames
            for each in mentions(frame.format(words), WORDS, ROBIN)
        )
    }
    assert silent == mention_words.NEVER_MENTIONED


@given(st.text(max_size=200))
def test_any_text_will_do_and_says_the_same_twice(text: str) -> None:
    found = mentions(text, WORDS, ROBIN)
    assert found == mentions(text, WORDS, ROBIN)
    assert len({(each.kind, each.code) for each in found}) == len(found) <= MOST


def test_a_long_text_takes_a_few_milliseconds() -> None:
    text = ". ".join(text for text, _ in MENTIONED)[:2000]
    mentions(text, WORDS, ROBIN)
    took = []
    for _ in range(5):
        start = time.process_time()
        mentions(text, WORDS, ROBIN)
        took.append(time.process_time() - start)
    assert min(took) < 0.05, took  # about 5 ms on a quiet machine
