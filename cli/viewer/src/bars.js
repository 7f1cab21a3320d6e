import { h } from './dom.js';
import { lang, t } from './i18n.js';
import { amount, percent } from './numbers.js';
import { is_of_service, level_text, nature_text, service_key, service_text } from './services.js';

/// Blues, as the printed sheet has them: levels are no shares.
const kColours = ['#123f6e', '#4b81b4', '#98bcdb', '#bfd6ea', '#dce9f4'];

const kUnknown = '#808a93';

function colour_of(level, levels) {
  if (level === 'none') return '#ffffff';
  if (level === 'unknown') return kUnknown;
  return level === 'covered' ? kColours[0] : kColours[Math.min(Math.max(0, levels.indexOf(level)), kColours.length - 1)];
}

function svg(name, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function drawn(parts) {
  const picture = svg('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true', class: 'bar' });
  const whole = parts.reduce((sum, part) => sum + part.value, 0);
  let x = 0;
  for (const { value, colour } of parts) {
    const width = (100 * value) / whole;
    picture.append(svg('rect', { x, y: 0, width, height: 10, fill: colour }));
    x += width;
  }
  return picture;
}

function worded(app, { row, value, share, colour }) {
  const dot = h('span', { class: 'dot', 'aria-hidden': 'true' });
  dot.style.background = colour;
  return h('li', { 'data-level': row.level }, dot, level_text(row.level) + ' ' + percent(share, lang()) + ' (' + amount(app.state, value) + ')');
}

function bar(app, name, rows, levels) {
  const is_area = app.state.measure === 'area';
  const [key, share] = is_area ? ['area_km2', 'area_pct'] : [app.state.attribute, app.state.attribute + '_pct'];
  const order = (level) => (level === 'unknown' ? 99 : level === 'none' ? 98 : levels.indexOf(level));
  const parts = rows.filter((row) => row[key] > 0).sort((a, b) => order(a.level) - order(b.level))
    .map((row) => ({ row, value: row[key], share: row[share], colour: colour_of(row.level, levels) }));
  const nature = nature_text(rows.find((row) => nature_text(row.nature))?.nature);
  return h('li', { class: 'operator', 'data-operator': rows[0].operator }, h('strong', {}, nature ? t('of_nature', { what: name, nature }) : name), drawn(parts),
    h('ul', { class: 'levels' }, parts.length > 0 ? parts.map((part) => worded(app, part)) : h('li', {}, '–')));
}

/// For each service a bar an operator: its levels, best first, then none and unknown. The words say the same.
export function bars(app, rows) {
  if (rows.length === 0) return null;
  const groups = app.page.services.map((service) => {
    const here = rows.filter((row) => is_of_service(row, service));
    if (here.length === 0) return null;
    const items = [...new Set(here.map((row) => row.operator))].map((code) => {
      const mine = here.filter((row) => row.operator === code);
      return bar(app, mine[0].operator_name || code, mine, service.levels);
    });
    return h('details', { open: app.state.service === service_key(service), class: 'service' }, h('summary', {}, service_text(app.page, service)), h('ul', { class: 'operators' }, items));
  });
  return [h('h3', {}, t('by_operator')), groups];
}
