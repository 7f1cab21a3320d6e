import { fill, h } from './dom.js';
import { lang, said, semicolon, t } from './i18n.js';
import { about_panel, controls_panel } from './controls.js';
import { here_panel } from './here.js';
import { legend_view } from './legend_view.js';
import { partial_link, partial_panel } from './partial.js';
import { search_form } from './search.js';
import { sheet_panel } from './sheet.js';
import { table_panel } from './table.js';
import { credit_parts, known_text, left_title, map_title, subtitle } from './title.js';
import { zones_panel } from './zones.js';

const kTabs = {
  map: controls_panel, here: (app) => [h('section', { 'aria-labelledby': 'here-title' }, here_panel(app)), sheet_panel(app)],
  zones: zones_panel, table: table_panel, about: about_panel,
};

export const tab_names = Object.keys(kTabs);

function unit_label(app, unit) {
  return said(app.page.units.find((item) => item.unit === unit)?.label);
}

const kSizes = ['low', 'half', 'full'];

function size_sheet(app, size) {
  app.sheet_size = size;
  const side = document.querySelector('.side');
  if (side) side.dataset.size = size;
  const handle = document.getElementById('handle');
  handle?.setAttribute('aria-expanded', String(size !== 'low'));
  if (handle) handle.textContent = t('sheet_' + size);
}

/// On a narrow page the panel is a sheet over the map: low, half of the page, or all of it.
function sheet_handle(app) {
  const next = () => size_sheet(app, kSizes[(kSizes.indexOf(app.sheet_size) + 1) % kSizes.length]);
  return h('button', { type: 'button', id: 'handle', 'aria-controls': 'panel', 'aria-expanded': String(app.sheet_size !== 'low'), onclick: next }, t('sheet_' + app.sheet_size));
}

function tab_bar(app) {
  const pick = (name, focus) => (size_sheet(app, app.sheet_size === 'low' ? 'half' : app.sheet_size), app.set({ tab: name }), focus && document.getElementById('tab-' + name).focus());
  const keys = (event) => {
    const at = tab_names.indexOf(app.state.tab);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tab_names.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    pick(tab_names[(next + tab_names.length) % tab_names.length], true);
  };
  return h('div', { role: 'tablist', 'aria-label': t('panel'), class: 'tabs', onkeydown: keys },
    tab_names.map((name) => h('button', { type: 'button', role: 'tab', id: 'tab-' + name, 'aria-controls': 'panel', onclick: () => pick(name, false) }, t('tab_' + name))));
}

function skip(id, text) {
  const jump = (event) => {
    event.preventDefault();
    const target = id === 'map' ? document.querySelector('#map canvas, #map p') : document.getElementById(id);
    target?.focus();
  };
  return h('a', { href: '#' + id, class: 'skip', onclick: jump }, text);
}

function render_credits(app) {
  const { note, ...rest } = credit_parts(app);
  fill(document.getElementById('credits'), h('strong', {}, note), Object.values(rest).filter(Boolean).map((text) => ' · ' + text));
}

/// The frame of the page, once and at each change of language. The map's own element stays.
export function build_shell(app, root) {
  app.map_box ??= h('div', { id: 'map' });
  app.sheet_size ??= 'half';
  const other = lang() === 'fr' ? 'en' : 'fr';
  fill(root,
    skip('panel', t('skip_panel')), skip('map', t('skip_map')),
    h('header', {}, h('h1', {}, t('heading', { name: app.page.name })), search_form(app, (unit) => unit_label(app, unit)),
      h('button', { type: 'button', id: 'language', lang: other, onclick: () => app.set({ lang: other }) }, t('other_language'))),
    h('main', {},
      h('section', { class: 'side', 'data-size': app.sheet_size, 'aria-label': t('panel') }, sheet_handle(app), tab_bar(app), h('div', { id: 'panel', role: 'tabpanel', tabindex: '0' })),
      h('section', { class: 'view', 'aria-label': t('map') }, h('div', { id: 'title' }, h('p', { id: 'left' }), h('p', { id: 'what' }), partial_link(app)), app.map_box,
        h('div', { id: 'cross', 'aria-hidden': 'true' }), h('div', { id: 'tip', 'aria-hidden': 'true' }))),
    h('div', { id: 'paper' }),
    h('footer', { id: 'credits' }),
    h('div', { id: 'status', role: 'status', 'aria-live': 'polite', class: 'unseen' }));
  render_credits(app);
}

/// In place of a map that cannot be drawn: why, and what remains.
function render_no_map(app) {
  if (app.no_map) fill(app.map_box, h('p', { class: 'no-map', tabindex: '-1' }, t(app.no_map)));
}

export function render_title(app) {
  document.getElementById('what').textContent = [subtitle(app), known_text(app)].filter(Boolean).join(semicolon());
  document.getElementById('left').textContent = capital(left_title(app));
  document.title = map_title(app) + ' – ' + app.page.name;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/// The open tab anew; focus and scroll stay where they were.
export function render_panel(app) {
  const panel = document.getElementById('panel');
  const [focus, scroll] = [document.activeElement?.id, panel.scrollTop];
  const open = [...panel.querySelectorAll('details')].map((item) => item.open);
  const same = panel.dataset.tab === app.state.tab;
  fill(panel, kTabs[app.state.tab](app));
  panel.dataset.tab = app.state.tab;
  panel.setAttribute('aria-labelledby', 'tab-' + app.state.tab);
  if (same && app.state.tab === 'map') [...panel.querySelectorAll('details')].forEach((item, index) => { item.open = open[index] ?? item.open; });
  for (const name of tab_names) {
    const tab = document.getElementById('tab-' + name);
    tab.setAttribute('aria-selected', String(name === app.state.tab));
    tab.tabIndex = name === app.state.tab ? 0 : -1;
  }
  panel.scrollTop = same ? scroll : 0;
  if (focus && document.activeElement?.id !== focus) document.getElementById(focus)?.focus({ preventScroll: true });
}

export function render(app) {
  render_title(app);
  render_panel(app);
  render_no_map(app);
}

/// What only paper shows: the legend, and which maps end early. The credits stand at its foot, once.
export function render_paper(app) {
  fill(document.getElementById('paper'), app.map ? legend_view(app, 'paper-legend', app.state.patterns) : null, partial_panel(app, 'paper-partial'));
}
