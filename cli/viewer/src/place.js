import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

/// The tile of a place and where in it the place lies, from 0 to 1.
export function tile_of(lon, lat, zoom) {
  const size = 2 ** zoom;
  const sine = Math.sin((lat * Math.PI) / 180);
  const x = ((lon + 180) / 360) * size;
  const y = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size;
  const [column, row] = [x, y].map((value) => Math.min(size - 1, Math.max(0, Math.floor(value))));
  return { x: column, y: row, u: x - column, v: y - row };
}

/// Even-odd over all rings of a polygon.
export function inside(rings, x, y) {
  let odd = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [a, b] = [ring[i], ring[j]];
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) odd = !odd;
    }
  }
  return odd;
}

function polygon_at(layer, u, v) {
  if (!layer) return null;
  for (let index = 0; index < layer.length; ++index) {
    const feature = layer.feature(index);
    if (feature.type !== 3) continue;
    if (inside(feature.loadGeometry(), u * layer.extent, v * layer.extent)) return feature.properties;
  }
  return null;
}

/// Small zones are one point: the nearest within a few pixels.
function point_at(layer, u, v) {
  let best = null;
  let nearest = 4 / 512;
  for (let index = 0; layer && index < layer.length; ++index) {
    const feature = layer.feature(index);
    if (feature.type !== 1) continue;
    const [point] = feature.loadGeometry()[0];
    const distance = Math.hypot(point.x / layer.extent - u, point.y / layer.extent - v);
    if (distance < nearest) [nearest, best] = [distance, feature.properties];
  }
  return best;
}

const kNear = 6 / 512;  // of a tile

function distance_to(path, extent, u, v) {
  let nearest = Infinity;
  for (let i = 1; i < path.length; ++i) {
    const [ax, ay, bx, by] = [path[i - 1].x, path[i - 1].y, path[i].x, path[i].y].map((value) => value / extent);
    const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((u - ax) * (bx - ax) + (v - ay) * (by - ay)) / length2));
    nearest = Math.min(nearest, Math.hypot(ax + along * (bx - ax) - u, ay + along * (by - ay) - v));
  }
  return nearest;
}

/// Properties of the lines that pass within a few pixels of a place.
export function lines_near(layer, u, v) {
  const found = [];
  for (let index = 0; layer && index < layer.length; ++index) {
    const feature = layer.feature(index);
    if (feature.type === 2 && feature.loadGeometry().some((path) => distance_to(path, layer.extent, u, v) < kNear)) found.push(feature.properties);
  }
  return found;
}

function polygons_at(layer, u, v) {
  const found = [];
  for (let index = 0; layer && index < layer.length; ++index) {
    const feature = layer.feature(index);
    if (feature.type === 3 && inside(feature.loadGeometry(), u * layer.extent, v * layer.extent)) found.push(feature.properties);
  }
  return found;
}

/// What the archive says of a place at its highest zoom: { square, territory, zones: { name: properties }, lines and tests: { name: [properties] } },
/// or null outside.
export async function read_place(tiles, page, at) {
  const { x, y, u, v } = tile_of(at.lon, at.lat, tiles.max_zoom);
  const answer = await tiles.archive.getZxy(tiles.max_zoom, x, y);
  if (!answer) return null;
  const tile = new VectorTile(new PbfReader(new Uint8Array(answer.data)));
  const square = polygon_at(tile.layers.coverage, u, v);
  const territory = polygon_at(tile.layers[page.unit], u, v);
  const zones = {};
  for (const zone of page.zones) zones[zone.name] = polygon_at(tile.layers[zone.layer], u, v) ?? point_at(tile.layers[zone.layer], u, v);
  const of_each = (entries, find) => Object.fromEntries((entries ?? []).map(({ name, layer }) => [name, find(tile.layers[layer], u, v)]));
  return square || territory ? { square, territory, zones, lines: of_each(page.lines, lines_near), tests: of_each(page.measurements, polygons_at) } : null;
}
