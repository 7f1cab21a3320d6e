import { colour_of, shown_classes } from './dress.js';
import { kSize, pattern } from './patterns.js';
import { render_paper } from './shell.js';

const key_of = (r, g, b) => (r << 16) | (g << 8) | b;

/// Hatches by colour. What is unknown has its hatch on the map already.
function hatches_of(app) {
  const classes = shown_classes(app);
  const steps = [...classes.keys(), 'empty', 'secret'];
  return new Map(steps.map((step) => {
    const colour = colour_of(app, classes, step);
    return [parseInt(colour.slice(1), 16), new Uint32Array(pattern(step, colour).data.buffer)];
  }));
}

function copy_of(canvas) {
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [canvas.width, canvas.height];
  copy.className = 'hatches';
  copy.style.cssText = canvas.style.cssText;
  return copy;
}

/// The map as it is without the fills of zones, which lighten the colours of the classes.
function draw_classes({ map, page }, context) {
  const fills = page.zones.map((zone) => 'zone-fill-' + zone.name).filter((id) => map.getLayer(id) && map.getLayoutProperty(id, 'visibility') === 'visible');
  const show = (visibility) => {
    for (const id of fills) map.setLayoutProperty(id, 'visibility', visibility);
    if (fills.length > 0) map.redraw();
  };
  show('none');
  context.drawImage(map.getCanvas(), 0, 0);
  show('visible');
}

/// Each pixel of the map that has the colour of a class gets its hatch. The map would lay out its own too late for the printer.
function hatched(app) {
  const copy = copy_of(app.map.getCanvas());
  const { width, height } = copy;
  const context = copy.getContext('2d', { willReadFrequently: true });
  draw_classes(app, context);
  const { data } = context.getImageData(0, 0, width, height);
  const image = context.createImageData(width, height);
  const ink = new Uint32Array(image.data.buffer);
  const hatches = hatches_of(app);
  for (let y = 0, at = 0; y < height; ++y)
    for (let x = 0; x < width; ++x, ++at) {
      const hatch = hatches.get(key_of(data[4 * at], data[4 * at + 1], data[4 * at + 2]));
      if (hatch) ink[at] = hatch[(y % kSize) * kSize + (x % kSize)];
    }
  context.putImageData(image, 0, 0);
  return copy;
}

/// Prints what paper needs, however the visitor asks for it.
export function watch_printer(app) {
  let hatches = null;
  addEventListener('beforeprint', () => {
    render_paper(app);
    if (!app.map || app.state.patterns) return;
    hatches = hatched(app);
    app.map.getCanvas().after(hatches);
  });
  addEventListener('afterprint', () => hatches?.remove());
}
