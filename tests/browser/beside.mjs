// Who is left behind, how far help is, stretches of roads, tests of the networks: one run, one page, all of it.
import assert from 'node:assert/strict';
import { breaches } from './access.mjs';
import { idle, number_of, pixel_of } from './pages.mjs';
import { csv } from './world.mjs';

const plain = (text) => text.replace(/[\u202f\u00a0]/g, ' ');
const texts = async (page, selector) => (await page.locator(selector).allTextContents()).map(plain);
const sum = (rows, column) => rows.reduce((total, row) => total + Number(row[column]), 0);
const set = (page, patch) => page.evaluate((next) => globalThis.covmap.set(next), patch);

async function left_behind(page, { table }) {
  const rows = table('commune');
  assert.equal(await page.evaluate(() => globalThis.covmap.state.view), 'left');
  assert.equal(number_of(await page.textContent('#left-number strong')), Math.round(sum(rows, 'included_seniors_not')));
  for (const part of ['included', 'any_4g', 'near_help']) {
    const [fragile, all] = await texts(page, `tr[data-part="${part}"] td`);
    for (const [text, attribute] of [[fragile, 'seniors'], [all, 'population']]) {
      const base = `${part}_${attribute}`;
      const unknown = Math.round(sum(rows.filter((row) => row[base + '_not'] !== ''), base + '_unk'));
      assert.ok(text.startsWith(Math.round(sum(rows, base + '_not')).toLocaleString('en')), `${base}: ${text}`);
      assert.equal(Number(/unknown for ([\d,]+)/.exec(text)?.[1].replace(',', '') ?? 0), unknown, base);
    }
  }
  const zones = table('zones_left_behind').filter((row) => row.rank !== '');
  assert.deepEqual(await texts(page, '#panel ol.zones button'), zones.slice(0, 5).map((row) => row.name));
  assert.match(plain(await page.textContent('#left')), /people \(65 and over\).* have no 4G at all and no place of/);
  await page.check('#part-near_help');
  await page.waitForFunction(() => globalThis.covmap.state.indicator === 'near_help');
  assert.equal(await page.evaluate(() => globalThis.covmap.state.view), 'left');
  assert.match(plain(await page.textContent('#left')), /have no place of «Digital help» within 5 km/);
  assert.deepEqual(await breaches(page), []);
}

async function how_far(page, { table }) {
  const code = '00102';
  await page.evaluate((of) => globalThis.covmap.go_code(of), code);
  await page.waitForSelector('.access');
  const row = table('commune').find((item) => item.code === code);
  const section = plain(await page.textContent('.access[data-access="help"]'));
  const told = (km) => (km < 1 ? `${Math.round(km * 1000)} m` : `${Number(km).toFixed(1)} km`);
  for (const figure of ['mean', 'median', 'p90']) assert.ok(section.includes(told(row[`help_${figure}_km`])), `${figure}: ${section}`);
  assert.match(section, new RegExp(`Distance unknown for ${Math.round(row.help_km_unk)} people`));
  const near = table('commune_operators').filter((item) => item.code === code && item.operator === 'help' && item.technology === '2 KM');
  for (const [level, part] of [['covered', 'near'], ['none', 'far'], ['unknown', 'unknown']]) {
    const shown = number_of(plain(await page.textContent(`.access[data-access="help"] [data-km="2"] li[data-part="${part}"]`)).replace(/^\D+/, ''));
    assert.ok(Math.abs(shown - Number(near.find((item) => item.level === level).seniors_pct)) < 0.06, `${part}: ${shown}`);
  }
  assert.equal(await page.locator('.service summary', { hasText: 'KM' }).count(), 0);
}

const tip = (page) => page.waitForFunction(() => { const box = document.getElementById('tip'); return box && !box.hidden && /rank|tests/.test(box.textContent) ? box.textContent : false; }).then((found) => found.jsonValue());

async function point_at(page, lon, lat) {
  const { x, y } = await pixel_of(page, lon, lat);
  await page.mouse.move(x - 30, y - 30);
  await page.mouse.move(x, y);
}

