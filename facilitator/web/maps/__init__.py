"""Maps as pages: published ones, and how any map is drawn."""

from facilitator.web.maps.pages import pages

__all__ = ["pages"]
