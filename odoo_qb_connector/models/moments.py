"""When something happened, as a sentence says it."""

from odoo.tools import format_datetime
from odoo.tools.misc import babel_locale_parse, get_lang, posix_to_ldml


def moment_words(env, moment, tz=""):
    """`moment` (naive UTC) to the minute, in the reader's own format of dates and on the clock on his wall, or that
    of `tz`."""
    lang = get_lang(env)
    wanted = f"{lang.date_format} {lang.time_format.replace(':%S', '')}"
    pattern = posix_to_ldml(wanted, locale=babel_locale_parse(lang.code))
    return format_datetime(env, moment, tz=tz or env.context.get("tz"), dt_format=pattern)
