// Tests the page of the real program in the real browser:  node run.mjs COVMAP SAMPLE_FOLDER WORK_FOLDER [word of a claim]
import { after, before, test } from 'node:test';
import { resolve } from 'node:path';
import { claims as access } from './access.mjs';
import { claims as beside } from './beside.mjs';
import { claims as honest } from './honest.mjs';
import { claims as look } from './look.mjs';
import { assert_quiet, open, start_browser } from './pages.mjs';
import { claims as robust } from './robust.mjs';
import { claims as safe } from './safe.mjs';
import { claims as use } from './use.mjs';
import { csv, make_runs, view } from './world.mjs';

const [covmap, sample, work, word = ''] = process.argv.slice(2);
const world = { covmap: resolve(covmap), sample: resolve(sample), work: resolve(work) };
const servers = {};
let browser;

before(async () => {
  world.runs = make_runs(covmap, sample, work);
  const table = (name) => csv(`${world.runs.now}/${name}.csv`);
  Object.assign(world, { commune: table('commune'), operators: table('commune_operators'), zones: table('zones_no_4g'), mairies: table('mairies') });
  world.place = (code) => { const row = world.mairies.find((item) => item.id === code); return [Number(row.lon), Number(row.lat)]; };
  for (const name of ['now', 'bare', 'twice', 'partial', 'findings']) servers[name] = await view(covmap, world.runs[name]);
  servers.compare = await view(covmap, world.runs.now, '--compare', world.runs.before);
  browser = await start_browser();
});

after(async () => {
  await browser?.close();
  for (const server of Object.values(servers)) await server.stop();
});

for (const claim of [...look, ...honest, ...use, ...robust, ...access, ...safe, ...beside].filter(({ name }) => name.includes(word))) {
  test(claim.name, async () => {
    const { url } = servers[claim.at ?? 'now'];
    const { page, watched, close } = await open(browser, url, claim.link, claim.size, claim.options);
    try {
      await claim.check(page, world, browser);
      if (!claim.is_noisy) assert_quiet(watched, url);
    } finally {
      await close();
    }
  });
}
