// axe-core finds no breach of WCAG A and AA, on each tab, in both languages, wide and narrow.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const kAxe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const kRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export async function breaches(page) {
  await page.evaluate(kAxe);
  const found = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: rules } }), kRules);
  return found.violations.map((item) => item.id + ': ' + item.nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + ' – ' + node.failureSummary).join(' | '));
}

const narrow = { width: 390, height: 844 };
const views = [
  ['#tab=map', undefined], ['#tab=map&lang=en&patterns=1&view=operator', undefined], ['#tab=here&at=46.585905/-4.277790', undefined], ['#tab=zones&lang=en', undefined],
  ['#tab=table', undefined], ['#tab=about', undefined], ['#tab=map', narrow], ['#tab=here&lang=en&at=46.585905/-4.277790', narrow],
];

export const claims = views.map(([link, size]) => (
  { name: `no breach of WCAG A and AA at ${link}${size ? ', narrow' : ''}`, link, size, async check(page) {
    if (link.includes('at=')) await page.waitForSelector('#sheet-title');
    assert.deepEqual(await breaches(page), []);
  } }));

claims.push({ name: 'no breach of WCAG A and AA of a dark page', options: { colorScheme: 'dark' }, async check(page) { assert.deepEqual(await breaches(page), []); } });

for (const [at, link] of [['partial', '#tab=about'], ['compare', '#view=compare&indicator=any_4g']])
  claims.push({ name: `no breach of WCAG A and AA of ${at}`, at, link, async check(page) { assert.deepEqual(await breaches(page), []); } });

claims.push({ name: 'text twice as large still fits', size: { width: 640, height: 400 }, async check(page) {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 640);
} });
