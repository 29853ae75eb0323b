"""The JavaScript modules of a page that has a folder of them."""

from facilitator.web.static_files import ROOT


def modules_under(folder: str) -> list[str]:
    """List a folder of static/js, as `import_map` names its files."""
    return sorted(f"{folder}/{file.name}" for file in (ROOT / "js" / folder).glob("*.js"))
