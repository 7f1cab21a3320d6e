// The largest towns as vector tiles (MVT 2.1), for at most sixty points: MapLibre's GeoJSON would bring sixty kilobytes of JavaScript.
import { PbfWriter } from 'pbf';
import { tile_of } from './place.js';

export const kTownTiles = 'towns://{z}/{x}/{y}';

/// The last zoom with tiles of its own: a town lies within 80 m of its place there.
export const kTownZoom = 6;

const kExtent = 4096;
const kPoint = 1;
const kMoveTo = 9;
const kTile = { layer: 3 };
const kLayer = { name: 1, feature: 2, key: 3, value: 4, extent: 5, version: 15 };
const kFeature = { tags: 2, type: 3, geometry: 4 };
const kValue = { text: 1, number: 5 };

const zigzag = (value) => (value << 1) ^ (value >> 31);

function write_town({ at, tags }, pbf) {
  pbf.writePackedVarint(kFeature.tags, tags);
  pbf.writeVarintField(kFeature.type, kPoint);
  pbf.writePackedVarint(kFeature.geometry, [kMoveTo, ...at.map((part) => zigzag(Math.round(part * kExtent)))]);
}

function write_layer(towns, pbf) {
  pbf.writeVarintField(kLayer.version, 2);
  pbf.writeStringField(kLayer.name, 'towns');
  towns.forEach(({ at }, index) => pbf.writeMessage(kLayer.feature, write_town, { at, tags: [0, 2 * index, 1, 2 * index + 1] }));
  for (const key of ['name', 'rank']) pbf.writeStringField(kLayer.key, key);
  for (const { name, rank } of towns) {
    pbf.writeMessage(kLayer.value, (text, value) => value.writeStringField(kValue.text, text), name);
    pbf.writeMessage(kLayer.value, (number, value) => value.writeVarintField(kValue.number, number), rank);
  }
  pbf.writeVarintField(kLayer.extent, kExtent);
}

/// The tile that an address of kTownTiles asks for: a layer `towns` of points with `name` and `rank`; no bytes where there is none.
export function town_tile(towns, url) {
  const [z, x, y] = url.split('/').slice(-3).map(Number);
  const placed = towns.map(([name, lon, lat], rank) => ({ name, rank, ...tile_of(lon, lat, z) }));
  const here = placed.filter((town) => town.x === x && town.y === y).map(({ name, rank, u, v }) => ({ name, rank, at: [u, v] }));
  const pbf = new PbfWriter();
  if (here.length > 0) pbf.writeMessage(kTile.layer, write_layer, here);
  return pbf.finish();
}
