/// The files beside the page. Each is read once.
const cache = new Map();

async function read(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(url + ': ' + answer.status);
  return answer.json();
}

export function json(url) {
  if (!cache.has(url)) {
    const reading = read(url);
    reading.catch(() => cache.delete(url));
    cache.set(url, reading);
  }
  return cache.get(url);
}

/// Rows as objects, by the columns that page.json gives.
export function objects(columns, rows) {
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column.name, row[index] ?? null])));
}

/// An URL's last part for a code: percent-encoded in the file name, so encoded once more in the URL.
export function file_of(code) {
  return code === '' || code === null || code === undefined ? '_' : encodeURIComponent(encodeURIComponent(code));
}

export class Tables {
  constructor(page) {
    this.page = page;
    this.parsed = new Map();
  }

  /// { rows, operators } of a file, as objects with a map by code. `base` is '' or that of the other run.
  async part(unit, parent, base = '') {
    const smallest = unit === this.page.unit && this.page.units.length > 1;
    const path = unit === this.page.unit ? unit + '/' + file_of(smallest ? parent : '') : unit;
    const url = base + 'tables/' + path + '.json';
    if (!this.parsed.has(url)) this.parsed.set(url, this.parse(unit, await json(url)));
    return this.parsed.get(url);
  }

  parse(unit, file) {
    const rows = objects(this.page.columns[unit], file.rows);
    const operators = new Map();
    const columns = this.page.columns[unit + '_operators'] ?? [];
    for (const row of objects(columns, file.operators ?? [])) {
      if (!operators.has(row.code)) operators.set(row.code, []);
      operators.get(row.code).push(row);
    }
    return { rows, operators, by_code: new Map(rows.map((row) => [row.code, row])) };
  }

  /// The other run's table, or nothing where it has none.
  async before(unit, parent) {
    return this.page.compare ? this.part(unit, parent, this.page.compare.base).catch(() => null) : null;
  }
}

export function whole_row(page) {
  const row = Array.isArray(page.all[0]) ? page.all[0] : page.all;
  return Object.fromEntries((page.columns.all ?? []).map((column, index) => [column.name, row[index] ?? null]));
}
