import { objects, json } from './data.js';
import { here_summary } from './here.js';
import { t } from './i18n.js';
import { box_of, fly_to_box, mark } from './map.js';
import { read_place } from './place.js';
import { read_sheet } from './sheet.js';
import { render_panel, render_paper } from './shell.js';
import { as_in_links } from './state.js';
import { dress } from './dress.js';

function focus_title(id) {
  document.getElementById(id)?.focus({ preventScroll: true });
}

/// Reads what is at `state.at` and the sheet of `state.territory`; the panel says so meanwhile.
async function read_here(app) {
  const { at } = app.state;
  app.reading = at !== null;
  app.found = null;
  if (app.state.tab === 'here') render_panel(app);
  mark(app.map, at);
  const found = at ? await read_place(app.tiles, app.page, at) : null;
  if (app.state.at !== at) return;
  app.found = found;
  app.reading = false;
  const code = found?.territory?.code ?? found?.square?.territory ?? (at ? '' : app.state.territory);
  app.sheet = code ? await read_sheet(app, code) : null;
  if (app.state.at !== at) return;
  app.state.territory = code;
  app.save_link();
  dress(app);
  if (app.state.tab === 'here') render_panel(app);
}

/// What a visitor can do; each ends in a new state, so the link always restores it.
export function add_actions(app) {
  app.read_here = () => read_here(app);

  app.go_here = async (at, by_keyboard = false) => {
    app.set({ at: as_in_links(at), territory: '', tab: 'here' });
    await read_here(app);
    app.tell(here_summary(app));
    if (by_keyboard) focus_title('here-title');
  };

  app.go_place = async (at) => {
    app.map.jumpTo({ center: [at.lon, at.lat], zoom: Math.max(app.map.getZoom(), app.tiles.max_zoom - 1) });
    await app.go_here(at, true);
  };

  /// A territory by its label point: the place is read there too.
  app.go_territory = async (entry) => {
    if (entry.box[0] !== null) fly_to_box(app.map, entry.box);
    if (entry.unit !== app.page.unit) return app.tell(entry.row[1]);
    const [lon, lat] = [entry.row[3], entry.row[4]];
    return app.go_here({ lat, lon }, true);
  };

  app.go_code = (code) => {
    const entry = app.index.find((item) => item.unit === app.page.unit && item.row[0] === code);
    return entry ? app.go_territory(entry) : undefined;
  };

  app.zone_rows = async (zone) => {
    const file = await json(zone.file);
    const rows = objects(app.page.columns[zone.layer], file.rows);
    rows.forEach((row, index) => { row.box = file.box[index]; row.lonlat = file.lonlat[index]; });
    return rows;
  };

  /// The zones that reach into a territory, by rank.
  app.zones_reaching = async (zone, code) => {
    const ranks = new Set((await json(zone.file)).territories?.[code] ?? []);
    return (await app.zone_rows(zone)).filter((row) => ranks.has(row.rank));
  };

  app.go_zone = async (name, rank) => {
    const zone = app.page.zones.find((item) => item.name === name);
    const rows = await app.zone_rows(zone);
    const at = rows.findIndex((row) => row.rank === rank);
    app.zone_rank = rank;
    app.zone_list = rows;
    app.zones_shown = Math.max(app.zones_shown, at + 1);
    const show = app.state.show.includes('zones') ? app.state.show : [...app.state.show, 'zones'];
    app.set({ zones: name, show, tab: 'zones' });
    if (at >= 0) {
      fly_to_box(app.map, rows[at].box);
      app.tell(rows[at].name);
      document.getElementById('zone-' + rank)?.focus();
    }
  };

  app.more_zones = (count) => {
    const first = app.zone_list[app.zones_shown]?.rank;
    app.zones_shown += count;
    render_panel(app);
    document.getElementById('zone-' + first)?.focus();
  };

  app.see_all = () => {
    fly_to_box(app.map, box_of(app.page));
  };

  app.copy_link = async () => {
    app.save_link();
    try {
      await navigator.clipboard.writeText(location.href);
      app.tell(t('copied'), true);
    } catch {
      app.tell(t('copy_failed'), true);
    }
  };

  app.print = async () => {
    app.printing = true;
    render_paper(app);
    dress(app);
    await app.map.once('idle');
    window.print();
    app.printing = false;
    dress(app);
  };
}
