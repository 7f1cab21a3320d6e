// A plain static server with byte ranges on 127.0.0.1: what any host of the html folder does.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const kTypes = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.txt': 'text/plain; charset=utf-8' };

function range_of(header, size) {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  return match ? { start: +match[1], end: match[2] === '' ? size - 1 : Math.min(+match[2], size - 1) } : null;
}

/// Serves the folders, the first that has the file; resolves to { url, close }.
export function serve(...folders) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://h').pathname));
    for (const folder of folders) {
      const file = join(folder, path.endsWith('/') ? path + 'index.html' : path);
      const about = statSync(file, { throwIfNoEntry: false });
      if (!about?.isFile()) continue;
      const range = range_of(request.headers.range, about.size);
      const type = { 'Content-Type': kTypes[extname(file)] ?? 'application/octet-stream', 'Accept-Ranges': 'bytes' };
      if (range) response.writeHead(206, { ...type, 'Content-Length': range.end - range.start + 1, 'Content-Range': `bytes ${range.start}-${range.end}/${about.size}` });
      else response.writeHead(200, { ...type, 'Content-Length': about.size });
      return createReadStream(file, range ?? {}).pipe(response);
    }
    response.writeHead(404).end();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() })));
}
