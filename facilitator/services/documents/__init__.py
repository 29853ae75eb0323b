"""A track as a document: gathered, written, fixed in versions, verified, and taken in again."""
