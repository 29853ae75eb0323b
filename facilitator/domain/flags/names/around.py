"""Words that say whether what stands beside them is a person. Dutch, and some English."""

from typing import Final

import regex


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES: Final = _set(
    "mevrouw meneer mevr mw dhr mr mrs ms juf meester zuster broeder oom tante opa oma drs dr ir ing prof miss mister"
)
"""What stands before a name and nothing else."""

ROLES: Final = _set(
    "wethouder burgemeester dokter huisarts coach pastoor dominee imam rabbi pater rechter agent directeur "
    "voorzitter minister staatssecretaris raadslid professor nicht vader moeder jongen meisje "
    "vrijwilliger heer achternaam voornaam naam onze mijn councillor mayor"
)
"""What may stand before a name that is known as one."""

NEAR: Final = _set(
    "buurman buurvrouw collega vriend vriendin neef zoon zoontje dochter dochtertje broer zus zusje broertje "
    "kleinzoon kleindochter schoonzus schoonzusje schoonbroer schoonzoon schoondochter zwager stiefzoon stiefdochter"
)
"""After whom any other capital is a name. Not "nicht", which is German too."""

KIN: Final = NEAR | _set("moeder vader ouders kind kinderen")
"""Of whom it is said whose they are."""

CALLING: Final = _set("noem noemt noemde noemen noemden")
"""Verbs after which comes who it is, and then their name."""

NAMING: Final = _set("heet heette heten genaamd named ben is")
"""Verbs between whom and their name; the last two only in "ik ben" and "naam is"."""

LEADING: Final = TITLES | ROLES | NEAR | NAMING
"""All after which a name may come."""

BEFORE_PERSON: Final = _set(
    "van bij met aan voor door tegen zonder volgens naar dan en of vraag vraagt laat bel belt mail zeg zegt zei wat "
    "waarom dat als heeft is kreeg heb ken geef alleen ook dank groet lieve beste namens"
)
"""After which a word with a capital may well be a person."""

DOING: Final = _set(
    "zegt zei belt belde helpt hielp regelt regelde weet wist woont woonde vraagt vroeg kreeg vertelt vertelde denkt "
    "dacht snapt liegt lacht redde kwam komt wacht leent verdient verkoopt slaapt spaart zoekt werkt says said knows "
    "durft durfde huilt huilde schaamt kookt kookte luistert luisterde studeert verhuist overleed"
)
"""What a person does and a thing seldom."""

PARTICLES: Final = _set(
    "van de der den het ten ter te 't 's in op el al ben bin da dos das do di del della du la le von zu "
    "ould oulad ait abu st aan bij"
)
"""What stands inside a name, before its main word."""

OPENING: Final = _set("van de der den ter ten vande vander vanden von el al da")
"""Of these, what a last name that stands alone may begin with."""

SAINTS: Final = _set(
    "sint st san santa saint sainte prins prinses koning koningin keizer lake mount fort port new den camp park "
    "north south east west noord zuid oost de-heilige via mac"
)
"""Before what is named after somebody."""

THINGS: Final = _set(
    "straat laan weg plein kade gracht park school college ziekenhuis kerk stichting huis museum arena stadion fonds "
    "hal brug tunnel centrum fabriek vereniging academie universiteit lyceum bank "
    "street st streets road roads rd ave avenue "
    "lane ln drive blvd boulevard square county city creek mill hall elementary church airport bridge hospital library "
    "university theater theatre center centre hotel club gym field plaza court highway hwy pike bypass foundation act "
    "regeling wet wijk buurt dorp polder inc ltd bv nv prijs cup dag day strasse platz gasse allee gmbh nursing"
)
"""After what is named after somebody."""

WITH_A_NAME: Final = _set(
    "stichting vereniging meldpunt bureau project programma commissie regeling wet hotel restaurant cafe camping huize "
    "voetbalclub club vv sv fc kinderopvang peuterspeelzaal flat toren resto"
)
"""Before what is named after somebody, as are all that end like an institution."""

