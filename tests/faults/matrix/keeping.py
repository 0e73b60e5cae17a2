"""`bangvang up` with short pauses: what is killed every few seconds is started again at once."""

from cli.screen import Screen
from cli.services import services
from core.home_lock import locked
from core.log_files import LogFolder
from core.settings import load_settings
from core.supervision import Supervisor

_LONGEST_PAUSE = 0.5


def main() -> None:
    settings = load_settings()
    with locked(settings.home):
        logs = LogFolder(settings.home.absolute() / "logs")
        kept = services(settings, logs, demo=False)
        Supervisor(kept, Screen(settings, logs.folder), longest_pause=_LONGEST_PAUSE).run()


if __name__ == "__main__":
    main()
