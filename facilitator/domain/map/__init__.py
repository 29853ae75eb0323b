"""The map: what a track's one-liners say when they are laid out by category and question. Pure."""
