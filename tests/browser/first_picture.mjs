// How soon the page shows something, and when its first view is complete; for benchmarks/page.sh:  node first_picture.mjs URL
import { ready, start_browser } from './pages.mjs';

const browser = await start_browser();
console.log('first picture  complete  (ms after the navigation began, each in a new profile)');
for (let turn = 0; turn < 5; ++turn) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(process.argv[2]);
  await ready(page);
  const [first, complete] = await page.evaluate(() => [performance.getEntriesByName('first-contentful-paint')[0].startTime, performance.now()]);
  console.log(`${first.toFixed(0).padStart(13)}  ${complete.toFixed(0).padStart(8)}`);
  await context.close();
}
await browser.close();
