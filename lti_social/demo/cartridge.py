"""A course of the demo LMS as a Common Cartridge, as LMSs export them."""

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import escape

from lti_social.demo.town import Course, Resource

NAMESPACE = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
TYPES = {  # by the demo's word for it: the type, and how its file ends
    "PDF": ("webcontent", "pdf"),
    "Vidéo": ("webcontent", "mp4"),
    "Page": ("webcontent", "html"),
    "Test": ("imsqti_xmlv1p2/imscc_xmlv1p3/assessment", "xml"),
}
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="{id}" xmlns="{namespace}">
<metadata>
<schema>IMS Common Cartridge</schema><schemaversion>1.3.0</schemaversion>
</metadata>
<organizations><organization identifier="plan" structure="rooted-hierarchy">
<item identifier="racine">{items}</item></organization></organizations>
<resources>{resources}</resources></manifest>"""


def exported(course: Course) -> BytesIO:
    """The outline alone: what the files hold is of no use to the tool."""
    items, resources = "", ""
    for number, section in enumerate(course.sections, 1):
        inside = ""
        for name, resource in _named(number, section.resources):
            inside += f'<item identifier="i-{name}" identifierref="{name}">'
            inside += f"<title>{escape(resource.title)}</title></item>"
            resources += _held(name, resource)
        title = f"<title>{escape(section.title)}</title>"
        items += f'<item identifier="section-{number}">{title}{inside}</item>'
    said = {"id": course.id, "items": items, "resources": resources}
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as cartridge:
        manifest = MANIFEST.format(namespace=NAMESPACE, **said)
        cartridge.writestr("imsmanifest.xml", manifest)
    file.seek(0)
    return file


def _named(number: int, resources: tuple[Resource, ...]) -> Iterator[tuple[str, Resource]]:
    for place, resource in enumerate(resources, 1):
        yield f"r-{number}-{place}", resource


def _held(name: str, resource: Resource) -> str:
    kind, ending = TYPES[resource.kind]
    href = f"{name}/{_file_name(resource.title)}.{ending}"
    inside = f'<file href="{href}"/>'
    return f'<resource identifier="{name}" type="{kind}" href="{href}">{inside}</resource>'


def _file_name(title: str) -> str:
    """As people call files: without accents, words joined."""
    plain = unicodedata.normalize("NFD", title).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"\w+", plain.lower()))[:40].rstrip("-")
