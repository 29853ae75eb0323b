"""No script and no style sheet of ours needs a newer browser than the README says.

Sources: caniuse.com and the compatibility tables of MDN (browser-compat-data); the first version that has it whole.
"""

import re
from dataclasses import dataclass

from tests.house.tools import ROOT

NEVER = 999.0


@dataclass(frozen=True)
class Browsers:
    """The first version of each family of browsers."""

    chrome: float
    firefox: float
    safari: float

    def all_in(self, least: "Browsers") -> bool:
        """Tell whether what these have is there in the least that we ask for."""
        return self.chrome <= least.chrome and self.firefox <= least.firefox and self.safari <= least.safari


ANYBODY = Browsers(chrome=87, firefox=90, safari=15.4)
"""What the phone's page is live in; below that it is plain forms."""
ROOM = Browsers(chrome=105, firefox=115, safari=16)
"""What the board and the screen need."""

SCRIPTS = {
    "an array's at": (r"\.at\(", Browsers(92, 90, 15.4)),
    "findLast": (r"\.findLast(?:Index)?\(", Browsers(97, 104, 15.4)),
    "replaceAll": (r"\.replaceAll\(", Browsers(85, 77, 13.1)),
    "Object.hasOwn": (r"\bObject\.hasOwn\(", Browsers(93, 92, 15.4)),
    "Object.groupBy": (r"\b(?:Object|Map)\.groupBy\(", Browsers(117, 119, 17.4)),
    "structuredClone": (r"\bstructuredClone\(", Browsers(98, 94, 15.4)),
    "randomUUID": (r"\brandomUUID\b", Browsers(92, 95, 15.4)),
    "AbortSignal.timeout": (r"\bAbortSignal\.(?:timeout|any)\(", Browsers(124, 124, 17.4)),
    "copying array methods": (r"\.(?:toSorted|toReversed|toSpliced)\(|\.with\(", Browsers(110, 115, 16)),
    "Array.fromAsync": (r"\bArray\.fromAsync\(", Browsers(121, 115, 16.4)),
    "Promise.withResolvers": (r"\bPromise\.(?:withResolvers|try)\(", Browsers(119, 121, 17.4)),
    "iterator helpers": (
        r"\.(?:values|keys|entries)\(\)\.(?:map|filter|some|find|toArray|take)\(",
        Browsers(122, 131, 18.4),
    ),
    "methods of sets": (
        r"\.(?:isSubsetOf|isDisjointFrom|symmetricDifference|intersection|difference)\(",
        Browsers(122, 127, 17),
    ),
    "isWellFormed": (r"\.(?:isWellFormed|toWellFormed)\(", Browsers(111, 119, 16.4)),
    "looking behind in a pattern": (r"\(\?<[=!]", Browsers(62, 78, 16.4)),
    "sets in a pattern": (r"/[dgimsuy]*v[dgimsuy]*[,;).]|RegExp\([^)]*\"[a-z]*v[a-z]*\"\)", Browsers(112, 116, 17)),
    "a private name asked for": (r"#\w+ in ", Browsers(91, 90, 15)),
    "a static block": (r"\bstatic \{", Browsers(94, 93, 16.4)),
    "await outside of a function": (r"(?m)^(?:(?:export )?(?:const|let) [^=]+= )?await ", Browsers(89, 89, 15)),
    "an import's attributes": (r"(?m)^import .* (?:with|assert) \{", Browsers(123, 138, 17.2)),
    "import.meta.resolve": (r"import\.meta\.resolve", Browsers(105, 106, 16.4)),
    "Intl.Segmenter": (r"\bIntl\.Segmenter\b", Browsers(87, 125, 14.1)),
    "requestSubmit": (r"\.requestSubmit\(", Browsers(76, 75, 16)),
    "checkVisibility": (r"\.checkVisibility\(", Browsers(105, 106, 17.4)),
    "inert": (r"\.inert\b", Browsers(102, 112, 15.5)),
    "popovers": (r"\.(?:show|hide|toggle)Popover\(|\bpopover=", Browsers(114, 125, 17)),
    "dialogs": (r"\.showModal\(", Browsers(37, 98, 15.4)),
    "locks": (r"\bnavigator\.locks\b", Browsers(69, 96, 15.4)),
    "view transitions": (r"startViewTransition", Browsers(111, 144, 18)),
    "the navigation's interface": (r"\bnavigation\.\w+", Browsers(102, 147, 26.2)),
    "requestIdleCallback": (r"\brequestIdleCallback\b", Browsers(47, 55, NEVER)),
    "scrollend": (r"\bscrollend\b", Browsers(114, 109, 26.2)),
    "scrollIntoViewIfNeeded": (r"\.scrollIntoViewIfNeeded\(", Browsers(15, NEVER, 5)),
    "highlights": (r"\bCSS\.highlights\b", Browsers(105, 140, 17.2)),
    "Temporal": (r"\bTemporal\.", Browsers(144, 139, NEVER)),
}
"""What may be used in a script → how it is found, and since when it is there."""
SHEETS = {
    ":has()": (r":has\(", Browsers(105, 121, 15.4)),
    "lists in :not()": (r":not\([^()]*,", Browsers(88, 84, 9)),
    ":is() and :where()": (r":(?:is|where)\(", Browsers(88, 78, 14)),
    ":modal": (r":modal\b", Browsers(105, 103, 15.6)),
    ":dir()": (r":dir\(", Browsers(120, 49, 16.4)),
    "nested rules": (r"(?m)^\s*&", Browsers(120, 117, 17.2)),
    "scopes": (r"@scope\b", Browsers(118, 146, 17.4)),
    "containers": (r"@container\b|\bcontainer-(?:type|name)\b|\d+cq(?:w|h|i|b|min|max)\b", Browsers(105, 110, 16)),
    "registered properties": (r"@property\b", Browsers(85, 128, 16.4)),
    "ranges in a query": (r"@(?:media|container)[^{]*[<>]", Browsers(104, 63, 16.4)),
    "color-mix()": (r"\bcolor-mix\(", Browsers(111, 113, 16.2)),
    "light-dark()": (r"\blight-dark\(", Browsers(123, 120, 17.5)),
    "lab and lch": (r"\b(?:ok)?l(?:ab|ch)\(", Browsers(111, 113, 15.4)),
    "dynamic heights": (r"\d+[dsl]v(?:h|w|b|i)\b", Browsers(108, 101, 15.4)),
    "line heights as a unit": (r"\d+r?lh\b", Browsers(109, 120, 16.4)),
    "aspect-ratio": (r"(?m)^\s*aspect-ratio:", Browsers(88, 89, 15)),
    "translate, rotate, scale": (r"(?m)^\s*(?:translate|rotate|scale):", Browsers(104, 72, 14.1)),
    "subgrid": (r"\bsubgrid\b", Browsers(117, 71, 16)),
    "overflow: clip": (r"overflow(?:-\w+)?: clip", Browsers(90, 81, 16)),
    "anchors": (r"(?<![-\w])anchor(?:-name|-scope)?[(:]|position-(?:anchor|area)", Browsers(125, 147, 26)),
    "inset": (r"(?m)^\s*inset(?:-inline|-block)?:", Browsers(87, 66, 14.1)),
}
"""The same for style sheets. Layers are not here: sheets go out without (`facilitator/web/static_files.py`)."""


