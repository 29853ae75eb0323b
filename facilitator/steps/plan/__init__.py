"""The plan of approach that follows from a weighing."""
