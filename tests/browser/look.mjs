// What is seen: colours, words that are always there, languages, a narrow page.
import assert from 'node:assert/strict';
import { colours_at, idle, number_of, pixel_of } from './pages.mjs';

const kFrom = [0, 1, 2, 5, 10, 20, 50];

/// { colour } of a commune, and whether lines may lie over it.
function expected(row, legend, indicator, attribute) {
  const [whole, left, unknown] = ['', '_not', '_unk'].map((part) => row[part === '' ? attribute : `${indicator}_${attribute}${part}`]);
  if (whole === '' || left === '' && Number(whole) > 0) return { kind: 'unknown', colour: legend.unknown.colour, hatched: true };
  if (Number(whole) === 0) return { kind: 'known', colour: legend.empty.colour, hatched: true };
  if (2 * Number(unknown) >= Number(whole)) return { kind: 'unknown', colour: legend.unknown.colour, hatched: true };
  const step = Number(left) === 0 ? 0 : kFrom.filter((from) => (100 * Number(left)) / Number(whole) >= from).length;
  return { kind: 'known', colour: legend.missing[step].colour, hatched: 10 * Number(unknown) >= Number(whole) };
}

/// Between the lines of a hatch a pixel is a shade off; neighbours of the ramp are far further apart.
function is_close(one, other) {
  const parts = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const from = parts(other);
  return parts(one).every((part, index) => Math.abs(part - from[index]) <= 2);
}

