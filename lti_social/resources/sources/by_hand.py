"""A trainer's own entry: a title and where it leads."""

from lti_social.resources.sources.meta import Kind, ResourceMeta


def entry(lms_id: str, title: str, url: str) -> ResourceMeta:
    """`title` and `url` as a form has accepted them."""
    return ResourceMeta(lms_id=lms_id, kind=Kind.link, title=title, url=url)
