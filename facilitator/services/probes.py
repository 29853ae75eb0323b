"""Probes: what is asked on, and who is to hear it."""

from collections.abc import Container

from facilitator.services.tracks import LiveTrack, ProbeFacts


def missed(track: LiveTrack, consultation: str, *, written: Container[str]) -> list[ProbeFacts]:
    """List the probes that a phone in a consultation may have missed while it was away.

    Those on a one-liner of a question that is open, put to everybody or to its author. `written`: the one-liners that
    the phone has shown to be its own.
    """
    with track.lock:
        here = [it for it in track.probes.values() if it.consultation == consultation]
        return [it for it in here if _stands(track, it) and (it.audience == "everyone" or it.oneliner in written)]


def _stands(track: LiveTrack, probe: ProbeFacts) -> bool:
    """Whether the question is still open that its one-liner answers."""
    card = track.board.cards.get(probe.oneliner or "")
    state = track.board.consultations[probe.consultation]
    return card is not None and (state.self_paced or state.question == card.question)
