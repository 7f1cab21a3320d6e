import 'maplibre-gl/dist/maplibre-gl.css';
import './style.css';
import { add_actions } from './actions.js';
import { json, Tables } from './data.js';
import { colour_rows, dress } from './dress.js';
import { shown_rows } from './figures.js';
import { use_language, t } from './i18n.js';
import { watch_keys, watch_pointer } from './hover.js';
import { box_of, label_canvas, make_map, margins, open_archive, visible_places } from './map.js';
import { search_index } from './search.js';
import { build_shell, render, render_panel, render_paper, render_title, tab_names } from './shell.js';
import { from_hash, settled, to_hash } from './state.js';
import { kFirstZones } from './zones.js';

const root = document.getElementById('app');
const app = { rows: [], zones_shown: kFirstZones, zone_list: null, zone_rank: null, found: null, sheet: null, reading: false, printing: false };

function read_link() {
  const state = settled(from_hash(location.hash), app.page);
  return { ...state, tab: tab_names.includes(state.tab) ? state.tab : 'map' };
}

app.save_link = () => {
  const { lng, lat } = app.map.getCenter();
  app.state = { ...app.state };
  app.state.map = { zoom: app.map.getZoom(), lat, lon: lng };
  history.replaceState(null, '', to_hash(app.state, app.defaults));
};

app.tell = (text, seen = false) => {
  const status = document.getElementById('status');
  status.textContent = text;
  status.classList.toggle('unseen', !seen);
  clearTimeout(app.telling);
  if (seen) app.telling = setTimeout(() => status.classList.add('unseen'), 2500);
};

/// Rows of what is in view: for the title, the table, the tip, and the colours of views that live in tables.
async function update_rows() {
  const turn = (app.turn = (app.turn ?? 0) + 1);
  const places = visible_places(app);
  const rows = await shown_rows(app, places);
  if (turn !== app.turn) return;
  Object.assign(app, { rows, unit: places.unit });
  if (app.state.view !== 'indicator') {
    colour_rows(app, places.unit);
    dress(app);
  }
  render_title(app);
  if (app.state.tab === 'table' || app.state.tab === 'map') render_panel(app);
  app.map_box.dataset.rows = String(rows.length);
}

/// The list can be long: it is read when its tab is opened.
async function load_zones() {
  const zone = app.page.zones.find((item) => item.name === app.state.zones);
  app.zone_list = zone ? await app.zone_rows(zone) : null;
  if (app.state.tab === 'zones') render_panel(app);
}

app.set = (patch) => {
  const before = app.state;
  app.state = settled({ ...before, ...patch }, app.page);
  if (app.state.lang !== before.lang) {
    use_language(app.state.lang);
    build_shell(app, root);
    label_canvas(app.map);
    document.getElementById('language').focus();
  }
  if (app.state.zones !== before.zones && patch.tab !== 'zones') Object.assign(app, { zone_list: null, zone_rank: null, zones_shown: kFirstZones });
  if (app.state.tab === 'zones' && !app.zone_list) load_zones().catch(fail);
  app.save_link();
  dress(app);
  render(app);
  update_rows().catch(fail);
};

function fail(error) {
  console.error(error);
  app.tell(t('failed', { what: error.message }), true);
}

/// A link pasted over this page's own: the view it names.
async function follow_link() {
  const next = read_link();
  const { map } = next;
  if (map) app.map.jumpTo({ center: [map.lon, map.lat], zoom: map.zoom });
  app.set(next);
  await app.read_here();
}

/// The title has its lines now, so the map has its size.
function fit_again() {
  const [west, south, east, north] = box_of(app.page);
  app.map.resize();
  app.map.fitBounds([[west, south], [east, north]], { padding: margins(), animate: false });
}

async function start() {
  const [page, search] = await Promise.all([json('page.json'), json('search.json')]);
  Object.assign(app, { page, search, index: search_index(page, search), tables: new Tables(page) });
  app.defaults = settled(from_hash(''), page);
  app.state = read_link();
  const first = app.state;
  use_language(app.state.lang);
  build_shell(app, root);
  add_actions(app);
  app.tiles = await open_archive(new URL(page.tiles, document.baseURI).href);
  app.map = await make_map(app, app.map_box, app.tiles);
  app.unit = visible_places(app).unit;
  dress(app);
  render(app);
  watch_pointer(app);
  watch_keys(app);
  app.map.on('click', (event) => app.go_here({ lat: event.lngLat.lat, lon: event.lngLat.lng }).catch(fail));
  app.map.on('moveend', () => { app.save_link(); update_rows().catch(fail); });
  addEventListener('hashchange', () => follow_link().catch(fail));
  addEventListener('beforeprint', () => render_paper(app));
  await update_rows();
  if (!first.map) fit_again();
  await Promise.all([app.state.tab === 'zones' ? load_zones() : null, app.state.at || app.state.territory ? app.read_here() : null]);
  app.map.once('idle', () => { document.documentElement.dataset.ready = 'yes'; });
  app.map.triggerRepaint();
}

start().catch((error) => {
  console.error(error);
  root.replaceChildren(Object.assign(document.createElement('p'), { textContent: 'covmap: ' + error.message }));
});

/// For tests: the state of the page and its map.
globalThis.covmap = app;
