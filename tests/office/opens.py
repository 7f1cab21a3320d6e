"""LibreOffice opens the workbook of a run and gives every sheet back as CSV: what the run's own CSVs hold.

    python3 opens.py FOLDER COVMAP JOB
"""
import csv
import pathlib
import shutil
import subprocess
import sys

# Separator, quotes, UTF-8, from the first line; cells as they are held and not as shown; all sheets.
AS_CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1'


def rows_of(path: pathlib.Path) -> list[list[str]]:
    with path.open(encoding='utf-8', newline='') as file:
        return list(csv.reader(file))


def is_same(held: str, published: str, is_text: bool) -> bool:
    if is_text or not published or not held:
        return held == published
    if published in ('true', 'false'):
        return held.lower() == published
    return abs(float(held) - float(published)) <= 1e-14 * abs(float(published))


def main(folder: pathlib.Path, covmap: str, job: str) -> None:
    run = folder / 'run'
    subprocess.run([covmap, 'run', job, '-o', str(run), '--overwrite', '--progress', 'none', '--set', 'output.formats=["csv","xlsx"]'],
                   check=True, stdout=subprocess.DEVNULL)
    sheets = folder / 'sheets'
    shutil.rmtree(sheets, ignore_errors=True)
    profile = (folder / 'profile').resolve().as_uri()
    subprocess.run(['soffice', f'-env:UserInstallation={profile}', '--headless', '--convert-to', AS_CSV, '--outdir', str(sheets),
                    str(run / 'tables.xlsx')], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    cells = compared = 0
    for path in sorted(run.glob('*.csv')):
        if path.stem == 'columns':
            continue
        sheet = sheets / f'tables-{path.stem} +.csv'
        if not sheet.exists():
            sheet = sheets / f'tables-{path.stem[:31]}.csv'
        held, published = rows_of(sheet), rows_of(path)
        assert len(held) == len(published), f'{sheet.name}: {len(held)} rows and not {len(published)}'
        types = rows_of(path.with_suffix('.csvt'))[0]
        for line, (ours, theirs) in enumerate(zip(held[1:], published[1:]), 2):
            assert len(ours) == len(theirs), f'{sheet.name}:{line}: {len(ours)} cells and not {len(theirs)}'
            for head, kind, cell, value in zip(published[0], types, ours, theirs):
                is_text = kind == 'String' and value not in ('true', 'false')
                assert is_same(cell, value, is_text), f'{sheet.name}:{line}: {head} holds {cell!r} and not {value!r}'
                cells += 1
        compared += 1
    narrow = rows_of(sheets / 'tables-commune.csv')
    wide = rows_of(sheets / 'tables-commune +.csv')
    assert len(narrow) == len(wide) and len(narrow[0]) < len(wide[0]) / 2, 'the sheet that is read first is narrow'
    assert [row[0] for row in narrow] == [row[0] for row in wide]
    assert all(head in wide[0] for head in narrow[0])
    cover = sheets / 'tables-Lisez-moi.csv'  # the sample's job is in French
    assert rows_of(cover)[0][0].strip() == 'brume-2025'
    assert compared > 10 and cells > 10000, (compared, cells)
    print(f'{compared} sheets, {cells} cells are what the CSVs hold')


if __name__ == '__main__':
    main(pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3])
