// What the page must not do: ask anybody else, or tell where it was made.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from './server.mjs';
import { assert_quiet, idle, open } from './pages.mjs';

function files_of(folder) {
  return readdirSync(folder).sort().flatMap((name) => (statSync(join(folder, name)).isDirectory() ? files_of(join(folder, name)) : [join(folder, name)]));
}

export const claims = [
  { name: 'the folder works the same from any static server, in a folder of its own', async check(page, world, browser) {
    const server = await serve(world.runs.now);
    try {
      const copy = await open(browser, server.url + 'html/', '#tab=here&at=46.585905/-4.277790');
      await copy.page.waitForSelector('#sheet-title');
      assert.match(await copy.page.textContent('#sheet-title'), /Saint-Ys/);
      assert_quiet(copy.watched, server.url);
      await copy.close();
    } finally {
      server.close();
    }
  } },
  { name: 'markup in names and credits of a job is shown as text', async check(page, world, browser) {
    const markup = '<img src=x onerror="globalThis.struck=1"><script>globalThis.struck=1</script>';
    const server = await serve(world.runs.now);
    const prepare = (copy) => copy.route('**/page.json', async (route) => {
      const answer = await route.fetch();
      const json = { ...(await answer.json()), name: markup, attribution: markup, population_source: markup, title: { fr: markup, en: markup },
        note: { fr: markup, en: markup }, sources: [{ title: markup, publisher: markup, date: markup, licence: markup, url: 'javascript:globalThis.struck=1' }] };
      await route.fulfill({ response: answer, json });
    });
    try {
      const copy = await open(browser, server.url + 'html/', '', undefined, { prepare });
      await copy.page.click('#tab-about');
      assert.ok((await copy.page.textContent('body')).includes(markup));
      assert.equal(await copy.page.locator('img[src="x"], a[href^="javascript"]').count(), 0);
      assert.equal(await copy.page.evaluate(() => globalThis.struck), undefined);
      assert_quiet(copy.watched, server.url);
      await copy.close();
    } finally {
      server.close();
    }
  } },
  { name: 'every view together asks nothing of another server', link: '#show=areas,squares,circles,zones,place:mairies', async check(page) {
    for (const tab of ['here', 'zones', 'table', 'about', 'map']) await page.click('#tab-' + tab);
    for (const zoom of [3, 6, 9, 12, 14]) { await page.evaluate((z) => globalThis.covmap.map.jumpTo({ zoom: z }), zoom); await idle(page); }
  } },
  { name: 'no file of the page names a path or a source file', async check(page, world) {
    const inputs = files_of(world.sample).map((file) => file.split('/').at(-1)).filter((name) => /\.(csv|gpkg|geojson|toml|tif)$/.test(name));
    for (const file of files_of(join(world.runs.now, 'html')).filter((name) => name.endsWith('.json'))) {
      const text = readFileSync(file, 'utf8');
      for (const word of [world.sample, world.work, ...inputs]) assert.ok(!text.includes(word), `${file} says ${word}`);
    }
  } },
];
