"""Why an address, or when mail comes to it, cannot be set like that."""

from approvals.domain.wording import N_, WordedRefusal


class AddressTaken(WordedRefusal):
    template = N_("Somebody else is entered with %(address)s. Check the address.")
    about = "email"
    address: str


class AddressWorks(WordedRefusal):
    """Only an address that fails is corrected here: links must not be led astray."""

    template = N_("Mail reaches %(name)s. Only an address that fails can be corrected here.")
    name: str


class QuietHoursUnclear(WordedRefusal):
    """Also for hours that no clock shows."""

    template = N_("Quiet hours end at another hour than they begin. Choose both anew.")
    about = "quiet_until"