async function stretches(page, { table }) {
  const [first] = table('lines_roads_stretches').filter((row) => row.indicator === 'any_4g');
  const at = [Number(first.lon), Number(first.lat)];
  await set(page, { view: 'indicator', indicator: 'any_4g', tab: 'map', at: null, territory: '' });
  await page.evaluate((center) => globalThis.covmap.map.jumpTo({ center, zoom: 11 }), at);
  await idle(page);
  const drawn = () => page.evaluate(() => globalThis.covmap.map.queryRenderedFeatures({ layers: ['lines-roads'] }).map(({ properties }) => properties.indicator));
  assert.deepEqual([...new Set(await drawn())], ['any_4g']);
  assert.match(plain(await page.textContent('.legend')), /Roads.*stretches: no 4G at all/);
  await point_at(page, ...at);
  assert.equal(plain(await tip(page)), `${first.name} – ${Number(first.length_km).toFixed(1)} km without: 4G from at least one operator; rank 1`);
  await page.evaluate(([lon, lat]) => globalThis.covmap.go_here({ lon, lat }), at);
  await page.waitForSelector('.findings');
  assert.match(plain(await page.textContent('.findings')), /D1 – 6\.0 km without/);
  await set(page, { tab: 'map' });
  await page.uncheck('#show-lines-roads');
  await idle(page);
  assert.deepEqual(await drawn(), []);
}

async function tests_of_networks(page, { table }) {
  const [zone] = table('measurement_tests_zones');
  await page.evaluate(() => globalThis.covmap.map.jumpTo({ center: [-4.2, 46.55], zoom: 9 }));
  await idle(page);
  const at = await page.evaluate(() => {
    const { geometry } = globalThis.covmap.map.queryRenderedFeatures({ layers: ['tests-fill-tests'] })[0];
    const ring = geometry.type === 'Polygon' ? geometry.coordinates[0] : geometry.coordinates[0][0];
    return [0, 1].map((axis) => (Math.min(...ring.map((p) => p[axis])) + Math.max(...ring.map((p) => p[axis]))) / 2);
  });
  await point_at(page, ...at);
  assert.match(plain(await tip(page)), new RegExp(`^${zone.operator_name} \\(4G, data, .*: ${zone.successes} of ${zone.tests} tests succeeded \\(51%\\); required: 75%$`));
  assert.match(plain(await page.textContent('.legend')), /measured: tests contradict the map/);
  const code = '0A022';
  await page.evaluate((of) => globalThis.covmap.go_code(of), code);
  await page.waitForSelector('.tests');
  const section = plain(await page.textContent('.tests'));
  assert.ok(section.indexOf('no random sample') < section.indexOf('Where the operator claims'), 'the caution comes first');
  const judged = table('measurement_tests').filter((row) => row.unit === 'commune' && row.code === code && row.claimed === 'yes' && row.situation === 'outdoors' && row.secret !== 'true');
  assert.ok(judged.length > 0);
  const shown = await page.locator('.tests tbody tr:has([data-verdict])').evaluateAll((lines) => lines.map((line) => [line.querySelector('[data-verdict]').dataset.verdict, ...[...line.querySelectorAll('td')].slice(1).map((cell) => cell.textContent)]));
  assert.deepEqual(shown.map(([verdict, tests, rate]) => [verdict, tests, plain(rate)]), judged.map((row) => [row.verdict, row.tests, percent(row.success_pct) + percent(row.success_lo) + ' to ' + percent(row.success_hi)]));
  assert.deepEqual(await breaches(page), []);
}

/// As the page rounds it: never 100 % while something is missing.
function percent(text) {
  const value = Number(text);
  const rounded = Math.round(value);
  return (rounded >= 100 && value < 100 ? 99 : rounded <= 0 && value > 0 ? 1 : rounded) + '%';
}

async function french_and_narrow(page) {
  await page.setViewportSize({ width: 390, height: 844 });
  await set(page, { view: 'left', indicator: 'included', attribute: 'seniors', tab: 'map', lang: 'fr', at: null, territory: '' });
  await page.evaluate(() => globalThis.covmap.see_all());
  await idle(page);
  assert.match(plain(await page.textContent('#panel')), /Qui est laissé de côté \?.*Les deux à la fois.*Par où commencer/s);
  const over = await page.evaluate(() => [document.documentElement, document.getElementById('panel')].map((box) => box.scrollWidth - box.clientWidth));
  assert.deepEqual(over, [0, 0]);
}

export const claims = [{ name: 'who is left behind, how far help is, stretches and tests are told as the tables have them', at: 'findings', async check(page, world) {
  const told = { table: (name) => csv(`${world.runs.findings}/${name}.csv`) };
  for (const part of [left_behind, how_far, stretches, tests_of_networks, french_and_narrow]) await part(page, told);
} }];
