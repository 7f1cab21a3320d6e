import { dress } from './dress.js';
import { here_summary } from './here.js';
import { t } from './i18n.js';
import { mark } from './map.js';
import { read_place } from './place.js';
import { render_panel } from './shell.js';
import { read_sheet } from './sheet.js';
import { as_in_links } from './state.js';
import { box_of, fly_to_box } from './view.js';
import { read_zones } from './zone_list.js';
import { window_around } from './zones.js';

function focus_on(id) {
  document.getElementById(id)?.focus({ preventScroll: true });
}

function show_here(app, parts) {
  Object.assign(app, parts);
  if (app.state.tab === 'here') render_panel(app);
}

async function or_fault(app, reading) {
  try {
    return await reading;
  } catch (error) {
    app.fail(error);
    return null;
  }
}

/// Reads what is at `state.at`, which is shown at once, then the sheet of the chosen territory or of the one found there.
async function read_here(app, told = () => {}) {
  const { at, territory } = app.state;
  const turn = (app.here_turn = (app.here_turn ?? 0) + 1);
  show_here(app, { found: null, sheet: null, reading: Boolean(at && app.tiles), sheet_reading: true });
  mark(app.map, at).catch(app.fail);
  const found = at && app.tiles ? await or_fault(app, read_place(app.tiles, app.page, at)) : null;
  if (turn !== app.here_turn) return;
  const code = territory || found?.territory?.code || found?.square?.territory || '';
  show_here(app, { found, reading: false });
  told();
  app.state.territory = code;
  app.save_link();
  dress(app);
  const sheet = code ? await or_fault(app, read_sheet(app, code)) : null;
  if (turn === app.here_turn) show_here(app, { sheet, sheet_reading: false });
}

function add_places(app) {
  app.read_here = () => read_here(app);

  app.go_here = (at, { territory = '', by_keyboard = false } = {}) => {
    app.set({ at: at && as_in_links(at), territory, tab: 'here' });
    return read_here(app, () => {
      if (at && app.tiles) app.tell(here_summary(app), !app.found);
      if (by_keyboard) focus_on('here-title');
    });
  };

  app.go_place = (at) => {
    app.map?.jumpTo({ center: [at.lon, at.lat], zoom: Math.max(app.map.getZoom(), app.tiles.max_zoom - 1) });
    return app.go_here(at, { by_keyboard: true });
  };

  /// A territory by its label point: the place is read there too. Some are not on the map.
  app.go_territory = (place) => {
    fly_to_box(app.map, place.box);
    if (place.unit === app.page.unit) return app.go_here(place.box ? { lat: place.lat, lon: place.lon } : null, { territory: place.code, by_keyboard: true });
    focus_on('search');
    return app.tell(place.name);
  };

  app.go_code = (code) => {
    const place = app.territories.get(app.page.unit).find((item) => item.code === code);
    return place ? app.go_territory(place) : undefined;
  };
}

function add_zones(app) {
  /// The list can be long: it is read when its tab is opened.
  app.load_zones = async () => {
    const zone = app.page.zones.find((item) => item.name === app.state.zones);
    app.zone_list = zone ? await read_zones(app.page, zone) : null;
    const { zone: rank } = app.state;
    if (rank !== null && rank <= app.zone_list?.length) app.zone_window = window_around(app.zone_window, rank);
    if (app.state.tab === 'zones' || app.state.view === 'left') render_panel(app);
  };

  /// Zones are of an indicator, which the map shows with them.
  const view_of = (name) => {
    if (app.state.view === 'left' && name === app.page.left_behind.zones) return { zones: name };
    const zone = app.page.zones.find((item) => item.name === name);
    const asked = app.page.indicators.find((item) => item.name === zone?.fails);
    const is_own = app.state.view === 'operator' && asked?.of.join() === app.state.operator;
    return { zones: name, indicator: zone?.fails || app.state.indicator, view: is_own || app.state.view === 'compare' ? app.state.view : 'indicator' };
  };

  app.pick_zones = (name) => app.set({ ...view_of(name), zone: null });

  app.go_zone = async (name, rank) => {
    const list = await read_zones(app.page, app.page.zones.find((item) => item.name === name));
    const show = app.state.show.includes('zones') ? app.state.show : [...app.state.show, 'zones'];
    app.zone_window = window_around(app.zone_window, rank);
    app.set({ ...view_of(name), zone: rank, show, tab: 'zones' });
    await app.load_zones();
    if (rank > list.length) return;
    fly_to_box(app.map, list.row(rank).box);
    app.tell(list.row(rank).name);
    focus_on('zone-' + rank);
  };

  app.show_zones = (to) => {
    const first = to.from < app.zone_window.from ? to.from : app.zone_window.to + 1;
    app.zone_window = to;
    render_panel(app);
    focus_on('zone-' + first);
  };
}

/// What a visitor can do; each ends in a new state, so the link always restores it.
export function add_actions(app) {
  add_places(app);
  add_zones(app);

  app.show_rows = (from) => {
    app.table_from = from;
    render_panel(app);
    focus_on('table-box');
  };

  app.see_all = () => fly_to_box(app.map, box_of(app.page));

  app.copy_link = async () => {
    app.save_link();
    try {
      await navigator.clipboard.writeText(location.href);
      app.tell(t('copied'), true);
    } catch {
      app.tell(t('copy_failed'), true);
    }
  };
}
