"""The approval: those who were asked say whether their part of the map is right and complete."""
