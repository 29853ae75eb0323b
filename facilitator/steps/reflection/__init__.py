"""The reflection: five lines that somebody writes for himself at the end."""
