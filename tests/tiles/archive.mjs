// Reads a PMTiles archive with other people's programs and checks every tile.
import { open } from 'node:fs/promises';
import { VectorTile, classifyRings } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { PMTiles, tileIdToZxy } from 'pmtiles';

/// Ranges of a local file, as a web server would give them.
class FileSource {
  constructor(path, file) {
    this.path = path;
    this.file = file;
  }
  getKey() {
    return this.path;
  }
  async getBytes(offset, length) {
    const buffer = new Uint8Array(length);
    const { bytesRead } = await this.file.read(buffer, 0, length, offset);
    return { data: buffer.buffer.slice(0, bytesRead) };
  }
}

/// Twice the area, y southwards: positive for outlines.
function area2(ring) {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i], ring[(i + 1) % ring.length]];
    sum += a.x * b.y - b.x * a.y;
  }
  return sum;
}

/// What archive_of() finds: faults, and per layer and zoom the features, the copies, the sums of the numbers of the others.
class Findings {
  constructor() {
    Object.assign(this, { faults: [], counts: {}, tiles: 0, largest: 0, contents: new Set() });
  }

  check(holds, fault) {
    if (!holds) this.faults.push(fault);
  }

  polygon(rings, where) {
    this.check(rings.length > 0 && area2(rings[0]) > 0, `${where}: the first ring is no outline`);
    for (const ring of rings) {
      const last = ring[ring.length - 1];
      this.check(ring.length >= 4 && ring[0].x === last.x && ring[0].y === last.y, `${where}: a ring is not closed or has too few points`);
      this.check(area2(ring) !== 0, `${where}: a ring has no area`);
      for (let i = 1; i < ring.length; i++) this.check(ring[i].x !== ring[i - 1].x || ring[i].y !== ring[i - 1].y, `${where}: a ring repeats a point`);
    }
    this.check(classifyRings(rings).length >= 1, `${where}: its rings make no polygon`);
  }

  count(layer, zoom, feature) {
    const of = ((this.counts[layer] ??= {})[zoom] ??= { features: 0, copies: 0, sums: {} });
    of.features++;
    if (feature.properties.copy) {
      of.copies++;
      return;
    }
    for (const [key, value] of Object.entries(feature.properties)) if (typeof value === 'number') of.sums[key] = (of.sums[key] ?? 0) + value;
  }

  layer(layer, zoom, where) {
    this.check(layer.version === 2 && layer.extent === 4096, `${where}: version ${layer.version}, extent ${layer.extent}`);
    this.check(layer.length > 0, `${where}: it is empty`);
    const ids = new Set();
    for (let i = 0; i < layer.length; i++) {
      const feature = layer.feature(i);
      const at = `${where} feature ${feature.id}`;
      this.check(Number.isSafeInteger(feature.id) && !ids.has(feature.id), `${at}: its id is none, or twice there`);
      ids.add(feature.id);
      const geometry = feature.loadGeometry();
      this.check(geometry.length > 0, `${at}: it has no geometry`);
      if (feature.type === 3) this.polygon(geometry, at);
      this.count(layer.name, zoom, feature);
    }
  }
}

/// Every entry of the directories, leaves too.
async function* entries(archive, header, offset, length) {
  for (const entry of await archive.cache.getDirectory(archive.source, offset, length, header)) {
    if (entry.runLength === 0) yield* entries(archive, header, header.leafDirectoryOffset + entry.offset, entry.length);
    else yield entry;
  }
}

async function read_entry(archive, entry, layers, findings) {
  for (let id = entry.tileId; id < entry.tileId + entry.runLength; id++, findings.tiles++) {
    const [z, x, y] = tileIdToZxy(id);
    const { data } = await archive.getZxy(z, x, y);
    const tile = new VectorTile(new PbfReader(new Uint8Array(data)));
    findings.check(Object.keys(tile.layers).length > 0, `${z}/${x}/${y}: it has no layer`);
    for (const [name, layer] of Object.entries(tile.layers)) {
      const told = layers.get(name);
      findings.check(told && z >= told.minzoom && z <= told.maxzoom, `${z}/${x}/${y} ${name}: the metadata does not tell of it`);
      findings.layer(layer, z, `${z}/${x}/${y} ${name}`);
    }
  }
}

/// { header, metadata, findings } of the whole archive.
export async function archive_of(path) {
  const file = await open(path);
  const archive = new PMTiles(new FileSource(path, file));
  const [header, metadata] = [await archive.getHeader(), await archive.getMetadata()];
  const findings = new Findings();
  const layers = new Map(metadata.vector_layers.map((layer) => [layer.id, layer]));
  for await (const entry of entries(archive, header, header.rootDirectoryOffset, header.rootDirectoryLength)) {
    findings.contents.add(entry.offset);
    findings.largest = Math.max(findings.largest, entry.length);
    await read_entry(archive, entry, layers, findings);
  }
  await file.close();
  findings.check(header.specVersion === 3 && header.tileType === 1 && header.clustered, 'the header is not that of clustered vector tiles');
  findings.check(header.rootDirectoryOffset + header.rootDirectoryLength <= 16384, 'the root directory is not in the first 16 KiB');
  findings.check(findings.tiles === header.numAddressedTiles, `${findings.tiles} tiles, the header says ${header.numAddressedTiles}`);
  findings.check(findings.contents.size === header.numTileContents, `${findings.contents.size} contents, the header says ${header.numTileContents}`);
  return { header, metadata, findings };
}
