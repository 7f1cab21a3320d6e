// That the figures are right: what is unknown, kept back, in view, of which vintage, gained or lost.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { colours_at, idle, number_of } from './pages.mjs';
import { csv } from './world.mjs';

const plain = (text) => text.replace(/[\u202f\u00a0]/g, ' ');
const title = async (page) => plain(await page.textContent('#left'));

/// What an operator covers of a commune by the rows of the run's own table.
function covered(rows, code, vintage) {
  const mine = rows.filter((row) => row.code === code && row.vintage === vintage && row.technology === '4G' && !['none', 'unknown'].includes(row.level));
  return mine.reduce((sum, row) => sum + Number(row.population_pct), 0);
}

export const claims = [
  { name: 'a run that asks nothing opens on its operators, without parents, zones and CSVs', at: 'bare', async check(page) {
    assert.equal(await page.evaluate(() => globalThis.covmap.state.view), 'operator');
    assert.match(await title(page), /^According to the operator, [\d,]+ people have nothing from .* \(4G, data\), in \d+ communes/);
    await page.fill('#search', 'Saint-Ys');
    await page.press('#search', 'Enter');
    await page.waitForSelector('#sheet-title');
    assert.equal(await page.locator('.service').count(), 1);
    await page.click('#tab-zones');
    assert.match(await page.textContent('#panel'), /No zone/);
  } },
  { name: 'two vintages are two services, and none is counted twice', at: 'twice', link: '#view=operator&tab=table&service=4G%20data%202023', async check(page, world) {
    const rows = csv(world.runs.twice + '/commune_operators.csv');
    for (const vintage of ['2023', '2024']) {
      await page.evaluate((service) => globalThis.covmap.set({ service }), '4G data ' + vintage);
      await page.waitForFunction((word) => document.querySelector('#figures caption').textContent.includes(word), vintage);
      for (const code of ['0A013', '0A002', '00102']) {
        const shown = number_of(await page.textContent(`#figures tr[data-code="${code}"] td:last-child`));
        assert.ok(Math.abs((shown ?? 0) - covered(rows, code, vintage)) < 0.11, `${code} ${vintage}: ${shown}`);
      }
    }
    await page.evaluate(() => globalThis.covmap.set({ service: '4G data 2023' }));
    await page.waitForFunction(() => document.querySelector('#what').textContent.includes('modelled'));
  } },
  { name: 'squares of few people are kept back: neither empty nor 0', at: 'twice', link: '#show=squares&map=12/46.55/-4.2', async check(page) {
    const place = await page.evaluate(() => {
      const { map } = globalThis.covmap;
      const middle = (ring) => [0, 1].map((axis) => (Math.min(...ring.map((p) => p[axis])) + Math.max(...ring.map((p) => p[axis]))) / 2);
      for (const layer of map.getStyle().layers) if (layer.type === 'symbol' || layer.type === 'line') map.setLayoutProperty(layer.id, 'visibility', 'none');
      const all = map.querySourceFeatures('run', { sourceLayer: 'coverage', filter: ['==', ['get', 'secret'], true] }).map((feature) => middle(feature.geometry.coordinates[0]));
      const bounds = map.getBounds();
      return all.find(([lon, lat]) => lon > bounds.getWest() + 0.02 && lon < bounds.getEast() - 0.02 && lat > bounds.getSouth() + 0.02 && lat < bounds.getNorth() - 0.04);
    });
    await idle(page);
    assert.deepEqual(await colours_at(page, [place]), ['#d8c9b2']);
    await page.evaluate(([lon, lat]) => globalThis.covmap.go_here({ lon, lat }), place);
    await page.waitForSelector('#sheet-title');
    assert.match(await page.textContent('#panel'), /in this square: kept back/);
  } },
  { name: 'the title says when the map shows a part, and counts all when it shows everything', async check(page) {
    assert.doesNotMatch(await title(page), /dans cette vue/i);
    const whole = await page.evaluate(() => globalThis.covmap.rows.length);
    assert.equal(whole, await page.evaluate(() => globalThis.covmap.territories.get('commune').length));
    await page.evaluate(() => globalThis.covmap.map.jumpTo({ center: [-4.2, 46.55], zoom: 12 }));
    await page.waitForFunction(() => /Dans cette vue/.test(document.querySelector('#left').textContent));
    await page.click('#reset');
    await page.waitForFunction(() => !/Dans cette vue/.test(document.querySelector('#left').textContent));
  } },
  { name: 'where nothing is known the title says unknown, not nobody', link: '#tab=table', async check(page, world) {
    const unknown = world.commune.find((row) => row.population === '');
    await page.evaluate((code) => { const { map, territories } = globalThis.covmap; const place = territories.get('commune').find((item) => item.code === code); map.jumpTo({ center: [place.lon, place.lat], zoom: 16 }); }, unknown.code);
    await page.waitForFunction(() => globalThis.covmap.rows.length === 1);
    assert.match(await title(page), new RegExp(`: aucun chiffre pour ${unknown.name}$`));
  } },
  { name: 'the comparison is net, says against which run, and a rise of what is bad is a loss', at: 'compare', link: '#view=compare&indicator=nobody_4g&tab=table', async check(page, world) {
    const before = new Map(csv(world.runs.before + '/commune.csv').map((row) => [row.code, row]));
    const same_unknown = (item) => item.nobody_4g_population_unk === before.get(item.code).nobody_4g_population_unk;
    const row = world.commune.find((item) => Number(item.nobody_4g_population) < Number(before.get(item.code).nobody_4g_population) && same_unknown(item));
    const cells = (await page.locator(`#figures tr[data-code="${row.code}"] td`).allTextContents()).map(number_of);
    assert.ok(cells[2] < 0 && cells[3] > 0 && cells[4] === 0, cells.join());
    assert.match(await title(page), /^Net, par commune : \+[\d ]+ gagnés et 0 perdus par rapport à brume-2025 \(\d+ \S+ \d{4}\)/);
    await page.evaluate(() => globalThis.covmap.map.zoomTo(4, { animate: false }));
    await page.waitForFunction(() => /par (?!commune)/.test(document.querySelector('#left').textContent));
  } },
  { name: 'how many an operator leaves is the same at every scale, also where it has no market', link: '#view=operator&operator=99904&service=4G%20data', async check(page) {
    const people = async () => [...(await title(page)).matchAll(/([\d ]+) personnes/g)].map((match) => Number(match[1].replaceAll(' ', '')));
    const by_commune = await people();
    assert.ok(by_commune.length > 0);
    await page.evaluate(() => globalThis.covmap.map.zoomTo(4, { animate: false }));
    await page.waitForFunction(() => globalThis.covmap.unit !== 'commune' && !/commune/.test(document.querySelector('#left').textContent));
    assert.deepEqual(await people(), by_commune);
  } },
  { name: 'from unknown to known is neither gain nor loss: not in the title, the table, the colour', at: 'compare', link: '#view=compare&indicator=any_4g&tab=table', async check(page, world) {
    const before = new Map(csv(world.runs.before + '/commune.csv').map((row) => [row.code, row]));
    const told = world.commune.filter((row) => row.population !== '');
    const newly = (row) => Math.max(0, Number(before.get(row.code).any_4g_population_unk) - Number(row.any_4g_population_unk));
    const row = told.find((item) => 2 * Number(before.get(item.code).any_4g_population_unk) > Number(item.population) && newly(item) > 0.9 * Number(item.any_4g_population));
    const cells = (await page.locator(`#figures tr[data-code="${row.code}"] td`).allTextContents()).map(number_of);
    assert.equal(cells[3], 0);
    assert.ok(Math.abs(cells[5] - newly(row)) <= 1 && cells[5] > 0);
    const sum = Math.round(told.reduce((total, item) => total + newly(item), 0));
    assert.match(await title(page), new RegExp(`désormais connu pour ${sum}$`));
    assert.equal(await page.evaluate((code) => globalThis.covmap.row_of.get(code).step, row.code), 'newly_known');
    await page.click('#tab-map');
    assert.match(await page.textContent('.legend'), /inconnu avant, connu maintenant/);
  } },
  { name: 'where the market has changed nothing is gained or lost', at: 'compare', link: '#view=compare&indicator=good_4g_two&tab=table&lang=en', options: { prepare: (page) => page.route('**/page.json', async (route) => {
    const answer = await route.fetch();
    const head = await answer.json();
    await route.fulfill({ response: answer, json: { ...head, compare: { ...head.compare, market: { here: ['Dune'], there: [] } } } });
  }) }, async check(page) {
    assert.match(await title(page), /^The market changed \(Dune: licensed in brume-2025 alone\): only shares can be compared/);
    assert.equal(await page.locator('#figures thead th').count(), 4);
  } },
  { name: 'people of a zone who stand outside its outline are told where it is', link: '#tab=zones', async check(page, world) {
    await page.waitForSelector('ol.zones');
    const zone = world.zones.find((row) => row.rank !== '' && Number(row.population_outside) >= 0.5);
    assert.ok(zone);
    assert.match(plain(await page.textContent(`li:has(#zone-${zone.rank})`)), new RegExp(`dont ${Math.round(Number(zone.population_outside))} juste hors du contour`));
  } },
  { name: 'maps that end early have a line of their own, and what to do about them', at: 'partial', link: '#indicator=fast_5g', async check(page, world) {
    const { partial_maps } = JSON.parse(readFileSync(world.runs.partial + '/manifest.json', 'utf8'));
    const [unknown, not] = ['unknown', 'not covered'].map((word) => partial_maps.find((map) => map.counts_outside_as === word));
    const grouped = (value) => String(Math.round(Number(value))).replace(/\B(?=(\d{3})+$)/g, ' ');
    assert.equal(plain(await page.textContent('#partial')), `Carte partielle (Alizé 5G) : inconnu pour ${grouped(unknown.outside)} personnes hors de cette carte`);
    await page.click('#partial');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'partial-title');
    const items = (await page.locator('.partial li').allTextContents()).map(plain);
    assert.equal(items.length, partial_maps.length);
    assert.match(items[0], new RegExp(`^Alizé, 5G, internet : .* ${grouped(unknown.outside)} personnes sur ${grouped(unknown.total)} `));
    assert.match(items[1], new RegExp(`${grouped(not.outside)} personnes .* cela compte comme non couvert`));
    const text = await page.textContent('.partial');
    for (const word of ['extent = "everywhere"', '[[market]] where', 'extent = "box"']) assert.ok(text.includes(word), word);
    await page.click('#language');
    assert.match(await page.textContent('#partial'), /^Partial map \(Alizé 5G\): unknown for 14,769 people beyond it$/);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    assert.ok(await page.locator('#paper .partial').isVisible());
    assert.ok(await page.locator('#partial').isVisible());
  } },
  { name: 'on a narrow page the line of partial maps wraps, and the map stays', at: 'partial', size: { width: 390, height: 844 }, options: { hasTouch: true, isMobile: true }, async check(page) {
    assert.ok(await page.locator('#partial').isVisible());
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390);
    assert.ok(await page.locator('#map').evaluate((element) => element.getBoundingClientRect().height) > 120);
  } },
  { name: 'a run whose maps reach everywhere has no such line', async check(page) {
    assert.equal(await page.locator('#partial, .partial').count(), 0);
  } },
  { name: 'who is left outside the zones is told', link: '#tab=zones', async check(page, world) {
    const left = world.commune.reduce((sum, row) => sum + Number(row.any_4g_population_not), 0);
    const zones = world.zones.filter((row) => row.rank !== '').reduce((sum, row) => sum + Number(row.population), 0);
    await page.waitForSelector('ol.zones');
    assert.match(plain(await page.textContent('#panel')), new RegExp(`dispersés : ${Math.round(left - zones)} personnes`));
  } },
];
