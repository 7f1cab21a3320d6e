// Opening the page in Chromium. Every claim gets a page of its own, watched for errors and for requests that leave.
import { spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

export function chromium_path() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  // Without windows it starts faster and has less to draw.
  for (const name of ['chromium-headless-shell', 'chromium']) {
    const path = spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim();
    if (path) return path;
  }
  throw new Error('no Chromium: .ci/install --browser, or set CHROMIUM');
}

export function start_browser() {
  return chromium.launch({ executablePath: chromium_path(), args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing'] });
}

export async function open(browser, url, link = '', size = { width: 1280, height: 800 }, { prepare = () => {}, ...options } = {}) {
  const context = await browser.newContext({ viewport: size, acceptDownloads: true, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60000);
  const watched = { errors: [], origins: new Set(), urls: [] };
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type()) && !/GPU stall|GL Driver/.test(message.text())) watched.errors.push(message.text()); });
  page.on('pageerror', (error) => watched.errors.push(String(error)));
  page.on('request', (request) => {
    if (/^(data|blob):/.test(request.url())) return;
    watched.origins.add(new URL(request.url()).origin);
    watched.urls.push(request.url());
  });
  await prepare(page);
  await page.goto(url + link);
  await ready(page);
  return { page, watched, close: () => context.close() };
}

export async function ready(page) {
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'yes');
}

/// Until the map has nothing left to draw.
export async function idle(page) {
  await page.evaluate(() => new Promise((resolve) => { globalThis.covmap.map.once('idle', resolve); globalThis.covmap.map.triggerRepaint(); }));
}

/// The scripts that page and workers had when the map was first drawn: address → bytes, not packed; what both read is one file.
export async function scripts_before_picture(page) {
  const drawn = await page.evaluate(() => performance.timeOrigin + performance.getEntriesByName('map-drawn')[0].startTime);
  const read = () => performance.getEntriesByType('resource').map(({ name, responseEnd, decodedBodySize }) => ({ name, at: performance.timeOrigin + responseEnd, bytes: decodedBodySize }));
  const entries = (await Promise.all([page, ...page.workers()].map((one) => one.evaluate(read)))).flat();
  return new Map(entries.filter(({ name, at }) => new URL(name).pathname.endsWith('.js') && at <= drawn).map(({ name, bytes }) => [name, bytes]));
}

export const sum_of = (numbers) => [...numbers].reduce((sum, number) => sum + number, 0);

/// No error, no warning, and nothing asked of anybody but the page's own server.
export function assert_quiet(watched, url) {
  assert.deepEqual(watched.errors, []);
  assert.deepEqual([...watched.origins], [new URL(url).origin]);
}

/// Where a place is on the page, in pixels.
export function pixel_of(page, lon, lat) {
  return page.evaluate(([x, y]) => {
    const { map } = globalThis.covmap;
    const box = map.getCanvas().getBoundingClientRect();
    const point = map.project([x, y]);
    return { x: box.left + point.x, y: box.top + point.y };
  }, [lon, lat]);
}

/// Colours of the map's own canvas at places, as #rrggbb.
export function colours_at(page, places) {
  return page.evaluate((list) => {
    const { map } = globalThis.covmap;
    const source = map.getCanvas();
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [source.width, source.height];
    const context = copy.getContext('2d', { willReadFrequently: true });
    context.drawImage(source, 0, 0);
    const scale = source.width / source.clientWidth;
    return list.map((place) => {
      const { x, y } = map.project(place);
      const [r, g, b] = context.getImageData(Math.round(x * scale), Math.round(y * scale), 1, 1).data;
      return '#' + [r, g, b].map((value) => value.toString(16).padStart(2, '0')).join('');
    });
  }, places);
}

/// «2 340», «96,1 %», «−1.5 pts» → a number.
export function number_of(text) {
  const digits = text.replace(/[\s\u00a0\u202f%]|km²|pts?/g, '').replace('\u2212', '-').replace(',', '.');
  return digits === '–' ? null : Number(digits);
}
