#!/usr/bin/env python3
"""A software bill of materials (SPDX 2.3, JSON): what the program is linked to, and what is inside it, with versions as installed here.

    sbom.py PROGRAM VERSION SOURCE_FOLDER FILE

Debian's packages come from dpkg: those of the shared libraries that the program loads, and those whose headers are compiled in; the
libraries of the map page from its lockfile. The same machine gives the same bytes: `created` is
SOURCE_DATE_EPOCH, else 1970-01-01.
"""

import datetime
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

COMPILED_IN = ("libboost-dev", "libcli11-dev", "libprotozero-dev", "nlohmann-json3-dev")  # headers alone
LOCKFILE = "cli/viewer/package-lock.json"


def output(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def shared_libraries(program):
    """The files of all shared libraries, and the names of those that the program asks for itself."""
    files = {}
    for line in output("ldd", program).splitlines():
        found = re.match(r"\s*(\S+) => (/\S+)", line)
        if found:
            files[found[1]] = found[2]
    asked = set(re.findall(r"\(NEEDED\).*\[(.+)\]", output("readelf", "-d", program)))
    return files, asked


def packages_of(paths):
    """Debian's package of each file; its database may know one with or without /usr."""
    names = {path: {path, os.path.realpath(path), os.path.realpath(path).removeprefix("/usr")} for path in paths}
    asked = sorted(set().union(*names.values()))
    told = subprocess.run(["dpkg", "-S", *asked], capture_output=True, text=True, check=False).stdout  # 1: one spelling is not known
    known = {}
    for line in told.splitlines():
        packages, _, path = line.rpartition(": ")
        known[path] = packages.split(":")[0]
    owners = {}
    for path, spellings in names.items():
        owner = next((known[name] for name in sorted(spellings) if name in known), None)
        if owner is None:
            raise SystemExit(f"{path}: belongs to no Debian package; build and link against packages of Debian")
        owners[path] = owner
    return owners


def debian(packages):
    """An entry for each package, by its name."""
    form = "${Package}\\t${Version}\\t${Architecture}\\t${Maintainer}\\t${Homepage}\\n"
    entries = {}
    for line in output("dpkg-query", "-W", "-f", form, *packages).splitlines():
        name, version, architecture, maintainer, homepage = line.split("\t")
        entry = spdx_package(f"deb-{name}", name, version, f"pkg:deb/debian/{name}@{version}?arch={architecture}")
        entry["supplier"] = f"Organization: {maintainer}"
        if homepage:
            entry["homepage"] = homepage
        entries[name] = entry
    return entries


def spdx_package(identifier, name, version, purl, licence="NOASSERTION"):
    return {
        "name": name,
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", identifier),
        "versionInfo": version,
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": licence,
        "copyrightText": "NOASSERTION",
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}],
    }


def page_libraries(source):
    """What is bundled into the map page."""
    lock = json.loads((source / LOCKFILE).read_text(encoding="utf-8"))
    for path, item in sorted(lock["packages"].items()):
        if path and not item.get("dev"):
            name = path.removeprefix("node_modules/")
            purl = f"pkg:npm/{name.replace('@', '%40')}@{item['version']}"
            yield spdx_package(f"npm-{name}", name, item["version"], purl, item.get("license", "NOASSERTION"))


def bill(program, version, source):
    own = spdx_package("covmap", "covmap", version, f"pkg:generic/covmap@{version}", "Apache-2.0")
    own["primaryPackagePurpose"] = "APPLICATION"
    own["checksums"] = [{"algorithm": "SHA256", "checksumValue": hashlib.sha256(Path(program).read_bytes()).hexdigest()}]
    packages, relations = {own["SPDXID"]: own}, [("SPDXRef-DOCUMENT", "DESCRIBES", own["SPDXID"])]

    def add(entry, kind):
        packages[entry["SPDXID"]] = entry
        relations.append((own["SPDXID"], kind, entry["SPDXID"]))

    files, asked = shared_libraries(program)
    owners = packages_of(set(files.values()))
    direct = {owners[files[name]] for name in asked if name in files}
    entries = debian({*owners.values(), *COMPILED_IN})
    for package in sorted(set(owners.values())):
        add(entries[package], "DYNAMIC_LINK" if package in direct else "DEPENDS_ON")
    for package in COMPILED_IN:
        add(entries[package], "STATIC_LINK")
    for entry in page_libraries(source):
        add(entry, "CONTAINS")
    return list(packages.values()), relations


def main(program, version, source, target):
    packages, relations = bill(program, version, Path(source))
    moment = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), datetime.timezone.utc)
    what = hashlib.sha256(json.dumps(packages, sort_keys=True).encode()).hexdigest()
    document = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"covmap-{version}",
        "documentNamespace": f"https://example.org/covmap/spdx/{version}/{what}",
        "creationInfo": {"created": moment.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": [f"Tool: covmap-sbom-{version}"]},
        "packages": packages,
        "relationships": [
            {"spdxElementId": of, "relationshipType": kind, "relatedSpdxElement": to} for of, kind, to in relations
        ],
    }
    Path(target).write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
