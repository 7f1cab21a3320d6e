/// The files beside the page.
const cache = new Map();
const kSparePieces = 64;

async function read(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw Object.assign(new Error(url + ': ' + answer.status), { is_absent: answer.status === 404 });
  return answer.json();
}

/// A value made once for a key; a failure is forgotten, so that it can be tried again.
export function once(known, key, make) {
  if (!known.has(key)) {
    const making = make();
    making.catch(() => known.delete(key));
    known.set(key, making);
  }
  return known.get(key);
}

export const json = (url) => once(cache, url, () => read(url));

/// Rows as objects, by the columns that page.json gives.
export function objects(columns, rows) {
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column.name, row[index] ?? null])));
}

/// An URL's last part for a code: percent-encoded in the file name, so encoded once more in the URL.
function file_of(code) {
  return code === '' || code === null || code === undefined ? '_' : encodeURIComponent(encodeURIComponent(code));
}

export class Tables {
  constructor(page) {
    this.page = page;
    this.pieces = new Map();
    this.pieces_before = new Map();
  }

  url_of(unit, parent, base) {
    return base + 'tables/' + (unit === this.page.unit ? unit + '/' + file_of(parent) : unit) + '.json';
  }

  /// { rows, operators, by_code, tests } of a file; tests: table → rows. `parent` matters for the smallest unit only.
  part(unit, parent) {
    const url = this.url_of(unit, parent, '');
    const piece = once(this.pieces, url, async () => this.parse(unit, await read(url)));
    this.pieces.delete(url);
    this.pieces.set(url, piece);
    return piece;
  }

  part_before(unit, parent) {
    const url = this.url_of(unit, parent, this.page.compare.base);
    return once(this.pieces_before, url, async () => this.parse(unit, await read(url)));
  }

  /// Forgets what was used longest ago, but for the last `count` pieces and some more.
  forget_beyond(count) {
    for (const url of this.pieces.keys()) {
      if (this.pieces.size <= count + kSparePieces) return;
      this.pieces.delete(url);
    }
  }

  parse(unit, file) {
    const rows = objects(this.page.columns[unit], file.rows);
    const operators = new Map();
    const columns = this.page.columns[unit + '_operators'] ?? [];
    for (const row of objects(columns, file.operators ?? [])) {
      if (!operators.has(row.code)) operators.set(row.code, []);
      operators.get(row.code).push(row);
    }
    const tests = new Map(Object.entries(file.tests ?? {}).map(([table, list]) => [table, objects(this.page.columns[table], list)]));
    return { rows, operators, by_code: new Map(rows.map((row) => [row.code, row])), tests };
  }

  /// Rows of a unit that is in one piece; none where the other run does not have it.
  async whole_before(unit) {
    const part = await this.part_before(unit, '').catch((error) => { if (!error.is_absent) throw error; });
    return part?.by_code ?? new Map();
  }

  /// Codes of the pieces that the other run is cut into: of its own first parents.
  async parents_before() {
    const first = this.page.units[1];
    if (!first) return [''];
    const rows = await this.whole_before(first.unit);
    return rows.size > 0 ? [...rows.keys()] : [''];
  }

  /// Rows of the other run by code. A territory that had another parent there is looked for in the other pieces.
  async before(unit, places) {
    if (unit !== this.page.unit) return this.whole_before(unit);
    const held = await this.parents_before();
    const likely = new Set(places.map((place) => place.parent));
    const found = await this.merged(unit, held.filter((parent) => likely.has(parent)));
    if (places.every((place) => found.has(place.code))) return found;
    return this.merged(unit, held);
  }

  async merged(unit, parents) {
    const parts = await Promise.all(parents.map((parent) => this.part_before(unit, parent)));
    return new Map(parts.flatMap((part) => [...part.by_code]));
  }
}

export function whole_row(page) {
  const row = Array.isArray(page.all[0]) ? page.all[0] : page.all;
  return Object.fromEntries((page.columns.all ?? []).map((column, index) => [column.name, row[index] ?? null]));
}
