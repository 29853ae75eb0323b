"""The pages of a weighing: the whole of it, and each part to edit."""
