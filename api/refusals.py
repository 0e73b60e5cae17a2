"""What the web itself refuses, before anything of the project is asked."""

from approvals.domain.wording import N_, WordedRefusal


class FormStale(WordedRefusal):
    """The form's nonce is not this browser's: an old page, or not our page."""

    template = N_("This page was open for too long. Load it again, then repeat what you did.")


class FromElsewhere(WordedRefusal):
    template = N_("This request came from another website, so it was not carried out.")


class HostUnknown(WordedRefusal):
    template = N_("This address is not where Bảng Vàng is to be reached. Check the address.")


class RequestTooLarge(WordedRefusal):
    about = "file"
    template = N_("This is larger than %(megabytes)s MB, the most that is accepted at once.")
    megabytes: int


class SignInNeeded(WordedRefusal):
    template = N_("Sign in first.")


class PageNotFound(WordedRefusal):
    template = N_("There is no such page. Check the address, or begin at the start page.")


class MethodNotAllowed(WordedRefusal):
    template = N_("This address does not take such a request. Begin at the start page.")


class InputMalformed(WordedRefusal):
    template = N_("The request could not be understood. Go back and try again.")


class Overloaded(WordedRefusal):
    template = N_("The database does not answer just now. Nothing was changed; try again shortly.")


class Broken(WordedRefusal):
    template = N_("Something went wrong on our side. Nothing was changed; try again shortly.")
