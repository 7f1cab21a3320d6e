import { h } from './dom.js';
import { lang, said, t } from './i18n.js';
import { people, percent, square_km } from './numbers.js';

const kColours = ['#fde725', '#4ac16d', '#277f8e', '#365c8d', '#46327e', '#5b3a78', '#6e4a8e'];

export function level_name(level) {
  if (level === 'none') return t('level_none');
  if (level === 'unknown') return t('level_unknown');
  return level === 'covered' ? t('level_covered') : level;
}

function colour_of(level, levels, legend) {
  if (level === 'none') return '#ffffff';
  if (level === 'unknown') return legend.unknown;
  return kColours[Math.max(0, levels.indexOf(level)) % kColours.length];
}

function bar(app, name, rows, levels) {
  const key = app.state.measure === 'area' ? 'area_km2' : app.state.attribute;
  const whole = rows.reduce((sum, row) => sum + (row[key] ?? 0), 0);
  const order = (row) => (row.level === 'unknown' ? 99 : row.level === 'none' ? 98 : levels.indexOf(row.level));
  const sorted = [...rows].sort((a, b) => order(a) - order(b)).filter((row) => (row[key] ?? 0) > 0);
  let x = 0;
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [name_, value] of [['viewBox', '0 0 100 10'], ['preserveAspectRatio', 'none'], ['aria-hidden', 'true'], ['class', 'bar']]) svg.setAttribute(name_, value);
  for (const row of sorted) {
    const part = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    const width = (100 * row[key]) / whole;
    for (const [name_, value] of [['x', x], ['y', 0], ['width', width], ['height', 10], ['fill', colour_of(row.level, levels, app.page.legend)]]) part.setAttribute(name_, value);
    svg.append(part);
    x += width;
  }
  const share = (row) => row[app.state.measure === 'area' ? 'area_pct' : key + '_pct'];
  const value = (row) => (app.state.measure === 'area' ? square_km(row[key], lang()) : people(row[key], lang()));
  const words = sorted.map((row) => h('li', { 'data-level': row.level }, h('span', { class: 'dot level-' + (row.level === 'none' ? 'none' : 'some'), 'aria-hidden': 'true' }), level_name(row.level) + ' ' + percent(share(row), lang()) + ' (' + value(row) + ')'));
  words.forEach((item, index) => { item.firstChild.style.background = colour_of(sorted[index].level, levels, app.page.legend); });
  return h('li', { class: 'operator', 'data-operator': rows[0].operator }, h('strong', {}, name), svg, h('ul', { class: 'levels' }, words.length > 0 ? words : h('li', {}, '–')));
}

/// For each technology and service, a bar an operator: its levels, best first, then none and unknown. The words say the same.
export function bars(app, rows) {
  if (rows.length === 0) return null;
  const groups = app.page.services.map((service) => {
    const here = rows.filter((row) => row.technology === service.technology && row.service === service.service);
    if (here.length === 0) return null;
    const operators = [...new Set(here.map((row) => row.operator))];
    const what = service.technology + ' – ' + (service.service === 'voice' || service.service === 'data' ? t(service.service) : said(service.service));
    const current = app.state.service === service.technology + ' ' + service.service;
    return h('details', { open: current, class: 'service' }, h('summary', {}, what),
      h('ul', { class: 'operators' }, operators.map((code) => {
        const mine = here.filter((row) => row.operator === code);
        return bar(app, mine[0].operator_name || code, mine, service.levels);
      })));
  });
  return [h('h3', {}, t('by_operator')), groups];
}
