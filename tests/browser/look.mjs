// What is seen: colours, words that are always there, languages, a narrow page.
import assert from 'node:assert/strict';
import { colours_at, idle, number_of, pixel_of } from './pages.mjs';

const kBreaks = [0, 50, 80, 90, 95, 98, 99, 100];

function expected_colour(row, legend, indicator, attribute) {
  const [whole, share, unknown] = ['', '_pct', '_unk'].map((part) => row[part === '' ? attribute : `${indicator}_${attribute}${part}`]);
  if (whole === '' || share === '' && Number(whole) > 0 || 2 * Number(unknown) > Number(whole)) return 'unknown';
  if (Number(whole) === 0) return legend.empty;
  return legend.share[kBreaks.filter((from) => Number(share) >= from).length - 1].colour;
}

/// The colours of all communes at their labels; those that are unknown are hatched in greys.
async function assert_colours(page, world, indicator, attribute, least) {
  await page.evaluate(() => { const { map } = globalThis.covmap; for (const layer of map.getStyle().layers) if (layer.type === 'symbol' || layer.type === 'line') map.setLayoutProperty(layer.id, 'visibility', 'none'); });
  await idle(page);
  const places = await page.evaluate(() => globalThis.covmap.territories.get('commune').filter((place) => place.box).map((place) => [place.code, place.lon, place.lat]));
  const colours = await colours_at(page, places.map(([, lon, lat]) => [lon, lat]));
  const legend = await page.evaluate(() => globalThis.covmap.page.legend);
  const seen = { known: 0, unknown: 0 };
  places.forEach(([code], index) => {
    const colour = expected_colour(world.commune.find((row) => row.code === code), legend, indicator, attribute);
    ++seen[colour === 'unknown' ? 'unknown' : 'known'];
    if (colour === 'unknown') assert.match(colours[index], /^#(..)\1\1$/, code);
    else assert.equal(colours[index], colour, code);
  });
  assert.ok(seen.known >= least.known && seen.unknown >= least.unknown, JSON.stringify(seen));
}

export const claims = [
  { name: 'every commune has the colour of its class', link: '#show=areas', async check(page, world) {
    await assert_colours(page, world, 'any_4g', 'population', { known: 35, unknown: 2 });
  } },
  { name: 'by area too, where what is mostly unknown is no lack', link: '#show=areas&measure=area&indicator=good_4g_two', async check(page, world) {
    await assert_colours(page, world, 'good_4g_two', 'area_km2', { known: 20, unknown: 10 });
  } },
  { name: 'the title says how many are left, in how many communes', async check(page, world) {
    const left = world.commune.reduce((sum, row) => sum + Number(row.any_4g_population_not), 0);
    const places = world.commune.filter((row) => Number(row.any_4g_population_not) > 0).length;
    const text = (await page.textContent('#left')).replace(/[\u202f\u00a0]/g, '');
    assert.match(text, new RegExp(`${Math.round(left)} personnes dans ${places} communes`));
  } },
  { name: 'claimed and not measured, date, population and sources are in sight', async check(page) {
    const credits = page.locator('#credits');
    assert.ok(await credits.isVisible());
    const text = await credits.textContent();
    for (const word of ['non mesurée', '2025', 'population', 'Squares of Brume', 'CC0-1.0']) assert.ok(text.includes(word), word);
    assert.equal(text.split('non mesurée').length, 2, 'said once');
  } },
  { name: 'the pointer over a commune tells its name and share', link: '#show=areas', async check(page, world) {
    const at = await pixel_of(page, ...world.place('0A027'));
    await page.mouse.move(at.x, at.y);
    await page.waitForSelector('#tip:not([hidden])');
    assert.match(await page.textContent('#tip'), /^Saint-Ys – 0\s%$/);
  } },
  { name: 'French and English change words and numbers', async check(page) {
    assert.equal(await page.getAttribute('html', 'lang'), 'fr');
    await page.click('#tab-table');
    assert.match(await page.textContent('#figures'), /\d,\d\s%/);
    await page.click('#language');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    assert.equal(await page.textContent('#tab-table'), 'Figures');
    assert.match(await page.textContent('#figures'), /\d\.\d%/);
    assert.match(await page.textContent('#credits'), /not measured/);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'language');
  } },
  { name: 'squares, zones and places show and hide, white and grey too', link: '#show=squares,zones,place:mairies&map=10.5/46.55/-4.2', async check(page) {
    const drawn = (layer) => page.evaluate((id) => globalThis.covmap.map.queryRenderedFeatures({ layers: [id] }).length, layer);
    assert.ok(await drawn('squares') > 50);
    assert.ok(await drawn('zone-fill-no_4g') > 0);
    assert.ok(await drawn('place-mairies') > 0);
    const before = await drawn('squares');
    await page.uncheck('#off-unknown');
    await page.uncheck('#off-served');
    await idle(page);
    assert.ok(await drawn('squares') < before);
    await page.uncheck('#off-white');
    await idle(page);
    assert.equal(await drawn('zone-fill-no_4g'), 0);
    await page.uncheck('#show-squares');
    await idle(page);
    assert.equal(await drawn('squares'), 0);
  } },
  { name: 'an operator colours the communes by the share it covers', link: '#view=operator&operator=99901&service=4G%20data&tab=table', async check(page, world) {
    const row = world.operators.filter((item) => item.code === '0A013' && item.operator === '99901' && item.technology === '4G');
    const share = row.filter((item) => item.level !== 'none' && item.level !== 'unknown').reduce((sum, item) => sum + Number(item.population_pct), 0);
    const shown = await page.textContent('#figures tr[data-code="0A013"] td:last-child');
    assert.ok(Math.abs(number_of(shown) - share) < 0.1, `${shown} is not ${share}`);
  } },
  { name: 'a page 390 pixels wide shows map, panel and credits, and nothing sticks out', size: { width: 390, height: 844 }, options: { hasTouch: true, isMobile: true }, async check(page, world) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `${wide} pixels`);
    const height = (selector) => page.locator(selector).evaluate((element) => element.getBoundingClientRect().height);
    assert.ok(await height('#map') > 150);
    assert.ok(await height('#panel') > 150);
    assert.ok(await page.locator('#credits').isVisible());
    const at = await pixel_of(page, ...world.place('0A013'));
    await page.touchscreen.tap(at.x, at.y);
    await page.waitForSelector('#sheet-title');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390);
  } },
  { name: 'patterns are drawn for print in grey', link: '#patterns=1&show=areas', async check(page) {
    const drawn = await page.evaluate(() => JSON.stringify(globalThis.covmap.map.getPaintProperty('hatch-commune', 'fill-pattern')));
    assert.match(drawn, /class-0/);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    assert.ok(await page.locator('#paper .legend').isVisible());
    assert.ok(!(await page.locator('#panel').isVisible()));
    assert.match(await page.textContent('#paper'), /non mesurée/);
  } },
  { name: 'the browser’s own print has patterns at once, and the screen has none after it', link: '#show=areas', async check(page) {
    const inked = await page.evaluate(() => {
      dispatchEvent(new Event('beforeprint'));
      const hatches = document.querySelector('.hatches');
      const { data } = hatches.getContext('2d').getImageData(0, 0, hatches.width, hatches.height);
      return data.filter((value, at) => at % 4 === 3 && value > 0).length;
    });
    assert.ok(inked > 10000, `${inked} pixels`);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.equal(await page.locator('.hatches').count(), 0);
  } },
  { name: 'what is unknown about an operator is hatched, also where the run asks nothing', at: 'bare', link: '#show=areas', async check(page) {
    const image = await page.evaluate(() => JSON.stringify(globalThis.covmap.map.getPaintProperty('hatch-commune', 'fill-pattern')));
    assert.match(image, /class-unknown/);
  } },
  { name: 'switches dim served and unknown territories and say so', link: '#show=areas', async check(page, world) {
    const legend = await page.evaluate(() => globalThis.covmap.page.legend);
    const [served, left] = ['0A003', '0A027'].map((code) => world.commune.find((row) => row.code === code));
    assert.deepEqual([served.any_4g_population_pct, left.any_4g_population_pct].map(Number), [100, 0]);
    await page.uncheck('#off-served');
    await idle(page);
    const colours = await colours_at(page, [world.place('0A003'), world.place('0A027')]);
    assert.notEqual(colours[0], legend.share.at(-1).colour);
    assert.match(await page.textContent('#panel'), /pâlit les territoires/);
  } },
];
