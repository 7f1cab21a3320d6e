import { GPUInitializationError, Map as MapView, Marker, NavigationControl, ScaleControl, addProtocol, setWorkerUrl } from 'maplibre-gl';
import worker_url from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { PMTiles, Protocol } from 'pmtiles';
import { asked_basemap } from './basemap.js';
import { style_of } from './layers.js';
import { t } from './i18n.js';
import { box_of, margins } from './view.js';

setWorkerUrl(new URL(worker_url, import.meta.url).href);

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

/// The map, when its style is there and nothing is drawn yet; throws where it cannot be drawn.
export function make_map({ page, state, ranges }, container, tiles) {
  const [west, south, east, north] = box_of(page);
  const at = state.map ? { center: [state.map.lon, state.map.lat], zoom: state.map.zoom } : { bounds: [west, south, east, north], fitBoundsOptions: { padding: margins() } };
  const map = new MapView({
    container, ...at, style: style_of(page, ranges, tiles.vector_layers, tiles.url, asked_basemap()?.url),
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
  return new Promise((resolve) => map.once('style.load', () => resolve(map)));
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

export function mark(map, at) {
  marker?.remove();
  marker = at && map ? new Marker({ color: '#d55e00' }).setLngLat([at.lon, at.lat]).addTo(map) : null;
  const pin = marker?.getElement();
  if (!pin) return;
  pin.setAttribute('aria-hidden', 'true');
  pin.removeAttribute('aria-label');
  pin.removeAttribute('role');
  pin.removeAttribute('tabindex');
}
