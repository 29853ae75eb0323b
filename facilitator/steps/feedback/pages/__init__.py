"""The pages of the feedback: at the desk, and for whoever took part."""
