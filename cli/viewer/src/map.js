import { GPUInitializationError, Map as MapView, NavigationControl, ScaleControl, addProtocol, setWorkerUrl } from 'maplibre-gl';
import { PMTiles, Protocol } from 'pmtiles';
import { asked_basemap } from './basemap.js';
import { style_of } from './layers.js';
import { t } from './i18n.js';
import { town_tile } from './towns.js';
import { box_of, first_margins } from './view.js';

setWorkerUrl(new URL(/* @vite-ignore */ './worker.js', import.meta.url).href);  // beside this script

/// { archive, url, max_zoom, vector_layers, square_levels }; square_levels: of the squares at each zoom.
export async function open_archive(url) {
  const archive = new PMTiles(url);
  const protocol = new Protocol();
  protocol.add(archive);
  addProtocol('pmtiles', protocol.tile);
  const [header, metadata] = [await archive.getHeader(), await archive.getMetadata()];
  return { archive, url, max_zoom: header.maxZoom, vector_layers: metadata.vector_layers ?? [], square_levels: metadata.covmap?.coverage_levels ?? [] };
}

/// Whether a fault says that this browser cannot draw the map.
export const is_without_webgl = (error) => error instanceof GPUInitializationError;

/// Names, zones and findings come when the rest of the first view is drawn: letters are made one by one, and a tile may hold thousands of zones.
const is_late = (layer) => layer.type === 'symbol' || /^(zone|lines|tests)-/.test(layer.id);

/// Adds the layers of the style that the map does not have yet, each in its place.
function add_late_layers(map, layers) {
  for (let index = layers.length - 1; index >= 0; --index) if (!map.getLayer(layers[index].id)) map.addLayer(layers[index], layers[index + 1]?.id);
}

/// { map, add_late }, when the style is there and nothing is drawn yet; throws where it cannot be drawn.
export function make_map({ page, state, ranges }, container, tiles) {
  const [west, south, east, north] = box_of(page);
  const at = state.map ? { center: [state.map.lon, state.map.lat], zoom: state.map.zoom } : { bounds: [west, south, east, north], fitBoundsOptions: { padding: first_margins() } };
  addProtocol('towns', async ({ url }) => ({ data: town_tile(page.towns ?? [], url) }));
  const style = style_of(page, ranges, tiles.vector_layers, tiles.url, asked_basemap()?.url);
  const map = new MapView({
    container, ...at, style: { ...style, layers: style.layers.filter((layer) => !is_late(layer)) },
    attributionControl: false, maxZoom: 16, dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 0,
    canvasContextAttributes: { preserveDrawingBuffer: true }, maplibreLogo: false,
    locale: { 'NavigationControl.ZoomIn': t('zoom_in'), 'NavigationControl.ZoomOut': t('zoom_out'), 'Map.Title': t('map') },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({}), 'bottom-right');
  label_canvas(map);
  map.on('error', (event) => console.error(event.error?.message ?? 'map error'));
  return new Promise((resolve) => map.once('style.load', () => resolve({ map, add_late: () => add_late_layers(map, style.layers) })));
}

/// Names of the map and of its buttons, in the language of now.
export function label_canvas(map) {
  const canvas = map.getCanvas();
  canvas.setAttribute('aria-label', t('map_help'));
  canvas.setAttribute('role', 'application');
  for (const [name, text] of [['in', t('zoom_in')], ['out', t('zoom_out')]]) {
    const button = map.getContainer().querySelector('.maplibregl-ctrl-zoom-' + name);
    button?.setAttribute('aria-label', text);
    button?.setAttribute('title', text);
  }
}

let marker = null;
let marking = 0;

/// A pin at a place, or none. Its script is read when it is first needed.
export async function mark(map, at) {
  const turn = ++marking;
  marker?.remove();
  marker = null;
  if (!at || !map) return;
  const { pin } = await import('./pin.js');
  if (turn === marking) marker = pin(map, at);
}
