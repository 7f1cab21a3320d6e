"""ro-crate-metadata.json of a run: every identifier resolves, every file it names is there, with its size and hash, and no file is left out.

    python3 check_crate.py COVMAP JOB
"""
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

FORMATS = 'output.formats=["csv", "geojson", "gpkg", "fgb", "tif", "pmtiles", "mbtiles", "xlsx", "html"]'
UNHASHED = {'manifest.json', 'timings.json'}  # one holds the hash of the crate, the other tells of one time alone
PROFILE = 'https://w3id.org/ro/wfrun/process/0.5'


def references(value) -> list[str]:
    """All {"@id": …} below an entity."""
    if isinstance(value, dict):
        return [value['@id']] if set(value) == {'@id'} else [found for item in value.values() for found in references(item)]
    return [found for item in value for found in references(item)] if isinstance(value, list) else []


def check_files(run: pathlib.Path, entities: dict) -> int:
    named = set()
    for identifier, entity in entities.items():
        if entity['@type'] != 'File':
            continue
        path = urllib.parse.unquote(identifier)
        named.add(path)
        data = (run / path).read_bytes()
        if path in UNHASHED:
            assert 'sha256' not in entity and 'contentSize' not in entity, path
            continue
        assert entity['contentSize'] == str(len(data)), path
        assert entity['sha256'] == hashlib.sha256(data).hexdigest(), path
        assert '/' in entity['encodingFormat'] and entity['encodingFormat'] != 'application/octet-stream' or '.cov' in path, path
    there = {str(path.relative_to(run)) for path in run.rglob('*') if path.is_file()}
    assert named == there - {'ro-crate-metadata.json'}, named ^ there
    return len(named)


def check_run(entities: dict) -> None:
    root = entities['./']
    assert entities['ro-crate-metadata.json']['about'] == {'@id': './'}
    assert entities['ro-crate-metadata.json']['conformsTo'] == {'@id': 'https://w3id.org/ro/crate/1.1'}
    assert root['conformsTo'] == {'@id': PROFILE} and entities[PROFILE]['@type'] == 'CreativeWork'
    for key in ('name', 'description', 'datePublished', 'license', 'hasPart'):
        assert root[key], key
    action = entities[root['mentions']['@id']]
    assert action['@type'] == 'CreateAction' and entities[action['instrument']['@id']]['@type'] == 'SoftwareApplication'
    assert action['result'] == root['hasPart'] and {entities[part['@id']]['@type'] for part in root['hasPart']} == {'File'}
    assert entities[action['instrument']['@id']]['softwareVersion']


def main(covmap: str, job: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run = pathlib.Path(folder) / 'run'
        subprocess.run([covmap, 'run', job, '-o', str(run), '--progress', 'none', '--set', FORMATS], check=True, stdout=subprocess.DEVNULL)
        crate = json.loads((run / 'ro-crate-metadata.json').read_text(encoding='utf-8'))
        assert crate['@context'][0] == 'https://w3id.org/ro/crate/1.1/context'
        entities = {entity['@id']: entity for entity in crate['@graph']}
        assert len(entities) == len(crate['@graph']), 'an identifier twice'
        assert all(entity.get('@type') for entity in entities.values())
        outside = {'https://w3id.org/ro/crate/1.1', 'http://schema.org/CompletedActionStatus'}
        for entity in entities.values():
            for identifier in references([value for key, value in entity.items() if key != '@id']):
                assert identifier in entities or identifier in outside, identifier
        check_run(entities)
        files = check_files(run, entities)
        inputs = json.loads((run / 'manifest.json').read_text(encoding='utf-8'))['inputs']
        told = [entities[item['@id']] for item in entities['#run']['object']]
        assert [(item['name'], item['sha256'], item['contentSize']) for item in told] == [
            (entry['path'], entry['sha256'], str(entry['bytes'])) for entry in inputs]
        print(f'{files} files and {len(told)} inputs are told of')


if __name__ == '__main__':
    main(*sys.argv[1:])
