import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { maplibre, maplibre_worker, without_unused } from './maplibre.js';

const here = fileURLToPath(new URL('.', import.meta.url));

const packages = join(here, 'node_modules/').replaceAll('\\', '/');

function package_of(id) {
  const file = id.replace(/^\0/, '').replaceAll('\\', '/');
  return file.startsWith(packages) ? /^(?:@[^/]+\/)?[^/]+/.exec(file.slice(packages.length))[0] : null;
}

function text_of(name) {
  const folder = packages + name;
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).sort().find((f) => /^(licen[cs]e|copying)/i.test(f));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : '';
  return `${name} ${about.version} (${about.license})\n\n${text}\n${'-'.repeat(79)}\n`;
}

// The licence texts of every package that ends in the page, in one file beside it.
function licences() {
  return {
    name: 'licences',
    generateBundle() {
      const names = new Set([...this.getModuleIds()].map(package_of).filter(Boolean));
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: [...names].sort().map(text_of).join('\n') });
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [without_unused(), licences()],
  resolve: { alias: [{ find: /^maplibre-gl$/, replacement: maplibre }] },
  esbuild: { tsconfigRaw: { compilerOptions: { target: 'es2022', useDefineForClassFields: false } } },  // as MapLibre's sources are written
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    sourcemap: false,
    modulePreload: { polyfill: false },
    target: 'es2022',
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      input: { app: join(here, 'index.html'), worker: maplibre_worker },
      output: {
        entryFileNames: 'assets/[name].js',
        chunkFileNames: ({ name, isDynamicEntry }) => (isDynamicEntry ? `assets/${name}.js` : 'assets/shared.js'),
        assetFileNames: 'assets/[name][extname]',
      },
    },
  },
});
