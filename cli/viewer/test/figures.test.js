import assert from 'node:assert/strict';
import { test } from 'node:test';
import { change_of, changes_of, judged_change } from '../src/compare.js';
import { honest_share, operator_figure } from '../src/figures.js';
import { service_key, service_text } from '../src/services.js';
import { sums_of, without_note } from '../src/title.js';

const service = (kind, vintage) => ({ technology: '4G', service: 'data', kind, vintage, levels: ['TBC', 'BC', 'CL'] });
const page = { services: [service('mobile', '2024'), service('mobile', '2023'), service('fixed', '2024')] };
const state = { service: service_key(page.services[0]), operator: '1', measure: 'people', attribute: 'population', level: '' };
const row = (level, population, kind = 'mobile', vintage = '2024') => ({ technology: '4G', service: 'data', kind, vintage, operator: '1', level, population, nature: 'claimed' });
const commune = { population: 100 };

test('an operator covers by any of its levels, or from the one asked for', () => {
  const rows = [row('TBC', 60), row('CL', 20), row('none', 15), row('unknown', 5)];
  const any = operator_figure(rows, page, state, commune);
  assert.deepEqual([any.whole, any.meets, any.not, any.unknown, any.share], [100, 80, 15, 5, 80]);
  const good = operator_figure(rows, page, { ...state, level: 'BC' }, commune);
  assert.deepEqual([good.meets, good.not, good.share], [60, 35, 60]);
});

test('another vintage and fixed lines are not counted in', () => {
  const rows = [row('TBC', 60), row('none', 40), row('TBC', 10, 'mobile', '2023'), row('none', 90, 'mobile', '2023'), row('TBC', 100, 'fixed')];
  const shares = page.services.map((item) => operator_figure(rows, page, { ...state, service: service_key(item) }, commune).share);
  assert.deepEqual(shares, [60, 10, 100]);
});

test('rows without kind and vintage belong to the one service there is', () => {
  const bare = { technology: '4G', service: 'data', operator: '1', level: 'TBC', population: 30 };
  assert.equal(operator_figure([bare], { services: [service('mobile', '')] }, { ...state, service: '4G data' }, commune).meets, 30);
});

test('an operator without rows serves nobody, as the parents count it; without people nothing is known', () => {
  const none = operator_figure([], page, state, commune);
  assert.deepEqual([none.whole, none.meets, none.not, none.unknown, none.share], [100, 0, 100, 0, 0]);
  assert.equal(operator_figure([], page, state, { population: null }).not, null);
});

test('kind and vintage are told only where two services would read alike', () => {
  assert.deepEqual(page.services.map((item) => service_text(page, item)), ['4G, internet, réseau mobile, 2024', '4G, internet, réseau mobile, 2023', '4G, internet, réseau fixe, 2024']);
  assert.equal(service_text({ services: [page.services[0]] }, page.services[0]), '4G, internet');
});

test('a share computed here keeps the rule of the tables', () => {
  assert.equal(honest_share(9999.999, 10000), 99.99);
  assert.equal(honest_share(0.001, 10000), 0.01);
  assert.equal(honest_share(0, 10), 0);
  assert.equal(honest_share(10, 10), 100);
});

test('what is not known is no zero in the title', () => {
  const figures = [{ whole: 10, not: 3, unknown: 1 }, { whole: 5, not: 0, unknown: 0 }, { whole: null, not: null, unknown: null }];
  assert.deepEqual(sums_of(figures.map((figure) => ({ figure })), false), { left: 3, places: 1, unknown: 1, whole: 15, untold: 1 });
});

test('a rise is a loss where low is good', () => {
  const changed = { figure: { share: 30, meets: 30 }, before: { share: 20.5, meets: 20 } };
  assert.equal(change_of(changed), 9.5);
  const both = (low_is_good) => { const { gained, lost } = changes_of(changed, low_is_good); return [gained, lost]; };
  assert.deepEqual(both(false), [10, 0]);
  assert.deepEqual(both(true), [0, 10]);
  assert.equal(changes_of({ figure: { meets: 3, share: 1 }, before: null }, false), null);
});

// [met, unknown] of 100 people before and now; gained, lost, newly and no longer known. As tests/measure/compare has it for losses.
const kTurns = [
  [[20, 0], [30, 0], [10, 0, 0, 0]], [[0, 60], [60, 0], [0, 0, 60, 0]], [[0, 60], [0, 0], [0, 0, 60, 0]], [[10, 60], [90, 0], [20, 0, 60, 0]],
  [[60, 0], [0, 60], [0, 0, 0, 60]], [[60, 0], [0, 40], [0, 20, 0, 40]], [[30, 20], [20, 0], [0, 10, 20, 0]],
];

test('from unknown to known and back is neither gain nor loss', () => {
  for (const [[met, unk], [now, still], expected] of kTurns) {
    const figure = (meets, unknown) => ({ whole: 100, meets, unknown, share: meets });
    const row = { figure: figure(now, still), before: figure(met, unk) };
    assert.deepEqual(Object.values(changes_of(row, false)), expected, `${met} ${unk} to ${now} ${still}`);
    assert.equal(judged_change(row), expected[0] - expected[1], `${met} ${unk} to ${now} ${still} in points`);
  }
});

test('decimals that do not add up are no gain', () => {
  const row = { figure: { meets: 0.3, unknown: 0 }, before: { meets: 0.1, unknown: 0.2 } };
  assert.deepEqual(Object.values(changes_of(row, false)), [0, 0, 0.2, 0]);
  const shares = { figure: { share: 33.34, known: 100 }, before: { share: 20.01, known: 86.66 } };
  assert.equal(judged_change(shares), 0);
  assert.equal(judged_change({ figure: { share: 50.01, known: 100 }, before: { share: 50, known: 100 } }), 0.01);
});

test('the note is said once, also where nothing follows it', () => {
  const notes = ['Selon les opérateurs (non mesurée)', 'As claimed'];
  assert.equal(without_note('Selon les opérateurs (non mesurée). IGN, 2024', notes), 'IGN, 2024');
  assert.equal(without_note('Selon les opérateurs (non mesurée)', notes), '');
  assert.equal(without_note('IGN', notes), 'IGN');
});
