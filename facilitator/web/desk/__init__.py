"""The desk: where a facilitator prepares consultations, opens them and takes the outcome home."""

from flask import Blueprint

pages = Blueprint("desk", __name__, url_prefix="/desk")
