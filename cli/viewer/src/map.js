import { Map as MapView, Marker, NavigationControl, ScaleControl, addProtocol, setWorkerUrl } from 'maplibre-gl';
import worker_url from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { PMTiles, Protocol } from 'pmtiles';
import { style_of, unit_at, unit_ranges } from './layers.js';
import { t } from './i18n.js';

setWorkerUrl(new URL(worker_url, import.meta.url).href);

export async function open_archive(url) {
  const archive = new PMTiles(url);
  const protocol = new Protocol();
  protocol.add(archive);
  addProtocol('pmtiles', protocol.tile);
  const [header, metadata] = [await archive.getHeader(), await archive.getMetadata()];
  return { archive, url, max_zoom: header.maxZoom, vector_layers: metadata.vector_layers ?? [] };
}

/// Room for the title, which lies on the map where the page is wide.
export const margins = () => ({ top: matchMedia('(max-width: 760px)').matches ? 12 : 84, bottom: 24, left: 24, right: 24 });

/// Where there is anything; the whole world where the run does not say.
export const box_of = (page) => page.bounds ?? [-179, -70, 179, 80];

/// The map, when its style is there. `app.map` is set before the first picture.
export function make_map(app, container, tiles) {
  const { page, state } = app;
  app.ranges = unit_ranges(page.units, tiles.vector_layers);
  const [west, south, east, north] = box_of(page);
  const at = state.map ? { center: [state.map.lon, state.map.lat], zoom: state.map.zoom } : { bounds: [west, south, east, north], fitBoundsOptions: { padding: margins() } };
  const basemap = new URLSearchParams(location.search).get('basemap');
  const map = new MapView({
    container, ...at, style: style_of(page, app.ranges, tiles.vector_layers, tiles.url, basemap),
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
  return new Promise((resolve) => map.once('load', () => resolve(map)));
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

/// The shown unit's territories in the visible part: code, name, parent.
export function visible_places(app) {
  const unit = unit_at(app.ranges, app.map.getZoom());
  const bounds = app.map.getBounds();
  const smallest = unit === app.page.unit;
  const rows = smallest ? app.search.rows : app.search.parents[unit] ?? [];
  const first = smallest ? 5 : 4;
  const list = rows.filter((row) => row[first] !== null && row[first] <= bounds.getEast() && row[first + 2] >= bounds.getWest() &&
      row[first + 1] <= bounds.getNorth() && row[first + 3] >= bounds.getSouth())
    .map((row) => ({ code: row[0], name: row[1], parent: smallest ? row[2] : '' }));
  return { unit, list };
}

export function fly_to_box(map, box, padding = margins()) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  map.fitBounds([[box[0], box[1]], [box[2], box[3]]], { padding, maxZoom: 13, ...(still ? { animate: false } : { duration: 900 }) });
}

let marker = null;

export function mark(map, at) {
  marker?.remove();
  marker = at ? new Marker({ color: '#d55e00' }).setLngLat([at.lon, at.lat]).addTo(map) : null;
  const pin = marker?.getElement();
  if (!pin) return;
  pin.setAttribute('aria-hidden', 'true');
  pin.removeAttribute('aria-label');
  pin.removeAttribute('role');
  pin.removeAttribute('tabindex');
}
