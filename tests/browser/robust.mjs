// What the page does where something is missing: no WebGL, files that fail, territories without a place; and with a basemap.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { idle, open, scripts_before_picture, sum_of } from './pages.mjs';
import { view } from './world.mjs';

const no_webgl = { prepare: (page) => page.addInitScript(() => {
  const own = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return /webgl/.test(kind) ? null : own.call(this, kind, ...rest); };
}) };

const failing = (pattern) => ({ prepare: (page) => page.route(pattern, (route) => route.fulfill({ status: 500 })) });

/// The answer of the server, changed on its way.
const changed = (pattern, change) => ({ prepare: (page) => page.route(pattern, async (route) => {
  const answer = await route.fetch();
  await route.fulfill({ response: answer, json: change(await answer.json()) });
}) });

async function works_without_map(page, world) {
  await page.waitForSelector('#map .no-map');
  await page.click('#tab-table');
  await page.selectOption('#table-unit', 'commune');
  await page.waitForFunction((count) => document.querySelectorAll('#figures tbody tr').length === count, world.commune.length);
  await page.click('#tab-zones');
  await page.click('#zone-2');
  await page.waitForSelector('#zone-2[aria-current]');
  await page.fill('#search', '0A027');
  await page.press('#search', 'Enter');
  await page.waitForSelector('#sheet-title:text-is("Saint-Ys (0A027)")');
  for (const tab of ['about', 'map']) await page.click('#tab-' + tab);
  assert.ok(await page.locator('#indicator').isVisible());
}

const kPixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M/wHwAEBgIApD5fRAAAAABJRU5ErkJggg==', 'base64');

/// Another server, with one picture for every tile.
function serve_pictures() {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { 'Content-Type': 'image/png', 'Access-Control-Allow-Origin': '*' }).end(kPixel);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ origin: `http://127.0.0.1:${server.address().port}`, asked, close: () => server.close() })));
}

export const claims = [
  { name: 'without WebGL figures, zones, search and sheets remain', options: no_webgl, check: works_without_map },
  { name: 'without tiles too', options: failing('**/tiles.pmtiles'), is_noisy: true, check: works_without_map },
  { name: 'a file of zones that fails leaves the sheet its other parts', options: failing('**/zones/poor_4g.json'), is_noisy: true, link: '#tab=here&at=46.585905/-4.277790', async check(page) {
    await page.waitForSelector('#sheet-title');
    const text = await page.textContent('#panel');
    assert.match(text, /n’a pas pu lire zones\/poor_4g.json/);
    assert.doesNotMatch(text, /Lecture/);
  } },
  { name: 'what is here is told before the sheet is read', link: '#tab=here', async check(page, world) {
    let answer;
    const waiting = new Promise((resolve) => { answer = resolve; });
    await page.route('**/tables/commune/*', async (route) => { await waiting; await route.continue(); });
    await page.evaluate(() => globalThis.covmap.tables.pieces.clear());
    await page.evaluate(([lon, lat]) => { globalThis.covmap.go_here({ lon, lat }); }, world.place('0A027'));
    await page.waitForSelector('.here-operators');
    assert.match(await page.textContent('#panel'), /Lecture de la fiche/);
    answer();
    await page.waitForSelector('#sheet-title');
  } },
  { name: 'the map is drawn before the names are read', options: { prepare: (page) => page.route('**/search.json', async (route) => {
    await page.waitForFunction(() => performance.getEntriesByName('map-drawn').length > 0);
    await route.continue();
  }) }, async check(page) {
    assert.equal(await page.evaluate(() => globalThis.covmap.territories.get('commune').length), 42);
  } },
  { name: 'a megabyte of JavaScript at most is read before the map is drawn', async check(page) {
    const scripts = await scripts_before_picture(page);
    const names = [...scripts.keys()].map((name) => new URL(name).pathname.split('/').at(-1)).sort();
    assert.deepEqual(names, ['app.js', 'shared.js', 'worker.js']);
    assert.ok([...scripts.values()].every((bytes) => bytes > 0));
    assert.ok(sum_of(scripts.values()) <= 1e6, `${sum_of(scripts.values())} bytes`);
  } },
  { name: 'a territory that the map does not hold has its sheet', options: changed('**/search.json', (search) => {
    const row = search.rows.find(([code]) => code === '0A027');
    row.fill(null, 3);
    return search;
  }), async check(page) {
    await page.fill('#search', '0A027');
    await page.press('#search', 'Enter');
    await page.waitForSelector('#sheet-title:text-is("Saint-Ys (0A027)")');
    assert.match(await page.textContent('#panel'), /n’est pas sur la carte/);
  } },
  { name: 'only addresses of the web become links', options: changed('**/page.json', (head) => ({ ...head, sources: [{ title: 'bad', url: 'javascript:alert(1)' }, { title: 'good', url: 'https://example.org/' }] })),
    link: '#tab=about', async check(page) {
      assert.deepEqual(await page.locator('#panel li a').evaluateAll((links) => links.map((link) => link.href)), ['https://example.org/']);
      assert.match(await page.textContent('#panel'), /javascript:alert/);
    } },
  { name: 'a commune that had another parent in the other run is found there', at: 'compare', link: '#view=compare&indicator=good_4g_two&tab=table', options: { prepare: async (page) => {
    const moved = {};
    await page.route('**/compare/tables/commune/*', async (route) => {
      const answer = await route.fetch();
      const table = await answer.json();
      if (route.request().url().endsWith('/_.json')) table.rows.push(...await moved.row);
      else if (!moved.row) moved.row = Promise.resolve([table.rows.shift()]);
      await route.fulfill({ response: answer, json: table });
    });
  } }, async check(page) {
    const untold = await page.evaluate(() => globalThis.covmap.rows.filter((row) => row.before === null).map((row) => row.code));
    assert.deepEqual(untold, []);
  } },
  { name: 'a basemap is asked of its own server, with its credit in sight; without one nothing is', async check(page, world, browser) {
    const pictures = await serve_pictures();
    const server = await view(world.covmap, world.runs.now, '--basemap', pictures.origin + '/{z}/{x}/{y}.png', '--basemap-credit', '© Pictures of Brume');
    try {
      const { page: mapped, watched, close } = await open(browser, server.url);
      await idle(mapped);
      assert.deepEqual(watched.errors, []);
      assert.deepEqual([...watched.origins].sort(), [new URL(server.url).origin, pictures.origin].sort());
      assert.match(pictures.asked[0], /^\/\d+\/\d+\/\d+\.png$/);
      assert.match(await mapped.textContent('#credits'), /fond de carte.*© Pictures of Brume/);
      await close();
      const asked = pictures.asked.length;
      const bare = await open(browser, server.url.replace(/\?.*/, ''));
      await idle(bare.page);
      assert.equal(pictures.asked.length, asked);
      await bare.close();
    } finally {
      await server.stop();
      pictures.close();
    }
  } },
];
