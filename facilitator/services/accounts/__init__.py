"""Who may come in: facilitators, their passwords and sign-ins, and whoever helps them."""
