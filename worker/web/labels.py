"""What the index's own words are called in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gettext


def _(message: str) -> str:
    """Mark a message for extraction."""
    return message


_FACETS = {
    "publication": _("Paper"),
    "edition": _("Edition"),
    "months": _("Month"),
    "years": _("Year"),
    "page": _("Page"),
    "kind": _("Kind"),
    "category": _("Category"),
    "people": _("People"),
    "roles": _("Offices"),
    "places": _("Places"),
    "divisions": _("Regions"),
    "organizations": _("Organisations"),
    "body_kinds": _("Kinds of organisations"),
    "byline": _("Reporter"),
    "keywords": _("Keywords"),
}
_VALUES = {
    "kind": {
        "news": _("News"),
        "photo": _("Photo"),
        "essay": _("Essay"),
        "brief": _("Brief"),
        "poem": _("Poem"),
        "notice": _("Notice"),
    },
    "category": {"unknown": _("Unknown")},
    "body_kinds": {
        "party": _("Party bodies"),
        "congress": _("Congresses and CPPCC"),
        "court": _("Courts and procuratorates"),
        "government": _("Government bodies"),
        "army": _("Armed forces"),
        "school": _("Schools and universities"),
        "hospital": _("Hospitals and health"),
        "research": _("Research bodies"),
        "media": _("Newspapers and media"),
        "company": _("Companies"),
        "association": _("Associations"),
        "sport": _("Sports bodies"),
        "culture": _("Museums and culture"),
        "community": _("Villages and neighbourhoods"),
        "international": _("International bodies"),
        "foreign": _("Foreign bodies"),
    },
    "order": {
        "relevance": _("Best match"),
        "recent": _("Match, then date"),
        "newest": _("Newest first"),
        "oldest": _("Oldest first"),
    },
    "wrong": {
        "two": _("Two articles in one"),
        "part": _("A part is missing, or stands with another article"),
        "headline": _("The headline is wrong"),
        "names": _("Names or reporter are wrong"),
        "other": _("Something else"),
    },
    "field": {
        "publication": _("Paper"),
        "date": _("Date"),
        "page": _("Page"),
        "edition": _("Edition"),
        "number": _("Number"),
    },
    "origin": {"file name": _("File name"), "folder": _("Folder"), "masthead": _("Masthead"), "sidecar": _("Sidecar")},
    "code": {
        "undecodable": _("No encoding gives readable text"),
        "unsupported_format": _("This format is not read"),
        "empty": _("The file is empty"),
        "too_large": _("The file is too large"),
        "no_article": _("No article was found in it"),
        "rejected_document": _("The index refused it"),
        "poison": _("It ended its worker too often"),
        "internal": _("Baoku itself failed on it"),
        "encrypted": _("It needs a password"),
        "broken_pdf": _("The PDF is broken"),
        "broken_image": _("The image is broken"),
        "no_ocr": _("Its text would have to be recognised"),
        "bad_sidecar": _("Its sidecar cannot be used"),
        "bad_mapping": _("Its mapping file cannot be used"),
        "unknown_columns": _("Its columns are not known"),
        "bad_json": _("The JSON is broken"),
        "bad_markup": _("The markup is broken"),
        "bad_row": _("A record cannot be read"),
        "bad_member": _("A file in the archive cannot be read"),
        "missing_page": _("A part of it is missing"),
        "bomb": _("It would unpack to too much"),
        "too_deep": _("It is nested too deeply"),
        "too_slow": _("It takes too long"),
        "unreadable": _("There is no permission to read it"),
        "bad_name": _("Its name cannot be used"),
        "bad_path": _("Its name cannot be used"),
        "held": _("held back"),
    },
    "outcome": {
        "indexed": _("indexed"),
        "replaced": _("replaced an earlier one"),
        "moved": _("moved"),
        "corrected": _("corrected"),
        "restored": _("restored"),
        "conflict": _("in conflict"),
        "held": _("held back"),
        "withdrawn": _("withdrawn"),
        "continued": _("continued"),
        "failed": _("failed"),
        "duplicate": _("duplicate"),
        "superseded": _("superseded"),
    },
}


def facet_label(words: gettext.NullTranslations, facet: str) -> str:
    """Return what a facet is called."""
    return words.gettext(_FACETS[facet])


def label(words: gettext.NullTranslations, group: str, value: str) -> str:
    """Return what a value is called; names of people, places and papers are called as they are."""
    if group == "divisions":
        return value.replace("/", " › ")
    known = _VALUES.get(group, {}).get(value)
    return words.gettext(known) if known else value
