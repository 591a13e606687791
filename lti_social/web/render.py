"""Turning a template and what it needs into an answer."""

import json
from collections.abc import Callable, Hashable
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, PrefixLoader, StrictUndefined, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup

from lti_social.core.errors import N_
from lti_social.web import i18n
from lti_social.web.folding import Folding
from lti_social.web.hop import Ask
from lti_social.web.pieces import filters
from lti_social.web.session import FORM_KEY

FEATURES = (
    "web",
    "lti",
    "cohorts",
    "files",
    "notifications",
    "grades",
    "resources",
    "threads",
    "home",
    "course",
    "practices",
    "trials",
    "library",
    "challenges",
    "submissions",
    "reviews",
    "running",
    "sharing",
    "recalls",
    "search",
    "moderation",
    "placements",
    "admin",
)
EDITOR = {
    "toolbar": N_("Formatting"),
    "bold": N_("Bold"),
    "italic": N_("Italic"),
    "bullets": N_("List"),
    "numbers": N_("Numbered list"),
    "quote": N_("Quotation"),
    "link": N_("Link"),
    "undo": N_("Undo"),
    "redo": N_("Redo"),
    "link_address": N_("Address of the link"),
    "link_apply": N_("Set the link"),
    "link_remove": N_("Remove the link"),
    "link_cancel": N_("Cancel"),
    "link_bad": N_("An address begins with https://"),
}
STATIC = Path(__file__).parent / "static"


class _Page(Template):
    """Whose imports are made once. Each time, Jinja would look for globals that only one
    of two templates has: here they all have the same."""

    def _get_default_module(self, _ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


@cache
def templates(language: str) -> Environment:
    """The templates in one language: words are looked up once, when a template is read."""
    env: Any = Environment(
        loader=PrefixLoader({f: PackageLoader(f"lti_social.{f}") for f in FEATURES}),
        extensions=["jinja2.ext.i18n", Folding],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    words = i18n.words(language)
    env.extend(words=words)  # for Folding
    env.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)
    env.globals |= {
        "language": language,
        "static": static,
        "piece_of": partial(piece_of, language),
        "FORM_KEY": FORM_KEY,
        "assets_complete": manifest().get("complete", False),
        "editor_labels": json.dumps({k: words.gettext(w) for k, w in EDITOR.items()}),
    }
    env.filters |= filters(language)
    env.template_class = _Page
    rendering: Environment = env
    return rendering


def page(ask: Ask, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    env = templates(ask.locale)
    return HTMLResponse(env.get_template(template).render(context, ask=ask), status)


@lru_cache(maxsize=2_000)  # of some kilobytes each
def piece_of(language: str, template: str, name: str, *about: Hashable) -> Markup:
    """What a macro makes of `about`, made once: it sees nothing else, so when anything in
    it changes it is another key, and nothing has to be forgotten."""
    return macro(language, template, name)(*about)


def macro(language: str, template: str, name: str) -> Callable[..., Markup]:
    """One macro of a template, for a piece of a page that is kept."""
    found: Callable[..., Markup] = getattr(
        templates(language).get_template(template).module, name
    )
    return found


def say(ask: Ask, msgid: str) -> str:
    """A sentence in the reader's language."""
    return i18n.words(ask.locale).gettext(msgid)


@cache
def static(name: str) -> str:
    """The address of an asset, whose name changes with its content."""
    return f"/static/{manifest().get(name, name)}"


@cache
def manifest() -> dict[str, Any]:
    """What the build made; empty where nothing was built."""
    path = STATIC / "manifest.json"
    made: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return made
