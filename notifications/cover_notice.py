"""Word to those whom it concerns that somebody is to act for somebody who is away."""

from approvals.queries import bodies, covers
from notifications.catalogue import CoverSet
from notifications.contents import CoverNotice
from notifications.facts import in_language
from notifications.making import Making, NoLongerNeeded, contact_of


def cover_notice(notice: CoverSet, making: Making) -> CoverNotice:
    found = covers.entered(making.session, notice.cover_id)
    if found is None or found.cover.ended_at is not None or found.cover.ends_on < making.today:
        raise NoLongerNeeded("the cover is over")
    set_by = bodies.person(making.session, found.cover.set_by_id)
    body, language = found.body, making.message.language
    return CoverNotice(
        reader=making.reader.name,
        contact=contact_of(making),
        absent=found.absent.name,
        acting=found.acting.name,
        reader_acts=found.acting.id == making.reader.id,
        set_by=set_by.name if set_by else "",
        starts_on=found.cover.starts_on,
        ends_on=found.cover.ends_on,
        where=in_language(language, body.name, body.name_en) if body else "",
        document=found.cover.document,
        cover_url=f"{making.base_url}/cover",
    )
