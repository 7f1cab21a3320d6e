"""Archives and names that mean harm, as inputs of a run."""

import gzip
import io
import tarfile
import zipfile

SQUARE = b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon",' \
         b'"coordinates":[[[-5,46],[2,46],[2,47],[-5,47],[-5,46]]]}}]}'
BOMB_BYTES = 3 << 30


def zipped(*members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def tarred(*members):
    """Each a name, and its content or what changes its entry."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in members:
            entry = tarfile.TarInfo(name)
            if isinstance(content, bytes):
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
            else:
                for key, value in content.items():
                    setattr(entry, key, value)
                archive.addfile(entry)
    return out.getvalue()


def gzip_bomb(beginning):
    """Gzip members of nearly empty lines, one after the other: small, and endless once unpacked."""
    part = gzip.compress((b" " * 4095 + b"\n") * (16 << 10), 9)
    return gzip.compress(beginning) + part * (BOMB_BYTES // (64 << 20))


def encrypted():
    content = bytearray(zipped(("map.geojson", SQUARE)))
    content[6] |= 1  # flags of the member
    central = content.index(b"PK\x01\x02")
    content[central + 8] |= 1
    return bytes(content)


def claims_more():
    """Says that its member has 4 GiB less a byte."""
    content = bytearray(zipped(("map.geojson", SQUARE)))
    central = content.index(b"PK\x01\x02")
    content[22:26] = content[central + 24 : central + 28] = b"\xfe\xff\xff\xff"
    return bytes(content)


LINK = {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}

# Name of the file, how it is made, whether a run may end well with it.
ARCHIVES = [
    ("climbs.zip", lambda: zipped(("../../thesis.odt.geojson", SQUARE), ("../thesis.odt", b"gone"))),
    ("absolute.zip", lambda: zipped(("/tmp/covmap-evil.geojson", SQUARE))),
    ("climbs.tar.gz", lambda: tarred(("../../thesis.odt.geojson", SQUARE), ("../thesis.odt", b"gone"))),
    ("link.tar.gz", lambda: tarred(("map.geojson", LINK))),
    ("hardlink.tar.gz", lambda: tarred(("map.geojson", {"type": tarfile.LNKTYPE, "linkname": "../thesis.odt"}))),
    ("link_then_file.tar.gz", lambda: tarred(("d", {"type": tarfile.SYMTYPE, "linkname": ".."}), ("d/map.geojson", SQUARE))),
    ("pipe.tar.gz", lambda: tarred(("map.geojson", {"type": tarfile.FIFOTYPE}))),
    ("device.tar.gz", lambda: tarred(("map.geojson", {"type": tarfile.CHRTYPE, "devmajor": 1, "devminor": 5}))),
    ("cut.zip", lambda: zipped(("map.geojson", SQUARE * 50))[:150]),
    ("cut.tar.gz", lambda: tarred(("map.geojson", SQUARE))[:90]),
    ("twice.zip", lambda: zipped(("map.geojson", SQUARE), ("map.geojson", b"{}"))),
    ("inside.zip", lambda: zipped(("more.zip", zipped(("more.zip", zipped(("map.geojson", SQUARE))))))),
    ("encrypted.zip", encrypted),
    ("claims_more.zip", claims_more),
    ("names.zip", lambda: zipped(("a\x1b[2J\nb.geojson", SQUARE), ("\u202ecsv.geojson", SQUARE))),
    ("empty.zip", lambda: zipped()),
    ("noise.7z", lambda: bytes(range(256)) * 40),
    ("bomb.geojson.gz", lambda: gzip_bomb(SQUARE[:-1])),
    ("bomb.csv.gz", lambda: gzip_bomb(b"lon,lat,operator\n1.5,46.5,A\n")),
    ("bomb.tar.gz", lambda: gzip_bomb(b"")),
    ("many.zip", lambda: zipped(*((f"map_{i}.geojson", SQUARE) for i in range(300)))),
]

# Texts that a file, a commune or an operator may be called.
NAMES = [
    "-o",
    "--help",
    "a b",
    "a'b\"c",
    "a\nb",
    "\x1b[31mred",
    "..",
    "$(touch pwned)",
    "`touch pwned`",
    "=1+1",
    "<script>alert(1)</script>",
    "%s%n%1000000d",
    "été 🛰",
    "x" * 250,
    "\u202egnp.exe",
    "a;b,c|d",
    "NULL",
    "a\\b",
]
