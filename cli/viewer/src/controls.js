import { checkbox, h, select } from './dom.js';
import { colon, said, t } from './i18n.js';
import { legend_view } from './legend_view.js';
import { other_run } from './compare.js';
import { partial_panel } from './partial.js';
import { quality_panel } from './quality.js';
import { find_service, level_text, service_key, service_text } from './services.js';
import { shows_indicator, views_of } from './state.js';
import { credit_parts, indicator_of } from './title.js';
import { fly_to_box } from './view.js';

function view_choice(app) {
  const { page, state } = app;
  const labels = { indicator: () => t('view_indicator'), left: () => t('view_left'), operator: () => t('view_operator'), compare: () => t('view_compare', { name: other_run(page) }) };
  const options = views_of(page).map((view) => ({ value: view, label: labels[view]() }));
  return options.length < 2 ? null : select('view', t('view'), options, state.view, (view) => app.set(view === 'left' ? { view, indicator: page.left_behind.both, attribute: page.left_behind.attribute } : { view }));
}

/// In the groups of the run, where there is more than one.
function grouped(indicators) {
  const many = new Set(indicators.map((item) => said(item.group))).size > 1;
  const order = many ? [...new Set(indicators.map((item) => said(item.group)))] : [''];
  return order.flatMap((group) => indicators.filter((item) => !many || said(item.group) === group).map((item) => ({ value: item.name, label: said(item.label), group })));
}

function indicator_question(app) {
  const { page, state } = app;
  const definition = said(indicator_of(app)?.definition);
  return [
    page.indicators.length > 0 ? select('indicator', t('indicator'), grouped(page.indicators), state.indicator, (value) => app.set({ indicator: value })) : null,
    definition ? h('details', { class: 'note' }, h('summary', {}, t('definition')), h('p', {}, definition)) : null,
  ];
}

function operator_question(app) {
  const { page, state } = app;
  const service = find_service(page, state.service);
  const levels = [{ value: '', label: t('level_any') }, ...service.levels.map((level) => ({ value: level, label: t('level_least', { level: level_text(level) }) }))];
  return [
    select('operator', t('operator'), page.operators.map((item) => ({ value: item.code, label: item.name || item.code })), state.operator, (operator) => app.set({ operator })),
    select('service', t('service'), page.services.map((item) => ({ value: service_key(item), label: service_text(page, item) })), state.service, (value) => app.set({ service: value, level: '' })),
    levels.length > 1 ? select('level', t('level'), levels, state.level, (level) => app.set({ level })) : null,
  ];
}

function measure_choice(app) {
  const { page, state } = app;
  const options = page.attributes.map((item) => ({ value: item.name, label: said(item.label) }));
  if (state.view === 'left') return select('measure', t('measure'), options, state.attribute, (attribute) => app.set({ attribute }));
  const value = state.measure === 'area' ? '' : state.attribute;
  const change = (chosen) => app.set(chosen === '' ? { measure: 'area' } : { measure: 'people', attribute: chosen });
  return select('measure', t('measure'), [...options, { value: '', label: t('measure_area') }], value, change);
}

function switches(app, key, entries) {
  const { state } = app;
  const flip = (name, on) => {
    const rest = state[key].filter((item) => item !== name);
    const present = key === 'show' ? on : !on;
    app.set({ [key]: present ? [...rest, name] : rest });
  };
  return entries.map(({ name, label }) => {
    const on = key === 'show' ? state.show.includes(name) : !state.off.includes(name);
    return checkbox(key + '-' + name.replace(':', '-'), label, on, (checked) => flip(name, checked));
  });
}

function states(app) {
  const { view } = app.state;
  if (view === 'compare') return null;
  const entries = ['served', 'white', 'grey', 'unknown'].map((name) => ({ name, label: t('state_' + name) }));
  return h('fieldset', {}, h('legend', {}, t('states')), switches(app, 'off', entries), h('p', { class: 'note' }, t(view === 'operator' ? 'states_note_operator' : 'states_note')));
}

