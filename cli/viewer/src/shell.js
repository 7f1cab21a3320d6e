import { fill, h } from './dom.js';
import { colon, lang, said, semicolon, t } from './i18n.js';
import { about_panel, controls_panel, source_text } from './controls.js';
import { here_panel } from './here.js';
import { legend_view } from './legend_view.js';
import { partial_link, partial_panel } from './partial.js';
import { search_form } from './search.js';
import { sheet_panel } from './sheet.js';
import { table_panel } from './table.js';
import { credit_parts, left_title, map_title } from './title.js';
import { zones_panel } from './zones.js';

const kTabs = {
  map: controls_panel, here: (app) => [h('section', { 'aria-labelledby': 'here-title' }, here_panel(app)), sheet_panel(app)],
  zones: zones_panel, table: table_panel, about: about_panel,
};

export const tab_names = Object.keys(kTabs);

function unit_label(app, unit) {
  return said(app.page.units.find((item) => item.unit === unit)?.label);
}

function tab_bar(app) {
  const pick = (name, focus) => (app.set({ tab: name }), focus && document.getElementById('tab-' + name).focus());
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

/// The frame of the page, once and at each change of language. The map's own element stays.
export function build_shell(app, root) {
  app.map_box ??= h('div', { id: 'map' });
  const other = lang() === 'fr' ? 'en' : 'fr';
  fill(root,
    skip('panel', t('skip_panel')), skip('map', t('skip_map')),
    h('header', {}, h('h1', {}, t('heading', { name: app.page.name })), search_form(app, (unit) => unit_label(app, unit)),
      h('button', { type: 'button', id: 'language', lang: other, onclick: () => app.set({ lang: other }) }, t('other_language'))),
    h('main', {},
      h('section', { class: 'side', 'aria-label': t('panel') }, tab_bar(app), h('div', { id: 'panel', role: 'tabpanel', tabindex: '0' })),
      h('section', { class: 'view', 'aria-label': t('map') }, h('div', { id: 'title' }, h('p', { id: 'what' }), h('p', { id: 'left' }), partial_link(app)), app.map_box,
        h('div', { id: 'cross', 'aria-hidden': 'true' }), h('div', { id: 'tip', 'aria-hidden': 'true' }))),
    h('div', { id: 'paper' }),
    h('footer', { id: 'credits' }),
    h('div', { id: 'status', role: 'status', 'aria-live': 'polite', class: 'unseen' }));
}

function render_credits(app) {
  const { note, ...rest } = credit_parts(app);
  fill(document.getElementById('credits'), h('strong', {}, note), Object.values(rest).filter(Boolean).map((text) => ' · ' + text));
}

/// In place of a map that cannot be drawn: why, and what remains.
function render_no_map(app) {
  if (app.no_map) fill(app.map_box, h('p', { class: 'no-map', tabindex: '-1' }, t(app.no_map)));
}

export function render_title(app) {
  document.getElementById('what').textContent = map_title(app);
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
  render_credits(app);
  render_no_map(app);
}

/// What only paper shows: the legend and the credits in words.
export function render_paper(app) {
  const parts = Object.values(credit_parts(app)).filter(Boolean).join(semicolon());
  fill(document.getElementById('paper'), app.map ? legend_view(app, 'paper-legend', true) : null, partial_panel(app, 'paper-partial'), h('p', {}, parts), h('p', {}, t('about') + colon() + (app.page.sources ?? []).map(source_text).join(semicolon())));
}
