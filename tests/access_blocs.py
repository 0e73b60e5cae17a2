"""Who gets the pages of a bloc's year: its members and the board; forms, whoever leads it."""

from collections.abc import Mapping

from core.clock import local_date, now
from tests.access_cast import BLOC, EVERYBODY, MINISTRY, NATIONAL, NO_MAIL, Access, page
from tests.builders import BLOC as SLUG
from tests.builders import MINISTRY as MEMBER

SEE = MINISTRY | BLOC | NATIONAL
LEAD = frozenset({"bloc_head", "bloc_chair"})
ANSWER = frozenset({"secretariat"})
_YEAR = f"/blocs/{SLUG}/{local_date(now()).year}"
_ROUTE = "/blocs/{slug}/{year:int}"

BLOCS: Mapping[str, Access] = {
    "GET /blocs": page(EVERYBODY),
    f"GET {_ROUTE}": page({200: SEE}, at=_YEAR),
    f"GET {_ROUTE}/agreement": page({200: LEAD, 403: SEE}, at=f"{_YEAR}/agreement"),
    f"POST {_ROUTE}/agreement": page({422: LEAD, 403: SEE}, at=f"{_YEAR}/agreement", form={}),
    f"POST {_ROUTE}/agreement/signature": page(
        {422: SEE}, at=f"{_YEAR}/agreement/signature", form={}
    ),
    f"GET {_ROUTE}/election": page({200: LEAD, 403: SEE}, at=f"{_YEAR}/election"),
    f"POST {_ROUTE}/election": page({422: LEAD, 403: SEE}, at=f"{_YEAR}/election", form={}),
    f"GET {_ROUTE}/registrations": page({200: SEE}, at=f"{_YEAR}/registrations"),
    f"POST {_ROUTE}/registrations": page({422: SEE}, at=f"{_YEAR}/registrations", form={}),
    f"POST {_ROUTE}/registrations/until": page(
        {422: LEAD, 403: SEE}, at=f"{_YEAR}/registrations/until", form={}
    ),
    f"POST {_ROUTE}/registrations/{{registration_id:uuid}}/removal": page(
        {404: SEE}, at=f"{_YEAR}/registrations/{NO_MAIL}/removal", form={}
    ),
    f"GET {_ROUTE}/votes": page({200: LEAD, 403: SEE}, at=f"{_YEAR}/votes"),
    f"POST {_ROUTE}/votes": page({422: LEAD, 403: SEE}, at=f"{_YEAR}/votes", form={}),
    f"GET {_ROUTE}/votes/{{vote_id:uuid}}": page({404: SEE}, at=f"{_YEAR}/votes/{NO_MAIL}"),
    f"POST {_ROUTE}/votes/{{vote_id:uuid}}": page(
        {422: SEE}, at=f"{_YEAR}/votes/{NO_MAIL}", form={}
    ),
    f"POST {_ROUTE}/votes/{{vote_id:uuid}}/close": page(
        {404: LEAD, 403: SEE}, at=f"{_YEAR}/votes/{NO_MAIL}/close", form={}
    ),
    f"GET {_ROUTE}/reports": page({200: LEAD, 403: SEE}, at=f"{_YEAR}/reports"),
    f"POST {_ROUTE}/reports": page({422: LEAD, 403: SEE}, at=f"{_YEAR}/reports", form={}),
    f"GET {_ROUTE}/reports/{{round_id:uuid}}": page({404: SEE}, at=f"{_YEAR}/reports/{NO_MAIL}"),
    f"POST {_ROUTE}/reports/{{round_id:uuid}}": page(
        {422: SEE}, at=f"{_YEAR}/reports/{NO_MAIL}", form={}
    ),
    f"POST {_ROUTE}/reports/{{round_id:uuid}}/files": page(
        {422: SEE}, at=f"{_YEAR}/reports/{NO_MAIL}/files", form={}
    ),
    f"GET {_ROUTE}/reports/{{round_id:uuid}}/files/{{file_id:uuid}}": page(
        {404: SEE}, at=f"{_YEAR}/reports/{NO_MAIL}/files/{NO_MAIL}"
    ),
    f"GET {_ROUTE}/reports/{{round_id:uuid}}/draft": page(
        {404: LEAD, 403: SEE}, at=f"{_YEAR}/reports/{NO_MAIL}/draft"
    ),
    f"POST {_ROUTE}/reports/{{round_id:uuid}}/draft": page(
        {404: LEAD, 403: SEE}, at=f"{_YEAR}/reports/{NO_MAIL}/draft", form={}
    ),
    f"GET {_ROUTE}/scores": page({200: SEE}, at=f"{_YEAR}/scores"),
    f"GET {_ROUTE}/scores.xlsx": page({404: SEE}, at=f"{_YEAR}/scores.xlsx"),
    f"POST {_ROUTE}/scores/close": page({404: LEAD, 403: SEE}, at=f"{_YEAR}/scores/close", form={}),
    f"GET {_ROUTE}/scores/criteria": page({200: LEAD, 403: SEE}, at=f"{_YEAR}/scores/criteria"),
    f"POST {_ROUTE}/scores/criteria": page(
        {422: LEAD, 403: SEE}, at=f"{_YEAR}/scores/criteria", form={}
    ),
    f"GET {_ROUTE}/scores/members/{{member}}": page(
        {404: SEE}, at=f"{_YEAR}/scores/members/{MEMBER}"
    ),
    f"POST {_ROUTE}/scores/members/{{member}}": page(
        {404: frozenset({"alice", "minister"}), 403: SEE},
        at=f"{_YEAR}/scores/members/{MEMBER}",
        form={},
    ),
    f"POST {_ROUTE}/scores/members/{{member}}/appraisal": page(
        {404: LEAD, 403: SEE}, at=f"{_YEAR}/scores/members/{MEMBER}/appraisal", form={}
    ),
    f"GET {_ROUTE}/visits": page({200: SEE}, at=f"{_YEAR}/visits"),
    f"POST {_ROUTE}/visits": page({422: LEAD, 403: SEE}, at=f"{_YEAR}/visits", form={}),
    f"POST {_ROUTE}/visits/{{visit_id:uuid}}/findings": page(
        {422: SEE}, at=f"{_YEAR}/visits/{NO_MAIL}/findings", form={}
    ),
    f"POST {_ROUTE}/visits/{{visit_id:uuid}}/close": page(
        {404: LEAD, 403: SEE}, at=f"{_YEAR}/visits/{NO_MAIL}/close", form={}
    ),
    "GET /matters": page({200: NATIONAL}, otherwise=403),
    "POST /matters/{matter_id:uuid}": page(
        {404: ANSWER}, otherwise=403, at=f"/matters/{NO_MAIL}", form={}
    ),
}
