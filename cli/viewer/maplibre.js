// MapLibre as the page takes it: from the sources in its package, so that the page and its worker share one file, and without what the page
// never asks of it. Its ready-made files hold all of it, twice.
import { fileURLToPath } from 'node:url';

const kPackages = fileURLToPath(new URL('./node_modules/', import.meta.url)).replaceAll('\\', '/');
const kSources = kPackages + 'maplibre-gl/src/';

export const maplibre = kSources + 'index.ts';
export const maplibre_worker = kSources + 'source/worker.ts';

const kGlsl = ['heatmap', 'heatmap_texture', 'hillshade', 'hillshade_prepare', 'color_relief', 'fill_extrusion', 'fill_extrusion_pattern', 'terrain', 'terrain_depth', 'terrain_height', 'sky', 'atmosphere', '_projection_globe'];
const kLayers = ['heatmap', 'hillshade', 'color_relief', 'fill_extrusion'];
const kProjections = ['globe_projection', 'globe_transform', 'globe_camera_helper', 'vertical_perspective_projection', 'vertical_perspective_transform', 'vertical_perspective_camera_helper'];

/// Kinds of layers, sources, tiles, projections, controls and expressions that no style of the page has.
const kLeftOut = [
  ...kGlsl.flatMap((name) => [`shaders/glsl/${name}.vertex.glsl.g.ts`, `shaders/glsl/${name}.fragment.glsl.g.ts`]),
  ...kLayers.flatMap((name) => [`style/style_layer/${name}_style_layer.ts`, `webgl/draw/draw_${name}.ts`, `webgl/program/${name}_program.ts`]),
  ...kProjections.map((name) => `geo/projection/${name}.ts`),
  ...['geojson', 'image', 'canvas', 'video', 'raster_dem_tile'].map((name) => `source/${name}_source.ts`),
  'source/geojson_worker_source.ts', 'source/raster_dem_tile_worker_source.ts', 'source/vector_tile_mlt.ts', 'tile/tile_manager_raster_dem.ts',
  'render/terrain.ts', 'webgl/render_to_texture.ts', 'webgl/draw/draw_terrain.ts', 'webgl/draw/draw_sky.ts', 'webgl/program/sky_program.ts',
  'ui/hash.ts', 'ui/control/attribution_control.ts', 'ui/control/logo_control.ts', 'webgl/draw/draw_debug.ts', 'webgl/draw/draw_collision_debug.ts',
].map((name) => kSources + name).concat(['within', 'distance'].map((name) => `${kPackages}@maplibre/maplibre-gl-style-spec/dist/expression/definitions/${name}.mjs`));

function exported_names(program) {
  return program.body.flatMap(({ type, declaration, specifiers = [] }) => {
    if (type === 'ExportDefaultDeclaration') return ['default'];
    if (type !== 'ExportNamedDeclaration') return [];
    if (!declaration) return specifiers.map(({ exported }) => exported.name);
    return (declaration.declarations ?? [declaration]).map(({ id }) => id.name);
  });
}

/// Nothing is one of these, so nothing of them is drawn; who makes one anyway is told so. What a module exports by default is the text of a shader.
function stand_in(name) {
  if (name === 'default') return "export default '';";
  if (/^(is|draw)[A-Z]/.test(name)) return `export const ${name} = () => false;`;
  return `export class ${name} { constructor() { throw new Error('${name} is left out of this page'); } }`;
}

/// Stand-ins for the modules that are left out. A module of the list that MapLibre no longer has fails the build.
export function without_unused() {
  const met = new Set();
  return {
    name: 'without-unused',
    enforce: 'post',
    transform(code, id) {
      if (!kLeftOut.includes(id)) return null;
      met.add(id);
      return { code: exported_names(this.parse(code)).map(stand_in).join('\n'), map: null };
    },
    buildEnd(error) {
      const gone = kLeftOut.filter((id) => !met.has(id));
      if (!error && gone.length > 0) this.error('to leave out, but not there: ' + gone.join(', '));
    },
  };
}