INSTITUTIONS: Final = regex.compile(
    r"(?:huis|centrum|school|college|team|bureau|punt|loket|werk|zorg|hulp|dienst|voorziening|stichting|vereniging|"
    r"opvang|wonen|bouw|bank|fonds|lab|praktijk|verblijf|theater|zaal|hal|bad|kerk|moskee|winkel|kantoor|instelling|"
    r"instituut|organisatie|groep|net|nieuws|journaal|krant|plein|park|flat|lijn|kring|kamer|keuken|wijzer|vester)$"
)
"""How things are called that have a name of their own, and such names themselves."""

PLACE_ENDINGS: Final = regex.compile(
    r"(?:straat|laan|weg|plein|kade|gracht|singel|steeg|dreef|plantsoen|markt|buurt|wijk|school|huis|park|dorp|stad|"
    r"polder|burg|hoven|kerk|fonds|hof|brug|tunnel|wet|gasse|platz|strasse)$"
)

ONLY_PERSON: Final = _set("zonder aan tegen volgens vraag laat bel ken heet heette heten genaamd dank")
"""After which an unknown capital is somebody. Not "bij", "met" and "van": shops, things and towns."""

BEFORE_PLACE: Final = _set("in op uit naar te rond om langs de het een deze dit dat tussen")
"""After which an unknown capital is a place or a thing."""

BRAND: Final = regex.compile(r"^(?!Mc|Mac|De|Di|La|Le|O['’])\p{Lu}\p{Ll}+\p{Lu}|^\p{Ll}+\p{Lu}")
"""Capitals inside a word, as shops and parties write themselves."""

FOREIGN: Final = regex.compile(
    r"^(?:[PKGBT]rz|Szcz|Szy|Mb\p{Ll}{3}|Nd\p{Ll}{3}|Ngu)|"
    r"[şŞğĞıİłŁńŃśŚźŹżŻćĆčČšŠžŽñÑãÃõÕøØåÅđĐřŘőŐűŰ]"
)
"""Letters and spellings of names from elsewhere, in no Dutch, English, German or French word."""

IDIOMS: Final = regex.compile(
    r"\b(?:jan modaal|jan doedel|jan met de pet|jan rap|jan en alleman|jan piet en klaas|jan, piet en klaas|"
    r"jan, piet of klaas|piet snot|klaas vaak|joost mag (?:het )?weten|zwarte piet|sint(?:erklaas)? en piet|robin hood|"
    r"albert heijn|jan linders|leger des heils|max havelaar|anne frank|willem van oranje|johan cruijff|john doe|"
    r"jane doe|"
    r"hans en grietje|jip en janneke(?:taal)?|barbertje|pietje precies|pietje puk|jantje beton|"
    r"een (?:dikke )?pietje|brave hendrik|malle pietje|luilekkerland|bowling green|hart van brabant|"
    r"dow jones|black friday|martin luther king|st\. patrick)\b",
    regex.IGNORECASE,
)
"""Sayings, shops and the famous: somebody's name, and nobody of here."""

NAME_ENDINGS: Final = regex.compile(
    r"(?:stra|inga|[bdfghklmnprt]sma|[^aeiouth]ema|oglu|wski|wska|cki|cka|wicz|czyk|enko|ovic|evic|persad|dzic)$"
)
"""How last names end that are Frisian, Turkish, Polish, Ukrainian, Balkan or Surinamese, and few words."""

ALSO_SOMEBODY: Final = _set("ik hij zij haar zijn mijn hun ons onze de een die")
"""After "Iris en": what does not make a flower of her."""

AT: Final = _set("in op bij naar uit van door voor aan rond achter naast langs tegenover")
"""Before an article that belongs to a thing: "in het Pieter Baan"."""

BETWEEN: Final = _set("and en little van de")
"""What may lie between a name and the thing that has it."""

DIRECTIONS: Final = _set("N E S W")