/// The colours of all communes around their labels; where lines lie over them, somewhere there.
async function assert_colours(page, world, indicator, attribute, least) {
  await page.evaluate(() => { const { map } = globalThis.covmap; for (const layer of map.getStyle().layers) if (layer.type === 'symbol' || layer.type === 'line') map.setLayoutProperty(layer.id, 'visibility', 'none'); });
  await idle(page);
  const places = await page.evaluate(() => globalThis.covmap.territories.get('commune').filter((place) => place.box).map((place) => [place.code, place.lon, place.lat]));
  const around = [-4, -2, 0, 2, 4].map((step) => step * 0.0006);
  const colours = await colours_at(page, places.flatMap(([, lon, lat]) => around.map((step) => [lon + step, lat])));
  const legend = await page.evaluate(() => globalThis.covmap.page.legend);
  const seen = { known: 0, unknown: 0 };
  places.forEach(([code], index) => {
    const { kind, colour, hatched } = expected(world.commune.find((row) => row.code === code), legend, indicator, attribute);
    const near = colours.slice(index * around.length, (index + 1) * around.length);
    ++seen[kind];
    if (hatched) assert.ok(near.some((one) => is_close(one, colour)), `${code}: ${near} without ${colour}`);
    else assert.equal(near[2], colour, code);
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
    const rounded = Math.round(left / 10) * 10;
    assert.match(text, new RegExp(`^Selon les opérateurs, ${rounded} personnes .*n’ont aucune 4G, dans ${places} communes; inconnu pour \\d+`));
    await page.click('#language');
    assert.match(await page.textContent('#left'), /^According to the operators, [\d,]+ people .*have no 4G at all, in \d+ communes; unknown for \d+/);
    await page.evaluate(() => globalThis.covmap.set({ indicator: 'all_4g' }));
    await page.waitForFunction(() => /less than 4G from every operator/.test(document.querySelector('#left').textContent));
    assert.match(await page.textContent('.legend'), /Share of people who have less than 4G from every operator/);
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
    assert.match(await page.textContent('#tip'), /^Saint-Ys – 100\s% sans$/);
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
    assert.match(await page.textContent('#credits'), /non mesurée/);
  } },
  { name: 'paper shows the whole map on one page, upright and lying, with legend, scale and sources once', link: '#show=areas', async check(page) {
    const title = await page.textContent('#left');
    const picture = await page.evaluate(() => {
      dispatchEvent(new Event('beforeprint'));
      const { width, height } = document.querySelector('.picture');
      const canvas = globalThis.covmap.map.getCanvas();
      return { is_whole: width === canvas.width && height === canvas.height };
    });
    assert.ok(picture.is_whole);
    for (const landscape of [false, true]) {
      const pdf = await page.pdf({ landscape, format: 'A4', printBackground: true });
      assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g).length, 1);
    }
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));  // the printer has sent afterprint
    await page.emulateMedia({ media: 'print' });
    for (const [width, height] of [[718, 1047], [1047, 718]]) {
      await page.setViewportSize({ width, height });
      const box = (selector) => page.locator(selector).evaluate((element) => { const { left, top, right, bottom } = element.getBoundingClientRect(); return { left, top, right, bottom }; });
      for (const selector of ['.picture', '#paper .legend', '#credits']) {
        const { left, top, right, bottom } = await box(selector);
        assert.ok(left >= 0 && top >= 0 && right <= width && bottom <= height && right > left + 100 && bottom > top + 10, `${selector} ${[left, top, right, bottom]}`);
      }
      assert.equal(await page.textContent('#left'), title);
    }
    assert.equal((await page.textContent('body')).split('Town halls of Brume').length, 2, 'sources once');
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.equal(await page.locator('.picture').count(), 0);
  } },
  { name: 'colours or circles, not both; zones solid, told white from grey in the legend as on the map', async check(page) {
    const visible = (id) => page.evaluate((layer) => globalThis.covmap.map.getLayoutProperty(layer, 'visibility') !== 'none', id);
    assert.ok(!(await visible('circle-commune')));
    const legend = await page.evaluate(() => globalThis.covmap.page.legend);
    const text = await page.textContent('.legend');
    assert.match(text, /zone blanche/);
    assert.doesNotMatch(text, /zone grise/, 'no operator at all fails «at least one»');
    assert.doesNotMatch(text, /sans habitant/, 'none in view');
    const paint = await page.evaluate(() => JSON.stringify(globalThis.covmap.map.getPaintProperty('zone-fill-no_4g', 'fill-color')));
    for (const kind of ['zone_white', 'zone_grey']) assert.ok(paint.includes(legend[kind].colour), kind);
    await page.evaluate(() => globalThis.covmap.set({ indicator: 'good_4g_two' }));
    await page.waitForFunction(() => /zone grise/.test(document.querySelector('.legend').textContent));
    assert.ok(await visible('zone-fill-poor_4g') && !(await visible('zone-fill-no_4g')));
    await page.selectOption('#how', 'circles');
    await idle(page);
    assert.ok(await visible('circle-commune'));
    assert.ok(!(await visible('hatch-commune')));
    await page.evaluate(() => globalThis.covmap.set({ view: 'operator' }));
    assert.ok(!(await visible('zone-fill-poor_4g')), 'zones of an indicator are none of an operator');
  } },
  { name: 'a dark page has its own ramp, with light ink', link: '#show=areas', options: { colorScheme: 'dark' }, async check(page, world) {
    const legend = await page.evaluate(() => globalThis.covmap.page.legend);
    assert.deepEqual(await colours_at(page, [world.place('0A003').map((value) => value + 0.004)]), [legend.missing[0].dark]);
    const ink = await page.evaluate(() => getComputedStyle(document.body).color);
    assert.match(ink, /^rgb\(2\d\d, 2\d\d, 2\d\d\)$/);
  } },
  { name: 'on a phone the panel is a sheet that can be put away, and touch leaves no tip', size: { width: 390, height: 844 }, options: { hasTouch: true, isMobile: true }, async check(page, world) {
    const height = (selector) => page.locator(selector).evaluate((element) => element.getBoundingClientRect().height);
    assert.ok(await height('#map') > 800);
    assert.ok(await page.locator('.legend').isVisible());
    await page.tap('#handle');
    await page.tap('#handle');
    assert.ok(!(await page.locator('#panel').isVisible()));
    assert.equal(await page.getAttribute('#handle', 'aria-expanded'), 'false');
    const at = await pixel_of(page, ...world.place('0A027'));
    await page.touchscreen.tap(at.x, at.y);
    await page.waitForFunction(() => globalThis.covmap.found !== null);
    assert.ok(!(await page.locator('#tip').isVisible()));
    await page.tap('#tab-here');
    assert.ok(await page.locator('#panel').isVisible());
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
    assert.notEqual(colours[0], legend.missing[0].colour);
    assert.match(await page.textContent('#panel'), /pâlit les territoires/);
  } },
];
