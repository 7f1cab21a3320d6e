// How soon the page shows something, when the map has drawn its coloured areas, and when its first view is complete; for benchmarks/page.sh:
//   node first_picture.mjs URL
import { ready, scripts_before_picture, start_browser, sum_of } from './pages.mjs';

const kTurns = 5;
const kWidths = [10, 9, 8, 10];

async function first_picture(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.waitForTimeout(2000);  // a new profile makes the browser's own pages, which are no part of this one
  await page.goto(url);
  await ready(page);
  const times = await page.evaluate(() => [...['first-contentful-paint', 'map-drawn'].map((name) => performance.getEntriesByName(name)[0].startTime), performance.now()]);
  const scripts = await scripts_before_picture(page);
  await context.close();
  return [...times, sum_of(scripts.values()) / 1000];
}

const line = (numbers) => kWidths.map((width, index) => numbers[index].toFixed(0).padStart(width)).join('  ');

const browser = await start_browser();
console.log('first text  map drawn  complete  (ms after the navigation began, each in a new profile)  JavaScript before the map is drawn (kB)');
const turns = [];
for (let turn = 0; turn < kTurns; ++turn) {
  turns.push(await first_picture(browser, process.argv[2]));
  console.log(line(turns.at(-1)));
}
const middle = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(kTurns / 2)];
console.log(line(kWidths.map((_, index) => middle(turns.map((turn) => turn[index])))) + '  in the middle');
await browser.close();
