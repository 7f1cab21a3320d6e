import { unit_at } from './layers.js';

/// Room for the title on the map, and on a narrow page for the sheet.
export function margins() {
  const of = (selector) => document.querySelector(selector)?.getBoundingClientRect();
  const title = (of('#title')?.bottom ?? 0) - (of('#map')?.top ?? 0) + 12;
  const top = Math.max(24, Math.min(title, innerHeight / 3));
  if (!matchMedia('(max-width: 760px)').matches) return { top, bottom: 24, left: 24, right: 24 };
  return { top, bottom: Math.min((of('.side')?.height ?? 0) + 30, innerHeight / 2), left: 16, right: 16 };
}

/// The first view leaves this room for a title that is still to be counted: three lines and one below.
const title_room = () => Math.min(120, innerHeight / 3);

export function first_margins() {
  const now = margins();
  return { ...now, top: Math.max(now.top, title_room()) };
}

/// Where there is anything; the whole world where the run does not say.
export const box_of = (page) => page.bounds ?? [-179, -70, 179, 80];

/// Fits the first view again where the title has become higher than its room.
export function make_room(map, page) {
  const [west, south, east, north] = box_of(page);
  if (margins().top > title_room()) map.fitBounds([[west, south], [east, north]], { padding: margins(), animate: false });
}

const kSmallest = { parent: 2, lon: 3, box: 5 };
const kParent = { lon: 2, box: 4 };

/// Territories of search.json by unit: [{ unit, code, name, parent, lon, lat, box }]; without place or box where the map does not hold them.
export function territories_of(page, search) {
  const entry = (unit, row, at) => {
    const has_place = row[at.lon] !== null;
    return { unit, code: row[0], name: row[1] ?? '', parent: at.parent ? row[at.parent] : '', lon: row[at.lon], lat: row[at.lon + 1], box: has_place ? row.slice(at.box, at.box + 4) : null };
  };
  const units = new Map([[page.unit, search.rows.map((row) => entry(page.unit, row, kSmallest))]]);
  for (const [unit, rows] of Object.entries(search.parents ?? {})) units.set(unit, rows.map((row) => entry(unit, row, kParent)));
  return units;
}

const holds = (bounds, [west, south, east, north]) => bounds.getWest() <= west && bounds.getSouth() <= south && bounds.getEast() >= east && bounds.getNorth() >= north;

const meets = (bounds, box) => box !== null && box[0] <= bounds.getEast() && box[2] >= bounds.getWest() && box[1] <= bounds.getNorth() && box[3] >= bounds.getSouth();

/// The shown unit and its territories in view. A view that holds the page's box holds everything, also what lies far away or has no place.
export function visible_places({ map, page, ranges, territories, table_unit }) {
  const unit = map ? unit_at(ranges, map.getZoom()) : table_unit;
  const all = territories.get(unit) ?? [];
  const bounds = map?.getBounds();
  const list = !map || holds(bounds, box_of(page)) ? all : all.filter((place) => meets(bounds, place.box));
  return { unit, list, everything: list.length === all.length };
}

export function fly_to_box(map, box, padding = margins()) {
  if (!map || !box) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  map.fitBounds([[box[0], box[1]], [box[2], box[3]]], { padding, maxZoom: 13, ...(still ? { animate: false } : { duration: 900 }) });
}
