// Makes the pictures of the docs from the sample, in the real browser:  node pictures.mjs COVMAP SAMPLE_FOLDER WORK_FOLDER PICTURES_FOLDER
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { idle, open, start_browser } from './pages.mjs';
import { make_runs, view } from './world.mjs';

const [covmap, sample, work, pictures] = process.argv.slice(2).map((path) => resolve(path));
const runs = make_runs(covmap, sample, work);
const sheet = join(work, 'sheet.html');
execFileSync(covmap, ['report', runs.now, '--territory', '0A027', '--language', 'en', '-o', sheet]);
const servers = { now: await view(covmap, runs.now), findings: await view(covmap, runs.findings) };
const browser = await start_browser();
try {
  const views = [
    ['page.png', '#lang=en', {}], ['page_here.png', '#lang=en&tab=here&at=46.585905/-4.277790&map=10.6/46.58/-4.2&show=areas,zones', {}],
    ['page_dark.png', '#lang=en', { colorScheme: 'dark' }], ['page_phone.png', '#lang=en', { size: { width: 390, height: 700 }, hasTouch: true, isMobile: true }],
    ['page_print.png', '#lang=en', { paper: { width: 718, height: 1047 } }],
    ['page_left.png', '#lang=en&show=areas,zones', { run: 'findings' }],
  ];
  for (const [name, link, { size = { width: 1100, height: 700 }, paper, run = 'now', ...options }] of views) {
    const { page, close } = await open(browser, servers[run].url, link, size, options);
    if (link.includes('at=')) await page.waitForSelector('#sheet-title');
    await idle(page);
    if (paper) {
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize(paper);
    }
    await page.screenshot({ path: join(pictures, name) });
    await close();
  }
  const page = await (await browser.newContext({ viewport: { width: 800, height: 1000 } })).newPage();
  await page.goto('file://' + sheet);
  await page.screenshot({ path: join(pictures, 'sheet.png') });
} finally {
  await browser.close();
  for (const server of Object.values(servers)) await server.stop();
}
