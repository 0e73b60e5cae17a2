"""Why a link, a code or a sign-in does not do.

Links and codes are refused alike for every cause, so that nothing can be learnt from it.
"""

from approvals.domain.wording import N_, WordedRefusal


class LinkNotUsable(WordedRefusal):
    template = N_("This link cannot be used any more. Open the newest mail, or sign in.")


class CodeWrong(WordedRefusal):
    template = N_("This is not the code in the mail. Tries left: %(tries_left)s.")
    about = "code"
    tries_left: int


class CodeTriesUsedUp(WordedRefusal):
    template = N_("The code was wrong too often, so this one is void. Ask for a new mail.")
    about = "code"


class FreshCodeNeeded(WordedRefusal):
    """The gate's rules ask for a code that was mailed minutes ago (`assurance = "code"`)."""

    template = N_("This step asks for a fresh code. Have one mailed to you, then type it.")
    about = "code"


class LoginNeeded(WordedRefusal):
    """The gate's rules ask for a recent sign-in (`assurance = "login"`); a mailed code is none."""

    template = N_("This step asks you to sign in with a passkey or your agency's account first.")


class PasskeyNotUsable(WordedRefusal):
    """Alike for every cause: unknown, of somebody else, not verified, late, or used twice."""

    template = N_("This passkey could not be used. Try again, or choose another way to sign in.")
