"""The pages of a track's beginning."""
