// How soon the page shows something, when the map has drawn its coloured areas, and when its first view is complete; for benchmarks/page.sh:
//   node first_picture.mjs URL
import { ready, start_browser } from './pages.mjs';

const browser = await start_browser();
console.log('first text  map drawn  complete  (ms after the navigation began, each in a new profile)  JavaScript (kB, as sent)');
for (let turn = 0; turn < 5; ++turn) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(process.argv[2]);
  await ready(page);
  const times = await page.evaluate(() => [...['first-contentful-paint', 'map-drawn'].map((name) => performance.getEntriesByName(name)[0].startTime), performance.now()]);
  const scripts = await page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0));
  console.log([10, 9, 8].map((width, index) => times[index].toFixed(0).padStart(width)).join('  ') + (scripts / 1000).toFixed(0).padStart(12));
  await context.close();
}
await browser.close();
