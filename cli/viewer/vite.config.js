import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

// What a package that comes as one file has taken in.
function inside_of(name) {
  const about = JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'), 'utf8'));
  return Object.keys(about.dependencies ?? {}).filter((other) => !other.startsWith('@types/') && existsSync(join(here, 'node_modules', other)));
}

// The licence texts of every package that ends in the page, in one file beside it.
function licences() {
  return {
    name: 'licences',
    generateBundle() {
      const folders = new Set();
      for (const id of this.getModuleIds()) collect(id, folders);
      for (const name of ['maplibre-gl', ...inside_of('maplibre-gl')]) collect(join(here, 'node_modules', name, 'package.json'), folders);
      const parts = [...folders].sort((a, b) => (a.name < b.name ? -1 : 1)).map(text_of);
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: parts.join('\n') });
    },
  };
}

function collect(id, folders) {
  const match = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id.replace(/^\0/, '').replaceAll('\\', '/'));
  if (!match || [...folders].some((f) => f.folder === match[0])) return;
  folders.add({ name: match[1], folder: match[0] });
}

function text_of({ name, folder }) {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).sort().find((f) => /^(licen[cs]e|copying)/i.test(f));
  const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim() : '';
  return `${name} ${about.version} (${about.license})\n\n${text}\n${'-'.repeat(79)}\n`;
}

export default defineConfig({
  base: './',
  plugins: [licences()],
  worker: { format: 'es', rollupOptions: { output: { entryFileNames: 'assets/worker.js' } } },
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    sourcemap: false,
    modulePreload: false,
    target: 'es2022',
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      output: {
        entryFileNames: 'assets/app.js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: 'assets/[name][extname]',
        inlineDynamicImports: true,
      },
    },
  },
});