OF_THE_ROOM = ("board/sheet.js", "pages/board.css", "pages/screen.css")
"""The files of board and screen that use what these alone need; the others do without, too."""
WITH_CARE = {
    ("shared/text.js", "Intl.Segmenter"): "without it the text is counted by rules of our own",
    ("shared/new-key.js", "randomUUID"): "asked for before it is used",
    ("forms.css", ":has()"): "what is chosen is ticked as well",
    ("pages/desk.css", ":has()"): "hides what another choice asks; places things side by side",
    ("pages/board.css", ":has()"): "tints the column over which a card is dragged",
    ("pages/persons.css", ":has()"): "hides what another choice asks",
    ("pages/weighing.css", ":has()"): "places things side by side",
}
"""File and feature → why nothing that matters hangs on it."""
GUARDED = re.compile(r"@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
AFTER_FALLBACK = re.compile(r"(?m)^(\s*)([\w-]+): [^;]*\d+vh[^;]*;\n\1\2: [^;]*\d+dvh[^;]*;$")
REMARKS = re.compile(r"/\*.*?\*/|^\s*//[^\n]*$", re.DOTALL | re.MULTILINE)


def too_new(folder: str, suffix: str, features: dict[str, tuple[str, Browsers]]) -> set[tuple[str, str]]:
    """List what is used under a folder of static that is not in all browsers: (file, feature)."""
    root = ROOT / "static" / folder
    read = {file.relative_to(root).as_posix(): bare(file.read_text()) for file in sorted(root.rglob(f"*{suffix}"))}
    used = {(file, name) for file, text in read.items() for name in features if re.search(features[name][0], text)}
    return {(file, name) for file, name in used if not features[name][1].all_in(least(file))} - set(WITH_CARE)


def least(file: str) -> Browsers:
    """The oldest browsers in which a file must do."""
    return ROOM if file in OF_THE_ROOM else ANYBODY


def bare(text: str) -> str:
    """What every browser takes in of a file: no remarks, and nothing that has a fallback."""
    return AFTER_FALLBACK.sub("", GUARDED.sub("", REMARKS.sub("", text)))


def test_no_script_needs_a_newer_browser_than_we_say() -> None:
    assert too_new("js", ".js", SCRIPTS) == set()


def test_no_style_sheet_needs_a_newer_browser_than_we_say() -> None:
    assert too_new("css", ".css", SHEETS) == set()


def test_a_rule_that_some_browsers_drop_takes_no_other_with_it() -> None:
    rules = re.findall(
        r"(?:^|[{}])([^{}]*:has\([^{}]*)\{",
        "\n".join(bare(it.read_text()) for it in (ROOT / "static/css").rglob("*.css")),
    )

    assert len(rules) > 5
    assert [rule for rule in rules if not all(":has(" in selector for selector in split(rule))] == []


def split(selectors: str) -> list[str]:
    """One selector each, of a list without commas inside."""
    return selectors.strip().split(",\n")


def test_every_picture_has_a_size_without_a_style_sheet() -> None:
    pages = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static/js").rglob("*.js")]
    drawn = [tag for page in pages for tag in re.findall(r"<svg[^>]*>", page.read_text())]

    assert len(drawn) > 5
    assert [tag for tag in drawn if " hidden" not in tag and not re.search(r' width="\d+" height="\d+"', tag)] == []
