import { h } from './dom.js';
import { lang, said, t } from './i18n.js';
import { decimal, percent } from './numbers.js';
import { swatch } from './patterns.js';
import { level_text, service_text } from './services.js';
import { shade } from './theme.js';

/// «4G, data, good (BC) or better»
export function offer_of(page, row) {
  const level = row.level ? t('level_least', { level: level_text(row.level) }) : '';
  return [service_text(page, { kind: 'mobile', vintage: '', ...row }), level].filter(Boolean).join(', ');
}

const operator_of = (row) => row.operator_name || row.operator || '–';

function verdict(page, row) {
  const word = t('verdict_' + (row.verdict || 'none'));
  const mark = row.verdict === 'does_not_hold' ? [swatch('measured', shade(page.legend.measured), true, { clear: true }), ' '] : null;
  const more = [row.tests_needed > 0 && t('verdict_needed', { n: decimal(row.tests_needed, 0, lang()) }), row.required_pct !== null && t('verdict_required', { n: percent(row.required_pct, lang(), 0) })].filter(Boolean);
  return h('td', { class: 'verdict', 'data-verdict': row.verdict }, mark, row.verdict === 'holds' || row.verdict === 'does_not_hold' ? h('strong', {}, word) : word, more.map((text) => h('span', { class: 'range' }, text)));
}

function rate(row) {
  if (row.success_pct === null) return h('td', {}, '–');
  const interval = row.success_lo === null ? '' : t('tests_interval', { lo: percent(row.success_lo, lang(), 0), hi: percent(row.success_hi, lang(), 0) });
  return h('td', {}, percent(row.success_pct, lang(), 0), h('span', { class: 'range' }, interval));
}

function claimed_row(page, row) {
  const head = h('th', { scope: 'row' }, operator_of(row), h('span', { class: 'range' }, offer_of(page, row)));
  if (row.secret) return h('tr', {}, head, h('td', { colspan: '3' }, t('tests_hidden')));
  return h('tr', {}, head, verdict(page, row), h('td', {}, decimal(row.tests, 0, lang())), rate(row));
}

/// Tests that succeed where nothing is claimed: what the map leaves out.
function elsewhere(page, rows) {
  const told = rows.filter((row) => row.claimed === 'no' && !row.secret && row.successes !== null);
  const groups = new Map();
  for (const row of told) {
    const key = operator_of(row) + '\n' + offer_of(page, row);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((list) => {
    const sum = (key) => list.reduce((total, row) => total + row[key], 0);
    return h('p', {}, t('tests_elsewhere', { operator: operator_of(list[0]), offer: offer_of(page, list[0]), n: decimal(sum('successes'), 0, lang()), all: decimal(sum('tests'), 0, lang()) }));
  });
}

function measurement(app, entry, rows) {
  const { page } = app;
  const mine = rows.filter((row) => (row.claimed === 'yes' && row.situation === entry.situation) || row.claimed === '');
  const heads = ['', 'tests_verdict', 'tests_count', 'tests_rate'].map((key) => (key ? h('th', { scope: 'col' }, t(key)) : h('td', {})));
  const table = h('table', { class: 'figures' }, h('caption', {}, t('tests_claimed')), h('thead', {}, h('tr', {}, heads)), h('tbody', {}, mine.map((row) => claimed_row(page, row))));
  return h('section', { class: 'tests', 'data-tests': entry.name }, h('h3', {}, t('tests_title', { label: said(entry.label) })), h('p', { class: 'caution' }, t('tests_caution')),
    mine.length > 0 ? table : h('p', {}, t('tests_none')), elsewhere(page, rows), h('p', { class: 'note' }, said(entry.note)));
}

/// What tests say of the claims in a commune: the verdict, how many tests, the rate and its interval.
export function sheet_tests(app, tests) {
  return (app.page.measurements ?? []).map((entry) => measurement(app, entry, tests.get(entry.table) ?? []));
}
