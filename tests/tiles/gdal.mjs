// Opens archives of tiles with GDAL, compiled to WebAssembly.
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import initGdalJs from 'gdal3.js/node.js';

/// Layers by name with their number of features at the highest zoom and their fields, one object an archive.
export async function layers_by_gdal(...files) {
  const here = dirname(fileURLToPath(import.meta.url));
  const gdal = await initGdalJs({ path: relative(process.cwd(), join(here, 'node_modules/gdal3.js/dist/package')) });
  const told = [];
  for (const file of files) {
    const { datasets, errors } = await gdal.open(file);
    if (datasets.length === 0) throw new Error(`${file}: GDAL does not open it: ${errors.map((error) => error.message).join('; ')}`);
    const info = await gdal.ogrinfo(datasets[0], ['-so', '-al']);
    told.push(Object.fromEntries(info.layers.map((layer) => [layer.name, { features: layer.featureCount, fields: layer.fields.map((field) => field.name).sort() }])));
  }
  return told;
}
