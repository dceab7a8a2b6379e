"""The three channels in Chromium on a running demo: `python -m script.lib.demo.channel_tour` with one JSON argument."""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import ScriptError
from ..output import say
from . import channel_report, channels, waiting
from .channel_books import ONLINE, ChannelBooks
from .channel_report import Step
from .channel_run import ChannelRun, Look
from .chrome import Chrome
from .company import Company
from .desktop_company import DesktopCompany
from .odoo_user import OdooUser
from .person import Person
from .screens import Screens
from .stage import PATIENCE

DESK = (1280, 860)
PHONE = (390, 844)
# Pictures that are taken at the width of a phone.
ON_A_PHONE = ("wholesale-deleted", "retail-credit")


def main(argument: str) -> int:
    wish = json.loads(argument)
    user = OdooUser(wish["odoo"]).sign_in(wish["database"])
    company = the_company(wish["edition"], wish["ready"])
    books = ChannelBooks(company, wish["edition"])
    channels.open_channels(user, wish["connection"])
    with Chrome() as chrome:
        person = Person(chrome, wish["odoo"])
        person.signs_in(wish["database"])
        look = partial(_look, chrome, wish["edition"], wish["folder"])
        steps = play(Screens(person, user), company, books, wish["percent"], look)
    found = channel_report.pairs(user, books)
    owed = channel_report.balances(user, books, steps)
    print(f"\n{channel_report.told(steps, found, owed)}", flush=True)
    return 0 if channel_report.is_right(steps, found, owed) else 1


def the_company(edition: str, ready: dict[str, Any]) -> Company | DesktopCompany:
    return Company(ready, ready["realm_id"]) if edition == ONLINE else DesktopCompany(ready)


def play(
    screens: Screens, company: Company | DesktopCompany, books: ChannelBooks, percent: float, look: Look
) -> list[Step]:
    """Every phase, and what stands in the books after it; `percent` is the sales tax."""
    user = screens.user
    run = ChannelRun(screens, books.edition, percent, _queue(user, company), look)
    steps: list[Step] = []
    before: set[tuple[str, str]] = set()
    channel = ""
    for phase in run.phases():
        if phase.channel != channel:
            channel, before = phase.channel, {(one.type, one.id) for step in steps for one in step.found}
        steps.append(Step(phase, [one for one in books.entries() if (one.type, one.id) not in before]))
        say(f"{phase.channel}: {phase.title}")
    return steps


def _queue(user: OdooUser, company: Company | DesktopCompany) -> Callable[[], None]:
    pause = () if isinstance(company, Company) else (company.wait_for_update,)
    return partial(waiting.until_arrived, user, PATIENCE, *pause)


def _look(chrome: Chrome, edition: str, folder: str | None, name: str) -> None:
    """A picture of the screen, where pictures are wanted."""
    if not folder:
        return
    prefix = "channels" if edition == ONLINE else "channels-desktop"
    file = Path(folder) / f"{prefix}-{name}.png"
    phone = name in ON_A_PHONE
    chrome.size(*(PHONE if phone else DESK), phone=phone)
    chrome.leave()
    chrome.picture(file, settled=False)
    chrome.size(*DESK)
    say(str(file))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except ScriptError as error:
        say(str(error))
        sys.exit(error.status)
