"""Photographs within documents, without what cameras and programs wrote beside them."""

_START = b"\xff\xd8"
_SCAN, _COMMENT = 0xDA, 0xFE
_OWN = range(0xE0, 0xF0)  # segments of cameras and programs: place, owner, remarks
_DRAWN_WITH = (0xE0, 0xE2, 0xEE)  # density and colours, which the image needs


def without_segments(jpeg: bytes) -> bytes:
    """The same image; what is not laid out as a JPEG is given back as it is."""
    if not jpeg.startswith(_START):
        return jpeg
    kept, at = [_START], len(_START)
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if marker == _SCAN:
            return b"".join((*kept, jpeg[at:]))
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if marker != _COMMENT and (marker not in _OWN or marker in _DRAWN_WITH):
            kept.append(jpeg[at:end])
        at = end
    return jpeg
