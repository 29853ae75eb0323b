"""How the board works, and what its keys do."""

from flask_babel import lazy_gettext as _

KEYS = {
    "keys_title": _("How it works"),
    "steps_why": _("In this order, with the key for each step. Every step also goes by pressing."),
    "step_screen": _(
        "Put the screen on the projector: choose “Open the screen in a new window” with ↑, then Enter. "
        "Drag that window there and press F11."
    ),
    "step_join": _("Show the code. People scan it with their phones, or type it."),
    "step_open": _("Open question 1. Phones and screen show it at once. In this menu you can also set a time."),
    "step_sort": _("What people send comes in on the left. Choose a one-liner, then press the key of its category."),
    "step_new": _("Make a new category from the chosen one-liner: type a name, then Enter."),
    "step_probe": _(
        "Ask on about the chosen one-liner: choose the words, and whether its writer or everybody gets them."
    ),
    "step_mask": _("Mask what tells who it is about, or do not show it. It stays counted."),
    "step_undo": _("Undo what you did, as far back as you like."),
    "step_show": _("Choose what the room sees: the question, the last one-liners, the columns, or one of them big."),
    "step_close": _("Close the question. Sorting goes on."),
    "step_next": _("Open the next question, by its number."),
    "step_break": _("Begin a break, and with the same keys go on."),
    "step_map": _("At the end choose the map with ↓, then Enter. Walk through it together."),
    "step_end": _("Close the consultation: the last line of the menu. First it says what that does."),
    "keys_all": _("All keys"),
    "keys_letters": _("One letter, digit or mark by itself does something (untick this if you speak to your computer)"),
    "keys_also": _("Everything also goes by pressing: a one-liner, then a category; or drag. ⋯ holds the rest."),
    "larger": _("Larger text"),
    "smaller": _("Smaller text"),
    "name_Space": _("Space"),
    "name_Shift": _("Shift"),
    "key_walk": _("Choose the one-liner above or below"),
    "key_across": _("Go to the list before or after"),
    "key_sort": _("Put it in the category with that key"),
    "key_also": _("Also in the category with that key, or no longer"),
    "key_new": _("New category from this one-liner"),
    "key_mark": _("Choose several"),
    "key_menu": _("Take the suggestion, or everything for this one-liner"),
    "key_probe": _("Probe"),
    "key_mask": _("Mask"),
    "key_hide": _("Do not show, with a reason"),
    "key_same": _("Says the same as what is suggested, or as another one that you choose"),
    "key_star": _("Telling, or not"),
    "key_undo": _("Undo, also Ctrl Z"),
    "key_redo": _("Redo"),
    "key_search": _("Search"),
    "key_rename": _("Rename the category you are at"),
    "key_open": _("Questions, time, break, closing. In a menu: ↑ ↓ and Enter, or the key on a line"),
    "key_screen": _("What the screen shows"),
    "key_blank": _("Blank the screen, and back"),
    "key_join": _("Show the join code, and back"),
    "key_full": _("Full screen"),
    "key_size": _("Larger or smaller text"),
    "key_tab": _("To the next button or field; with Shift back. Enter presses it"),
    "key_escape": _("Stop, deselect, close"),
    "key_keys": _("This list"),
}
