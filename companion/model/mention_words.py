"""What is to be known of the everyday words beyond their lists, so that a sentence is not misread.

Typed alone, such a word finds its row; inside a sentence it says too little, or needs another word beside it.
"""

from companion.model.word_forms import phrase_set, word_set

NEVER_MENTIONED = word_set("pb_unknown none_of_these none_or_other")
"""Rows that say that nothing is known, or nothing was done: no text mentions them."""

BY_THEM = word_set(
    "affection_received compliment_received help_offered slow_reply partner_quiet less_affection "
    "asked_for_space mixed_signals criticised_by_partner asked_about_feelings partner_opened_up "
    "asked_for_more raised_voices expectation_unmet turned_down promise_broken"
)
"""What happened through the partner: not mentioned where the writer is the one who did it."""

BY_ME = word_set(
    "felt_too_close needed_help shared_private made_mistake felt_not_good_enough felt_crowded "
    "tired_unwell felt_afraid"
)
"""What happened to or through the writer: not mentioned where the partner is the one."""

ALONE_IT_SAYS_LITTLE = phrase_set(
    # what happened
    "love date talked connected physical bed help support favour future plans kids keys official "
    "commitment girlfriend boyfriend text texted away travel space confusing row forgot expectations "
    "confidence likes trust talk again_and_again secret phone past trigger memory expects demands "
    "managed work job money family period pain ordinary normal everyday breakfast dinner tv usual "
    "goodbye thanks pressure heated unclear rushed suddenly marriage conflict support screaming likes "
    "trigger:apologised trigger:forgave trigger:said_not trigger:said_no trigger:rejected trigger:forgot "
    # what the partner did
    "noticed shared told_me there left pushed kind partner_act:called partner_act:texted partner_act:forgot "
    # what the writer did
    "response:alone response:gift response:flowers gaming gym cleaned independent mean test bait past "
    "decided question asked feelings i_feel feeling feel stayed remained break accepted received sorry "
    "limit facts walk sport bath slept hid got_away location told_them went_home came_back did_not_ask "
    "on_my_own understood fine planned_everything evidence waited paused put_down made_up stood_up lie "
    "not_now let_them social_media "
    "old_stuff "
    "clear requested chased "
    # feelings
    "at_home too_much finally phew down low blue nothing checked_out cut_off shut_down pressure "
)
"""Everyday words and phrases that are no mention inside a sentence; with a kind, not as one of it."""

AS_IT_STANDS = word_set("loving controlling suffocating confusing teasing froze lied")
"""Words that are not found by what they come from."""

WITH_A_WORD_BEFORE = phrase_set(
    "content calm safe distant hurt ok fine good comfortable quiet secure protected soft fond strong "
    "interested silly funny flat empty alone cold far_away stuck blocked tight stiff mad bothered sorry "
    "isolated dull small exposed open itchy stung in_pain defeated warm detached disconnected tender "
    "curious surprised numb moved touched loved wanted excluded crowded torn puzzled distant wondering "
    "crying rejected abandoned relaxed accomplished busy sweet dumped turned_away left_out offended "
    "wounded afraid raw sour bitter sad_for conflicted undecided concerned vulnerable"
)
"""Feelings that need a word such as "felt", "was" or "so" before them, lest "at the safe" be one."""

AFTER_FEELING_ONLY = phrase_set(
    "loved wanted moved touched good fine ok warm small open cold strong interested crowded dumped "
    "excluded rejected turned_away alone threatened suffocated smothered cornered stuck protected safe "
    "accomplished cared_for valued"
)
"""Feelings that need a form of "feel" before them, as "was" does something else to them."""

NEEDS_THEM = word_set("called texted kissed hugged listened accepted gift chased")
"""What the writer did to someone: with the partner named right after it."""

PASSIVE = word_set(
    "hug kiss cuddle criticise nag blame ignore ghost praise thank compliment dump reject tell put push "
    "reassure comfort control threaten hit help support stand leave let disappoint"
)
"""What is done to the writer who "was" or "got" it."""

LOOKS_LIKE_A_SLIP = word_set(
    "adorned frozen backer bagged banked barked battle beamed blacked blazed blocker bogged breach breached "
    "breadth breather broker brooke bucked bugged cabled caller calmer cancer chance charge cheater "
    "clarity closer coddle comforter complement confine confined consent contend contest context "
    "controller convent cooked counted create creating critics crowned culled defect defected defied "
    "dented enraged excise exited fatter flatten flattened flattery flight flitting flowed flowery "
    "flutter forged forked formed freezer fright graceful handed hangover heaped helper hinged homeless "
    "hunted impostor interior kisser listed listener lively living lonelier lovely marked mashed massed "
    "massing mediate misusing mopped mucking offender passed planes plants pretence pretender pretense "
    "projected protested related relayed relied relies reminded repaid scooped scouted scouting serena "
    "shacked shooting shorted shorting shunned sighted signed slapped smoother snapper snipped snoopy "
    "snooze socked spiced spiked spinal spouting stacked staked stalker stalled stamped stares stocked "
    "stooped stores string stroll strolling struck strung stunted sucked supporter swapped swooped tacked "
    "tanked tapped teaming tearing tended tenner thriller thrust thrusting tinder torched touches traced "
    "tracker trapper tricked tripped truest trussed trustee trusty upright values violet wandering wasted "
    "yelping"
)
"""Common words that are one letter away from one of ours and mean something else."""
