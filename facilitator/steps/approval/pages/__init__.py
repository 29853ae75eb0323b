"""The pages of an approval: at the desk, and for whoever is asked."""
