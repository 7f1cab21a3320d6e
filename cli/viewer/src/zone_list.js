import { json, objects, once } from './data.js';

/// The zones of a set by rank. A country has thousands: a row becomes an object when somebody looks at it.
export class ZoneList {
  constructor(zone, columns, file) {
    this.zone = zone;
    this.columns = columns;
    this.file = file;
    this.made = new Map();
  }

  get length() {
    return this.file.rows.length;
  }

  /// The zone of a rank, from 1.
  row(rank) {
    const index = rank - 1;
    if (!this.made.has(rank)) this.made.set(rank, { ...objects(this.columns, [this.file.rows[index]])[0], box: this.file.box[index] });
    return this.made.get(rank);
  }

  between(from, to) {
    const last = Math.min(to, this.length);
    return Array.from({ length: Math.max(0, last - from + 1) }, (_, index) => this.row(from + index));
  }

  /// Those that reach into a territory.
  reaching(code) {
    return (this.file.territories?.[code] ?? []).map((rank) => this.row(rank));
  }

  /// How many of those who are left (`total`) live outside the zones, or in zones whose number is kept back.
  scattered(total) {
    const at = this.columns.findIndex((column) => column.name === this.zone.attribute);
    if (at < 0 || total === null || total === undefined) return { count: 0, with_secret: false };
    const counts = this.file.rows.map((row) => row[at]);
    return { count: total - counts.reduce((sum, value) => sum + (value ?? 0), 0), with_secret: counts.includes(null) };
  }
}

const known = new Map();

export function read_zones(page, zone) {
  return once(known, zone.file, async () => new ZoneList(zone, page.columns[zone.layer], await json(zone.file)));
}
