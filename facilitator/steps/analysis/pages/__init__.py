"""The pages of the analysis: the board of a whole track, its map, and the versions."""
