"""Cartridges to the letter of the specification: what other software exports looks so."""

import zipfile
from io import BytesIO

CC_1_1 = """\
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m1" xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
  xmlns:lom="http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource"
  xmlns:lomimscc="http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest">
  <metadata>
    <schema>IMS Common Cartridge</schema>
    <schemaversion>1.1.0</schemaversion>
    <lomimscc:lom><lomimscc:general><lomimscc:title>
      <lomimscc:string language="fr">Vente conseil</lomimscc:string>
    </lomimscc:title></lomimscc:general></lomimscc:lom>
  </metadata>
  <organizations>
    <organization identifier="O_1" structure="rooted-hierarchy">
      <item identifier="I_1">
        <item identifier="I_2">
          <title>Préparer le rendez-vous</title>
          <item identifier="I_3" identifierref="R_1"><title>La fiche</title></item>
          <item identifier="I_4" identifierref="R_2"><title>À lire</title></item>
          <item identifier="I_5">
            <title>Pour s’entraîner</title>
            <item identifier="I_6" identifierref="R_3"><title>Dix questions</title></item>
            <item identifier="I_7" identifierref="R_4"><title>Débat</title></item>
          </item>
        </item>
        <item identifier="I_8">
          <title>Découvrir le besoin</title>
          <item identifier="I_9" identifierref="R_5"><title>L’entretien</title></item>
          <item identifier="I_10" identifierref="R_6"><title>Le simulateur</title></item>
          <item identifier="I_11" identifierref="R_7"><title>Le corrigé</title></item>
        </item>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="R_1" type="webcontent" href="files/fiche.pdf">
      <file href="files/fiche.pdf"/>
    </resource>
    <resource identifier="R_2" type="imswl_xmlv1p1">
      <file href="links/ecoute.xml"/>
    </resource>
    <resource identifier="R_3" type="imsqti_xmlv1p2/imscc_xmlv1p1/assessment">
      <file href="quiz/q.xml"/><dependency identifierref="R_1"/>
    </resource>
    <resource identifier="R_4" type="imsdt_xmlv1p1"><file href="talk/t.xml"/></resource>
    <resource identifier="R_5" type="webcontent" href="media/entretien.mp4">
      <file href="media/entretien.mp4"/>
    </resource>
    <resource identifier="R_6" type="imsbasiclti_xmlv1p0">
      <file href="lti/s.xml"/>
    </resource>
    <resource identifier="R_7" type="webcontent" href="pages/corrige.html">
      <metadata><lom:lom><lom:educational><lom:intendedEndUserRole>
        <lom:source>IMSGLC_CC_Rolesv1p1</lom:source><lom:value>Instructor</lom:value>
      </lom:intendedEndUserRole></lom:educational></lom:lom></metadata>
      <file href="pages/corrige.html"/>
    </resource>
  </resources>
</manifest>
"""
WEB_LINK = """\
<?xml version="1.0" encoding="UTF-8"?>
<webLink xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1">
  <title>Écoute active</title>
  <url href="https://example.org/ecoute?x=1&amp;y=2" target="_blank"/>
</webLink>
"""
THIN_1_3 = """\
<?xml version="1.0" encoding="UTF-8"?>
<cp:manifest identifier="t1" xmlns:cp="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
  xmlns:wl="http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3"
  xmlns:lti="http://www.imsglobal.org/xsd/imslticc_v1p3"
  xmlns:blti="http://www.imsglobal.org/xsd/imsbasiclti_v1p0">
  <cp:metadata>
    <cp:schema>IMS Thin Common Cartridge</cp:schema>
    <cp:schemaversion>1.3.0</cp:schemaversion>
  </cp:metadata>
  <cp:organizations>
    <cp:organization identifier="O" structure="rooted-hierarchy">
      <cp:item identifier="root">
        <cp:item identifier="a" identifierref="ra"><cp:title>Un article</cp:title></cp:item>
        <cp:item identifier="b" identifierref="rb"/>
        <cp:item identifier="c" identifierref="rc"><cp:title>Un devoir</cp:title></cp:item>
        <cp:item identifier="d" identifierref="rd"><cp:title>Un livre</cp:title></cp:item>
        <cp:item identifier="e" identifierref="nowhere"><cp:title>Perdu</cp:title></cp:item>
      </cp:item>
    </cp:organization>
  </cp:organizations>
  <cp:resources>
    <cp:resource identifier="ra" type="imswl_xmlv1p3">
      <wl:webLink><wl:title>Titre du lien</wl:title>
        <wl:url href="https://example.org/article"/></wl:webLink>
    </cp:resource>
    <cp:resource identifier="rb" type="imsbasiclti_xmlv1p3">
      <lti:cartridge_basiclti_link><blti:title>Un outil</blti:title>
        <blti:launch_url>https://example.org/launch</blti:launch_url>
      </lti:cartridge_basiclti_link>
    </cp:resource>
    <cp:resource identifier="rc" type="assignment_xmlv1p0">
      <cp:file href="a.xml"/></cp:resource>
    <cp:resource identifier="rd" type="idpfepub_epubv3p0"><cp:file href="b.epub"/>
      <cp:variant identifier="v" identifierref="ra"/></cp:resource>
  </cp:resources>
</cp:manifest>
"""
PLAIN = """\
<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p2/imscp_v1p1">
<metadata><schema>IMS Common Cartridge</schema>
<schemaversion>1.2.0</schemaversion></metadata>
<organizations><organization>{items}</organization></organizations>
<resources>{resources}</resources></manifest>
"""


def packed(manifest: str | bytes | None, **files: str | bytes) -> BytesIO:
    """A cartridge with this manifest; files by their names, with __ for a slash."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        if manifest is not None:
            package.writestr("imsmanifest.xml", manifest)
        for name, content in files.items():
            package.writestr(name.replace("__", "/"), content)
    file.seek(0)
    return file


def plain(items: str = "", resources: str = "") -> str:
    return PLAIN.format(items=items, resources=resources)


def full() -> BytesIO:
    """The 1.1 cartridge, with the files that it names."""
    return packed(CC_1_1, **{"links__ecoute.xml": WEB_LINK, "files__fiche.pdf": b"%PDF"})