/// Shares as colours, or numbers as circles: one of them, for both at once say nothing.
function how_choice(app) {
  const { page, state } = app;
  const current = state.show.includes('circles') ? 'circles' : state.show.includes('areas') ? 'areas' : 'none';
  const names = ['areas', shows_indicator(state) && page.indicators.length > 0 && state.measure === 'people' && 'circles', 'none'].filter(Boolean);
  const pick = (name) => app.set({ show: [...(name === 'none' ? [] : [name]), ...state.show.filter((item) => !['areas', 'circles'].includes(item))] });
  return select('how', t('how'), names.map((name) => ({ value: name, label: t('how_' + name) })), current, pick);
}

/// Parts of the run that lie far from the first view.
function elsewhere(app) {
  const parts = app.page.elsewhere ?? [];
  if (!app.map || parts.length === 0) return null;
  const go = (part) => { fly_to_box(app.map, part.box); app.tell(said(part.name)); };
  return h('p', { class: 'elsewhere' }, t('elsewhere') + colon(), parts.map((part, index) => [index > 0 ? ' ' : '', h('button', { type: 'button', class: 'small', onclick: () => go(part) }, said(part.name))]));
}

function display(app) {
  const { page, state } = app;
  const held = (layer) => app.tiles.vector_layers.some((item) => item.id === layer);
  const entries = [
    held('coverage') && state.view !== 'compare' && { name: 'squares', label: t('show_squares') }, page.zones.length > 0 && { name: 'zones', label: t('show_zones') },
    ...(page.lines ?? []).filter(({ layer }) => held(layer)).map((lines) => ({ name: 'lines:' + lines.name, label: t('show_stretches', { label: said(lines.label) }) })),
    ...(page.measurements ?? []).filter(({ layer, zones }) => zones > 0 && held(layer)).map((tests) => ({ name: 'tests:' + tests.name, label: t('show_tests', { label: said(tests.label) }) })),
    ...page.places.map((place) => ({ name: 'place:' + place.name, label: said(place.label) })), page.sites && { name: 'sites', label: t('show_sites') },
  ];
  return [
    h('fieldset', {}, h('legend', {}, t('show')), how_choice(app), switches(app, 'show', entries.filter(Boolean))), states(app),
    checkbox('patterns', t('patterns'), state.patterns, (patterns) => app.set({ patterns })),
  ];
}

function question(app) {
  if (app.state.view === 'left') return app.beside?.left_question(app) ?? h('p', {}, t('loading'));
  return app.state.view === 'operator' ? operator_question(app) : indicator_question(app);
}

/// What the map shows, its legend, and what can be done with it.
export function controls_panel(app) {
  return [
    h('h2', { id: 'map-title', tabindex: '-1', class: 'unseen' }, t('settings')), question(app), app.map ? legend_view(app) : null,
    view_choice(app), measure_choice(app), elsewhere(app), app.map ? display(app) : null,
    h('p', { class: 'actions' }, h('button', { type: 'button', id: 'copy-link', onclick: () => app.copy_link() }, t('copy_link')), ' ',
      h('button', { type: 'button', id: 'print', onclick: () => app.print().catch(app.fail) }, t('print')), ' ',
      app.map ? h('button', { type: 'button', id: 'reset', onclick: () => app.see_all() }, t('reset')) : null),
  ];
}

const source_text = (source) => [source.title, source.publisher, source.date, source.licence].filter(Boolean).join(', ');

/// Only addresses of the web become links; others are told.
function address(url) {
  return /^https?:\/\//i.test(url) ? h('a', { href: url, rel: 'noreferrer' }, url) : url;
}

/// Date and population, which a narrow page has no room for at its foot.
function credits(app) {
  const { date, population, basemap } = credit_parts(app);
  return h('p', {}, [date, population, basemap].filter(Boolean).join(' · '));
}

export function about_panel(app) {
  const { page } = app;
  return [
    h('h2', { id: 'about-title', tabindex: '-1' }, t('about')), h('p', {}, said(page.note)), h('p', {}, said(page.title)), credits(app), partial_panel(app), h('ul', {}, (page.sources ?? []).map((source) => h('li', {}, source_text(source), source.url ? [' ', address(source.url)] : null))),
    h('h3', {}, t('indicators')), h('dl', {}, page.indicators.map((item) => [h('dt', {}, said(item.label)), h('dd', {}, said(item.definition))])), quality_panel(app),
    h('p', {}, h('a', { href: './licences.txt' }, t('licences'))),
  ];
}
