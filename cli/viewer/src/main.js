import 'maplibre-gl/dist/maplibre-gl.css';
import './style.css';
import { add_actions } from './actions.js';
import { json, Tables } from './data.js';
import { colour_rows, dress } from './dress.js';
import { shown_rows } from './figures.js';
import { use_language, t } from './i18n.js';
import { watch_keys, watch_pointer } from './hover.js';
import { unit_at, unit_ranges } from './layers.js';
import { is_without_webgl, label_canvas, make_map, open_archive } from './map.js';
import { watch_printer } from './paper.js';
import { build_shell, render, render_panel, render_title, tab_names } from './shell.js';
import { defaults_of, from_hash, settled, shows_indicator, to_hash } from './state.js';
import { watch_theme } from './theme.js';
import { make_room, territories_of, visible_places } from './view.js';
import { kFirstZones } from './zones.js';

const root = document.getElementById('app');
const app = {
  map: null, tiles: null, no_map: '', ranges: [], rows: [], row_of: new Map(), everything: true, territories: new Map(), table_from: 0,
  zone_window: kFirstZones, zone_list: null, found: null, sheet: null, reading: false, sheet_reading: false,
};

function read_link() {
  const state = settled(from_hash(location.hash, defaults_of(app.page)), app.page);
  return { ...state, tab: tab_names.includes(state.tab) ? state.tab : 'map' };
}

app.save_link = () => {
  app.state = { ...app.state };
  if (app.map) {
    const { lng, lat } = app.map.getCenter();
    app.state.map = { zoom: app.map.getZoom(), lat, lon: lng };
  }
  history.replaceState(null, '', to_hash(app.state, app.defaults));
};

app.tell = (text, seen = false) => {
  const status = document.getElementById('status');
  status.textContent = text;
  status.classList.toggle('unseen', !seen);
  clearTimeout(app.telling);
  if (seen) app.telling = setTimeout(() => status.classList.add('unseen'), 2500);
};

app.fail = (error) => {
  console.error(error);
  app.tell(t('failed', { what: error.message }), true);
};

/// Rows of what is in view: for the title, the table, the tip, and the colours of views that live in tables.
async function update_rows() {
  if (app.is_printing) return;  // the page has another size then, and paper shows what was in view
  const turn = (app.turn = (app.turn ?? 0) + 1);
  const places = visible_places(app);
  const rows = await shown_rows(app, places);
  if (turn !== app.turn) return;
  Object.assign(app, { rows, row_of: new Map(rows.map((row) => [row.code, row])), unit: places.unit, everything: places.everything, table_from: 0 });
  if (!shows_indicator(app.state)) {
    colour_rows(app, places.unit);
    dress(app);
  }
  render_title(app);
  if (['table', 'map', 'zones'].includes(app.state.tab)) render_panel(app);
  app.map_box.dataset.rows = String(rows.length);
}

const show_rows = () => update_rows().catch(app.fail);

app.show_unit = (unit) => {
  app.table_unit = unit;
  show_rows();
};

function change_language() {
  use_language(app.state.lang);
  build_shell(app, root);
  if (app.map) label_canvas(app.map);
  document.getElementById('language').focus();
}

app.set = (patch) => {
  const before = app.state;
  app.state = settled({ ...before, ...patch }, app.page);
  if (app.state.lang !== before.lang) change_language();
  if (app.state.zones !== before.zones) Object.assign(app, { zone_list: null, zone_window: kFirstZones });
  if (wants_zones() && !app.zone_list) app.load_zones().catch(app.fail);
  app.save_link();
  dress(app);
  render(app);
  show_rows();
};

/// In other colours: the theme has changed, or paper is asked for.
app.redraw = () => {
  dress(app);
  if (app.unit) colour_rows(app, app.unit);
  render(app);
};

/// A link pasted over this page's own: the view it names.
function follow_link() {
  const next = read_link();
  if (next.map) app.map?.jumpTo({ center: [next.map.lon, next.map.lat], zoom: next.map.zoom });
  app.set(next);
  return app.read_here();
}

/// Tiles and map, or the reason why there is none.
async function open_map(opening) {
  const { page } = app;
  app.table_unit = page.units.at(-1).unit;
  try {
    app.tiles = await opening;
    app.ranges = unit_ranges(page.units, app.tiles.vector_layers);
    Object.assign(app, await make_map(app, app.map_box, app.tiles));
  } catch (error) {
    if (!is_without_webgl(error)) console.error(error);
    app.no_map = is_without_webgl(error) ? 'no_webgl' : 'no_tiles';
    return;
  }
  app.map.once('idle', () => performance.mark('map-drawn'));
  watch_theme(() => app.redraw());
  watch_pointer(app);
  watch_keys(app);
  app.map.on('click', (event) => app.go_here({ lat: event.lngLat.lat, lon: event.lngLat.lng }));
  app.map.on('moveend', () => { app.save_link(); show_rows(); });
}

/// The longest that names and figures wait for the map: a basemap may be slow.
const kPatience_ms = 3000;

/// When the map has drawn its first view, which nothing else may hold up.
function first_picture() {
  if (!app.map) return null;
  return new Promise((resolve) => { app.map.once('idle', resolve); setTimeout(resolve, kPatience_ms); });
}

/// The list of zones is read where it is shown.
const wants_zones = () => app.state.tab === 'zones' || (app.state.view === 'left' && app.state.zones !== '');

/// What some runs have beside coverage, who is left behind and what was found along lines or by tests, is a script of its own.
async function take_beside() {
  const { left_behind, access, lines, measurements } = app.page;
  if (!left_behind && [access, lines, measurements].every((list) => (list ?? []).length === 0)) return;
  app.beside = await import('./beside.js');
  dress(app);
  render_panel(app);
}

/// Names and places of the territories.
async function take_search() {
  app.territories = territories_of(app.page, await json('search.json'));
  app.index = null;
}

function is_ready() {
  document.documentElement.dataset.ready = 'yes';
}

async function start() {
  app.page = await json('page.json');
  const opening = open_archive(new URL(app.page.tiles, document.baseURI).href);
  app.tables = new Tables(app.page);
  app.defaults = settled(defaults_of(app.page), app.page);
  app.state = read_link();
  const first = app.state;
  use_language(first.lang);
  build_shell(app, root);
  add_actions(app);
  const beside = take_beside().catch(app.fail);
  watch_printer(app);
  await open_map(opening);
  app.unit = app.map ? unit_at(app.ranges, app.map.getZoom()) : app.table_unit;
  dress(app);
  render(app);
  addEventListener('hashchange', () => follow_link().catch(app.fail));
  await first_picture();
  app.add_late?.();
  dress(app);
  await take_search();
  dress(app);
  await update_rows();
  if (app.map && !first.map) make_room(app.map, app.page);
  await Promise.all([beside, wants_zones() ? app.load_zones() : null, first.at || first.territory ? app.read_here() : null]);
  if (!app.map) return is_ready();
  app.map.once('idle', is_ready);
  app.map.triggerRepaint();
}

start().catch((error) => {
  console.error(error);
  root.replaceChildren(Object.assign(document.createElement('p'), { textContent: 'covmap: ' + error.message }));
});

/// For tests: the state of the page and its map.
globalThis.covmap = app;
