"""Every table of a run against datapackage.json: hash, heads, types, keys; and the example of docs/formats/datapackage.md.

    python3 check_package.py COVMAP JOB DOCS
"""
import csv
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

DECIMAL = re.compile(r'-?\d+(\.\d+)?')
TYPES = {'string': re.compile('.*', re.DOTALL), 'number': DECIMAL, 'integer': re.compile(r'-?\d+'), 'boolean': re.compile('true|false')}


def check_table(run: pathlib.Path, resource: dict, tables: dict) -> int:
    path = run / resource['path']
    data = path.read_bytes()
    assert resource['bytes'] == len(data), path
    assert resource['hash'] == 'sha256:' + hashlib.sha256(data).hexdigest(), path
    rows = tables[resource['name']]
    schema = resource['schema']
    heads = list(csv.reader(data.decode('utf-8').splitlines()[:1]))[0]
    fields = schema['fields']
    assert heads == [field['name'] for field in fields], path
    for field in fields:
        assert set(field['labels']) == {'fr', 'en'} and field['labels']['fr'] and field['labels']['en'], (path, field['name'])
        for row in rows:
            value = row[field['name']]
            assert not value or TYPES[field['type']].fullmatch(value), (path, field['name'], value)
    if 'primaryKey' in schema:
        keys = [tuple(row[part] for part in schema['primaryKey']) for row in rows]
        assert len(set(keys)) == len(keys) and all(all(key) for key in keys), path
    for key in schema.get('foreignKeys', []):
        known = {row[key['reference']['fields'][0]] for row in tables[key['reference']['resource']]}
        assert all(row[key['fields'][0]] in known for row in rows), (path, key)
    return len(rows) * len(fields)


def main(covmap: str, job: str, docs: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run = pathlib.Path(folder) / 'run'
        subprocess.run([covmap, 'run', job, '-o', str(run), '--progress', 'none'], check=True, stdout=subprocess.DEVNULL)
        package = json.loads((run / 'datapackage.json').read_text(encoding='utf-8'))
        tables = {}
        for resource in package['resources']:
            with (run / resource['path']).open(encoding='utf-8', newline='') as file:
                tables[resource['name']] = list(csv.DictReader(file))
        assert {resource['path'] for resource in package['resources']} == {path.name for path in run.glob('*.csv')}
        values = sum(check_table(run, resource, tables) for resource in package['resources'])
        keys = {resource['name']: resource['schema'].get('primaryKey') for resource in package['resources']}
        assert keys['commune'] == ['code'] and keys['commune_operators'][0] == 'code' and len(keys['commune_operators']) > 1, keys
        page = pathlib.Path(docs, 'formats/datapackage.md').read_text(encoding='utf-8')
        names: dict = {}
        exec(re.search(r'```python\n(.*?)```', page, re.DOTALL).group(1), names)
        rows = names['table'](str(run), 'commune')
        exact = sum(float(row['population'] or 0) for row in tables['commune'])
        assert abs(sum(row['population'] or 0 for row in rows) - exact) < 1e-6 * exact and isinstance(rows[0]['code'], str)
        print(f'{len(tables)} tables, {values} values are what the package says')


if __name__ == '__main__':
    main(*sys.argv[1:])
