import { h } from './dom.js';
import { show } from './dress.js';
import { lang, said, t } from './i18n.js';
import { line } from './legend_view.js';
import { decimal, percent } from './numbers.js';
import { swatch } from './patterns.js';
import { ground, shade } from './theme.js';
import { offer_of } from './tests.js';

const kAround = 4;  // pixels

/// «D1, départementale – 6.0 km without: 4G from at least one operator; rank 1»
export function stretch_text(page, lines, found) {
  const indicator = page.indicators.find((item) => item.name === found.indicator);
  const name = [found.name || said(lines.label), found.class].filter(Boolean).join(', ');
  return t('stretch', { name, km: decimal(found.length_km, 1, lang()) + '\u00a0km', label: said(indicator?.label) || found.indicator, rank: decimal(found.rank, 0, lang()) });
}

export function contradiction_text(page, found) {
  return t('contradiction', { operator: found.operator_name || found.operator, offer: offer_of(page, { level: '', service: '', ...found }), n: decimal(found.successes, 0, lang()), all: decimal(found.tests, 0, lang()),
    share: percent(found.success_pct, lang(), 0), required: percent(found.required_pct, lang(), 0) });
}

/// The stretch or the contradiction under the pointer; empty where there is none.
export function tip_of({ map, page }, { x, y }) {
  const around = [[x - kAround, y - kAround], [x + kAround, y + kAround]];
  const first = (id) => (map.getLayer(id) ? map.queryRenderedFeatures(around, { layers: [id] })[0]?.properties : undefined);
  for (const lines of page.lines ?? []) {
    const found = first('lines-' + lines.name);
    if (found) return stretch_text(page, lines, found);
  }
  for (const { name } of page.measurements ?? []) {
    const found = first('tests-fill-' + name) ?? first('tests-point-' + name);
    if (found) return contradiction_text(page, found);
  }
  return '';
}

/// The same at the place that the panel tells of, for those without a pointer.
export function findings_here({ page }, found) {
  const row = (head, text) => h('tr', {}, h('th', { scope: 'row' }, head), h('td', {}, text));
  const stretches = (page.lines ?? []).flatMap((lines) => (found.lines[lines.name] ?? []).map((item) => row(t('stretch_here'), stretch_text(page, lines, item))));
  const tests = (page.measurements ?? []).flatMap(({ name }) => (found.tests[name] ?? []).map((item) => row(t('contradiction_here'), contradiction_text(page, item))));
  return stretches.length + tests.length === 0 ? null : h('table', { class: 'findings' }, h('tbody', {}, stretches, tests));
}

/// The stretches that the map shows of lines: of the indicator in view; of an operator, of one that asks for it alone. Empty: none.
export function shown_stretches({ page, state }, lines) {
  if (!state.show.includes('lines:' + lines.name) || state.view === 'compare') return '';
  if (state.view !== 'operator') return lines.fails.includes(state.indicator) ? state.indicator : '';
  return page.indicators.find((item) => lines.fails.includes(item.name) && item.of.join() === state.operator)?.name ?? '';
}

const kNearZoom = 9;
const kLongest = 100;

/// What was found beside the people: stretches of lines without, and where tests contradict the map.
export function dress_findings(app) {
  const { map, state, page } = app;
  for (const lines of page.lines ?? []) {
    const indicator = shown_stretches(app, lines);
    const near = ['any', ['>=', ['zoom'], kNearZoom], ['<=', ['get', 'rank'], kLongest]];
    for (const [id, colour] of [['lines-case-' + lines.name, ground().case], ['lines-' + lines.name, shade(page.legend.zone_white)]]) {
      if (!map.getLayer(id)) continue;
      show(map, id, indicator !== '');
      map.setFilter(id, ['all', ['==', ['get', 'indicator'], indicator], near]);
      map.setPaintProperty(id, 'line-color', colour);
    }
  }
  for (const { name } of page.measurements ?? []) {
    const colour = shade(page.legend.measured);
    const paint = { fill: { 'fill-pattern': 'class-measured' }, line: { 'line-color': colour }, point: { 'circle-color': colour, 'circle-stroke-color': ground().case } };
    for (const [part, kind] of Object.entries({ fill: 'Polygon', line: 'Polygon', point: 'Point' })) {
      const id = 'tests-' + part + '-' + name;
      if (!map.getLayer(id)) continue;
      show(map, id, state.show.includes('tests:' + name) && state.view !== 'compare');
      map.setFilter(id, ['all', ['==', ['geometry-type'], kind], ...(state.view === 'operator' ? [['==', ['get', 'operator'], state.operator]] : [])]);
      for (const [key, value] of Object.entries(paint[part])) map.setPaintProperty(id, key, value);
    }
  }
}

function stroke(colour) {
  const mark = h('span', { class: 'mark stroke', 'aria-hidden': 'true' });
  mark.style.background = colour;
  return mark;
}

/// Stretches of lines: what they lack; a word where none are asked of what is in view.
function stretches(app) {
  const { page, state } = app;
  return (page.lines ?? []).filter(({ name }) => state.show.includes('lines:' + name) && state.view !== 'compare').map((lines) => {
    const asked = page.indicators.find((item) => item.name === shown_stretches(app, lines));
    const words = asked ? t('stretches_without', { lack: said(asked.label_not) || said(asked.label) }) : '';
    const far = asked && app.map.getZoom() < 9 && lines.rows > kLongest ? h('li', { class: 'note' }, t('stretches_far')) : null;
    return [h('li', { class: 'head' }, said(lines.label)), asked ? line(stroke(shade(page.legend.zone_white)), words) : h('li', { class: 'note' }, t('stretches_none')), far];
  });
}

/// Where tests contradict the map: a colour and a hatch that nothing claimed has.
function tests(app) {
  const { page, state } = app;
  const shown = (page.measurements ?? []).filter(({ name, zones }) => zones > 0 && state.show.includes('tests:' + name) && state.view !== 'compare');
  return shown.map(({ label }) => [h('li', { class: 'head' }, said(label)), line(swatch('measured', shade(page.legend.measured), true, { clear: true }), said(page.legend.measured.label))]);
}

/// What the legend says of stretches and tests.
export const findings_legend = (app) => [stretches(app), tests(app)];
