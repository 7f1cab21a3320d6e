// What a visitor does: click, search, zones, keyboard, link, download, comparison.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { idle, number_of, open, pixel_of } from './pages.mjs';
import { csv, parse_csv } from './world.mjs';

const state_of = (page) => page.evaluate(() => ({ ...globalThis.covmap.state, map: undefined }));

async function click_at(page, lon, lat) {
  const at = await pixel_of(page, lon, lat);
  await page.mouse.click(at.x, at.y);
  await page.waitForSelector('#sheet-title');
}

const kChanges = ['gained_net', 'lost_net', 'newly_known_net', 'no_longer_known_net'];

/// Gained, lost, newly known and no longer known of a row of two runs: as much of a rise as has only become known is no gain.
function changes_of(row, old, indicator) {
  const [met, unknown] = ['', '_unk'].map((part) => Number(row[`${indicator}_population${part}`]) - Number(old[`${indicator}_population${part}`]));
  return [Math.max(0, met + Math.min(0, unknown)), Math.max(0, -met - Math.max(0, unknown)), Math.max(0, -unknown), Math.max(0, unknown)];
}

export const claims = [
  { name: 'a click tells first what is here, as the places table does', async check(page, world) {
    const place = world.mairies.find((row) => row.id === '0A013');
    await click_at(page, Number(place.lon), Number(place.lat));
    const titles = await page.locator('#panel h2').allTextContents();
    assert.equal(titles[0], 'Ce qu’il y a ici');
    assert.match(titles[1], /\(0A013\)$/);
    for (const [code, name] of [['99901', 'alize'], ['99902', 'boreal'], ['99903', 'cirrus'], ['99904', 'dune_telecom']]) {
      const best = [place[name + '_technology'], place[name + '_level']].filter(Boolean).join(' ');
      const words = { none: 'non couvert', unknown: 'inconnu', TBC: 'très bonne (TBC)', BC: 'bonne (BC)', CL: 'limitée (CL)' };
      const told = words[best] ?? best.split(' ').map((word) => words[word] ?? word).join(', ');
      assert.equal(await page.textContent(`.level[data-operator="${code}"]`), told, name);
    }
    await click_at(page, ...world.place('0A027'));
    await page.waitForSelector('#sheet-title:text-is("Saint-Ys (0A027)")');
    const of = world.mairies.find((row) => row.id === '0A027').zone_no_4g;
    assert.equal(await page.locator('button.small').first().textContent(), `zone ${world.zones.find((row) => row.id === of).rank}`);
  } },
  { name: 'the sheet has the numbers of the commune’s row, its operators and its parents', link: '#tab=here', async check(page, world) {
    await page.fill('#search', 'haut-terrier');
    await page.click('#search-results button');
    await page.waitForSelector('#sheet-title');
    const code = /\((.*)\)/.exec(await page.textContent('#sheet-title'))[1];
    const row = world.commune.find((item) => item.code === code);
    for (const indicator of ['any_4g', 'good_4g_two', 'all_4g', 'voice', 'nobody_4g']) {
      const cells = await page.locator(`tr[data-indicator="${indicator}"] td`).allTextContents();
      const expected = ['', '_not', '_unk'].map((part) => Number(row[`${indicator}_population${part}`]));
      expected.forEach((value, index) => assert.equal(number_of(cells[index]), value > 0 ? Math.max(1, Math.round(value)) : 0, indicator));
      assert.ok(Math.abs(Number.parseFloat(cells[3].replace(',', '.')) - Number(row[indicator + '_population_pct'])) <= 0.1, indicator);
    }
    await page.evaluate(() => document.querySelectorAll('details').forEach((item) => { item.open = true; }));
    const operators = world.operators.filter((item) => item.code === code);
    assert.equal(await page.locator('.service .operator').count(), new Set(operators.map((item) => item.technology + item.service + item.operator)).size);
    const bar = await page.textContent('.service:has(summary:text-is("4G, internet")) .operator[data-operator="99902"] .levels');
    for (const item of operators.filter((one) => one.technology === '4G' && one.operator === '99902' && Number(one.population) > 0))
      assert.ok(bar.includes(item.level === 'none' ? 'non couvert' : item.level), item.level);
    assert.match(await page.textContent('.sheet'), /Ensemble\s*91,7/);
  } },
  { name: 'a commune is found by name without accents, by code, and a place by coordinates', async check(page) {
    const ask = async (text) => { await page.fill('#search', text); await page.press('#search', 'Enter'); };
    await ask('saint ecume');
    await page.waitForSelector('#sheet-title:text-is("Saint-Écume (00102)")');
    await ask('0A027');
    await page.waitForSelector('#sheet-title:text-is("Saint-Ys (0A027)")');
    await ask('46.630320, -4.232630');
    await page.waitForSelector('#sheet-title:text-is("Saint-Écume (00102)")');
    await ask('-4.232630, 46.630320');
    await page.waitForSelector('#sheet-title:text-is("Saint-Écume (00102)")');
    await page.fill('#search', '-4.232630, 46.630320');
    assert.match(await page.textContent('#search-results'), /lues comme longitude, latitude/);
    await ask('46.8, -3.7');
    await page.waitForFunction(() => /Rien n’est publié/.test(document.getElementById('status').textContent) && !document.getElementById('status').classList.contains('unseen'));
    await ask('nowhere at all');
    assert.match(await page.textContent('#search-results'), /Rien ne correspond/);
  } },
  { name: 'zones stand by rank without the map, and a click goes to one', link: '#tab=zones', async check(page, world) {
    const zones = world.zones.filter((row) => row.rank !== '');
    await page.waitForSelector('ol.zones');
    assert.deepEqual(await page.locator('ol.zones button').allTextContents(), zones.map((row) => row.name));
    await page.click('#zone-2');
    await idle(page);
    const centre = await page.evaluate(() => { const [w, s, e, n] = globalThis.covmap.zone_list.row(2).box; return globalThis.covmap.map.getBounds().contains([(w + e) / 2, (s + n) / 2]); });
    assert.ok(centre);
    assert.equal(await page.getAttribute('#zone-2', 'aria-current'), 'true');
  } },
  { name: 'everything is reached by keyboard, and the map is read with it', async check(page) {
    await page.keyboard.press('Tab');
    assert.match(await page.evaluate(() => document.activeElement.className), /skip/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'CANVAS');
    assert.ok(await page.locator('#cross.on').isVisible());
    await page.keyboard.press('Equal');
    await idle(page);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#sheet-title');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'here-title');
    await page.focus('#tab-here');
    await page.keyboard.press('ArrowRight');
    assert.equal((await state_of(page)).tab, 'zones');
    await page.keyboard.press('Home');
    assert.equal((await state_of(page)).tab, 'map');
    const reached = new Set();
    for (let presses = 0; presses < 60; ++presses) {
      await page.keyboard.press('Tab');
      reached.add(await page.evaluate(() => document.activeElement.id || document.activeElement.tagName));
    }
    for (const id of ['search', 'language', 'tab-map', 'panel', 'view', 'indicator', 'measure', 'how', 'off-white', 'patterns', 'copy-link', 'print', 'reset', 'CANVAS']) assert.ok(reached.has(id), id);
  } },
  { name: 'a link restores the view', async check(page, world, browser) {
    await page.selectOption('#view', 'operator').catch(() => {});
    await page.selectOption('#operator', '99902');
    await page.selectOption('#level', 'BC');
    await page.selectOption('#measure', '');
    await page.check('#show-squares');
    await page.uncheck('#off-grey');
    await page.click('#language');
    await click_at(page, ...world.place('0A013'));
    const [state, where] = [await state_of(page), await page.evaluate(() => globalThis.covmap.map.getCenter())];
    const second = await open(browser, page.url(), '', { width: 1280, height: 800 });
    await second.page.waitForSelector('#sheet-title');
    assert.deepEqual(await state_of(second.page), state);
    const there = await second.page.evaluate(() => globalThis.covmap.map.getCenter());
    assert.ok(Math.abs(there.lng - where.lng) < 1e-4 && Math.abs(there.lat - where.lat) < 1e-4);
    assert.equal(await second.page.textContent('#panel'), await page.textContent('#panel'));
    await second.close();
  } },
  { name: 'the visible table downloads as CSV with the run’s own numbers', link: '#tab=table', async check(page, world) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#download')]);
    const text = readFileSync(await download.path(), 'utf8');
    assert.ok(text.startsWith('\ufeffcode,name,population,meets,not,unknown,pct\r\n'));
    const rows = parse_csv(text.slice(1));
    assert.equal(rows.length, await page.locator('#figures tbody tr').count());
    assert.ok(rows.length >= 40);
    for (const row of rows) {
      const own = world.commune.find((item) => item.code === row.code);
      assert.equal(row.name, own.name);
      for (const [name, column] of [['population', 'population'], ['meets', 'any_4g_population'], ['not', 'any_4g_population_not'], ['unknown', 'any_4g_population_unk'], ['pct', 'any_4g_population_pct']])
        assert.equal(row[name] === '' ? null : Number(row[name]), own[column] === '' ? null : Number(own[column]), row.code + ' ' + name);
    }
  } },
  { name: 'two runs compare in points, with gains and losses of the same people', at: 'compare', link: '#view=compare&indicator=good_4g_two&tab=table', async check(page, world) {
    const before = new Map(csv(world.runs.before + '/commune.csv').map((row) => [row.code, row]));
    const changed = world.commune.filter((row) => row.good_4g_two_population_pct !== before.get(row.code)?.good_4g_two_population_pct);
    assert.ok(changed.length > 0);
    for (const row of changed.slice(0, 5)) {
      const cells = (await page.locator(`#figures tr[data-code="${row.code}"] td`).allTextContents()).map(number_of);
      const old = before.get(row.code);
      assert.ok(Math.abs(cells[2] - (Number(row.good_4g_two_population_pct) - Number(old.good_4g_two_population_pct))) < 0.06, row.name);
      changes_of(row, old, 'good_4g_two').forEach((value, index) => assert.ok(Math.abs(cells[3 + index] - value) <= 1, `${row.name} ${index}`));  // each is rounded
    }
    assert.match(await page.textContent('#left'), /\+\d/);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#download')]);
    const told = parse_csv(readFileSync(await download.path(), 'utf8').slice(1));
    for (const row of told) {
      const [own, old] = [world.commune.find((item) => item.code === row.code), before.get(row.code)];
      if (own.population === '') continue;
      changes_of(own, old, 'good_4g_two').forEach((value, index) => assert.ok(Math.abs(Number(row[kChanges[index]]) - value) < 1e-5, `${row.code} ${kChanges[index]}`));
    }
    await page.click('#tab-map');
    assert.match(await page.textContent('.legend'), /hausse de 10 points/);
  } },
  { name: 'Enter takes the best of several matches, the list closes when it is left, the count is true', link: '#lang=en', async check(page) {
    await page.fill('#search', 'saint');
    const told = await page.textContent('#status');
    assert.match(told, /^Results: \d+$/);
    assert.equal(number_of(told.replace(/\D/g, '')), await page.locator('#search-results button').count());
    const first = await page.locator('#search-results button').first().textContent();
    await page.focus('#copy-link');
    assert.equal(await page.locator('#search-results button').count(), 0);
    await page.fill('#search', 'saint');
    await page.press('#search', 'Enter');
    await page.waitForSelector('#sheet-title');
    assert.ok(first.startsWith((await page.textContent('#sheet-title')) + ', '), first);
    await page.fill('#search', 'brume-maritime');
    await page.press('#search', 'Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'search');
  } },
  { name: 'a link opens the list at a zone', link: '#tab=zones&zone=3', async check(page) {
    await page.waitForSelector('#zone-3[aria-current="true"]');
    await page.click('#zone-5');
    await page.waitForFunction(() => /[#&]zone=5(&|$)/.test(location.hash));
  } },
  { name: 'a long table has further pages', link: '#tab=table', async check(page) {
    await page.evaluate(() => { const { covmap } = globalThis; covmap.rows = Array.from({ length: 5 }, () => covmap.rows).flat(); covmap.show_rows(0); });
    const count = await page.evaluate(() => globalThis.covmap.rows.length);
    assert.equal(await page.locator('#figures tbody tr').count(), 100);
    await page.click('#table-next');
    await page.click('#table-next');
    assert.equal(await page.locator('#figures tbody tr').count(), count - 200);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'table-box');
    assert.equal(await page.locator('#table-next').count(), 0);
  } },
  { name: 'squares of an operator tell where they are and what they show', link: '#view=operator&show=squares&map=9/46.55/-4.2', async check(page) {
    assert.match(await page.textContent('.legend'), /Zoomez pour voir les carrés/);
    await page.evaluate(() => globalThis.covmap.map.jumpTo({ zoom: globalThis.covmap.tiles.max_zoom }));
    await page.waitForFunction(() => /meilleure technologie d/.test(document.querySelector('.legend').textContent));
    await idle(page);
    const drawn = await page.evaluate(() => globalThis.covmap.map.queryRenderedFeatures({ layers: ['squares'] }).length);
    assert.ok(drawn > 10, `${drawn} squares`);
  } },
];
