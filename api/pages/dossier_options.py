"""What the selects above a list of dossiers offer, in the reader's words."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from api.pages.formats import Format
from api.pages.rule_words import Words
from approvals.queries.dossier_choices import Choices
from approvals.queries.dossier_filters import Trouble
from approvals.queries.dossier_list import Sort
from models.commendation import Paper
from models.enums import DossierState, Stage
from models.rules import Campaign

Options = list[tuple[str, str]]  # a value and its words


def options(offered: Choices, written: Format) -> Mapping[str, Options]:
    """By the field they belong to; an empty value, which narrows nothing, stands first."""
    anything = written.texts.gettext("All")
    awards = [(award.code, written.award_name(award)) for award in offered.awards]
    bodies = [(body.slug, written.body_name(body)) for body in offered.bodies]
    holders = [(str(person.id), person.name) for person in offered.holders]
    found: Mapping[str, Options] = {
        "state": _words(DossierState, written),
        "stage": _words(Stage, written),
        "trouble": _words(Trouble, written),
        "award": awards,
        "body": bodies,
        "campaign": campaign_options(offered.campaigns, written),
        "holder": holders,
    }
    sorts = [("" if sort is Sort.DUE else sort.value, written.label(sort)) for sort in Sort]
    return {name: [("", anything), *pairs] for name, pairs in found.items()} | {"sort": sorts}


def campaign_options(campaigns: Iterable[Campaign], written: Format) -> Options:
    return [(campaign.slug, campaign_name(campaign, written)) for campaign in campaigns]


def campaign_name(campaign: Campaign, written: Format) -> str:
    english = written.language == "en" and campaign.name_en
    return campaign.name_en if english else campaign.name


def paper_options(written: Format) -> Options:
    """What a file may be said to be; nothing stands first."""
    nothing = written.texts.gettext("Something else, or several of them")
    return [("", nothing), *((paper.value, Words(written).label(paper)) for paper in Paper)]


def _words(words: type[StrEnum], written: Format) -> Options:
    return [(word.value, written.label(word)) for word in words]
