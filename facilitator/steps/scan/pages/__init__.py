"""The pages of the organisation scan: at the desk, and on phones."""
