"""Every refusal in words: what happened, what was kept, what to do."""

from facilitator.languages import N_

# What a text may name, when the refusal brings no value of its own.
VALUES: dict[str, object] = {"limit": 140, "retry_after": 1}

REFUSALS: dict[str, str] = {
    # Of a one-liner
    "empty": N_("There is nothing to send yet. Write one sentence first."),
    "outer_space": N_("There is a space before or after your sentence. Take it away and send again."),
    "too_long": N_("Your sentence is longer than %(limit)s characters. It is still in the field. Make it shorter."),
    "not_one_line": N_("Your sentence has more than one line. It is still in the field. Make it one line."),
    "forbidden_characters": N_(
        "There is a character in your sentence that we cannot show. It is still in the field. Type that part again."
    ),
    "unknown_question": N_("This question does not belong to this consultation. Load the page again."),
    "question_closed": N_("This question is closed. Your sentence was not sent. It is still on your phone."),
    "too_fast": N_("That was very fast. Your sentence was kept. Wait %(retry_after)s s; then it goes by itself."),
    "full": N_("This consultation can hold no more. Your sentence was not sent. Tell the facilitator."),
    "key_taken": N_("Another sentence was already sent this way. It was kept. Load the page and send again."),
    "not_yours": N_("This belongs to somebody else, so you cannot do this. Nothing was changed."),
    # Of a connection
    "unknown_code": N_("We do not know this code. Check the letters on the screen and try again."),
    "closed": N_("This consultation is over. What was sent has been kept."),
    "try_later": N_("It is very busy. Wait a moment; we try again by ourselves."),
    "read_only": N_("This is a screen: it only shows. Nothing was changed. Use the board to change something."),
    "forbidden": N_("You may not do this here. Nothing was changed."),
    # Of an act on the board
    "unknown_oneliner": N_("This one-liner is not on this board. Nothing was changed."),
    "unknown_category": N_("This category does not exist any more. Nothing was changed. Choose another one."),
    "changed_since": N_("This was changed after you, so it stays as it is. Once more goes to what you did before it."),
    "nothing_to_undo": N_("There is nothing to undo."),
    "nothing_to_redo": N_("There is nothing to redo."),
    "no_suspicion": N_("There is no suspicion yet. Nothing was opened. Write on the desk what seems to be going on."),
    "not_settled": N_(
        "The goal is not settled yet. Nothing was opened. Fill in on the desk: issue, solution, term, owner and who"
        " settled it."
    ),
    # On the desk
    "dry_run_there": N_("There is a dry run. Wipe it first, on its own page."),
    "not_the_first": N_("Only the first consultation of a track can be a dry run."),
    "not_now": N_("This version cannot be asked about now: another round is open, or a later one was."),
    # Of a request
    "bad_request": N_("We did not understand this. Nothing was changed. Load the page again."),
    "internal": N_("Something went wrong on our side. What was sent before has been kept. Try again in a moment."),
}
