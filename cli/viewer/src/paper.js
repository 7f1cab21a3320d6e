import { h } from './dom.js';
import { render_paper } from './shell.js';
import { is_dark, use_paper } from './theme.js';

/// The map as one picture, which paper shrinks as a whole to the page, upright or lying. A canvas is copied at once; the printer waits for nothing else.
function picture_of({ map, map_box }) {
  const canvas = map.getCanvas();
  const copy = h('canvas', { class: 'picture', 'aria-hidden': 'true' });
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = copy.getContext('2d');
  context.drawImage(canvas, 0, 0);
  draw_scale(context, map_box, canvas.width / canvas.clientWidth);
  return copy;
}

/// The scale bar is no part of the canvas.
function draw_scale(context, map_box, scale) {
  const bar = map_box.querySelector('.maplibregl-ctrl-scale');
  if (!bar) return;
  const [width, left, bottom] = [bar.clientWidth * scale, 12 * scale, context.canvas.height - 12 * scale];
  context.fillStyle = 'rgba(255,255,255,0.85)';
  context.fillRect(left - 6 * scale, bottom - 26 * scale, width + 12 * scale, 32 * scale);
  Object.assign(context, { strokeStyle: '#111111', fillStyle: '#111111', lineWidth: 1.5 * scale, font: `${12 * scale}px sans-serif` });
  context.beginPath();
  context.moveTo(left, bottom - 6 * scale);
  context.lineTo(left, bottom);
  context.lineTo(left + width, bottom);
  context.lineTo(left + width, bottom - 6 * scale);
  context.stroke();
  context.fillText(bar.textContent, left + 4 * scale, bottom - 9 * scale);
}

/// Prints what paper needs, however the visitor asks for it. From a dark page the light map is drawn first.
export function watch_printer(app) {
  let picture = null;
  addEventListener('beforeprint', () => {
    picture?.remove();
    render_paper(app);
    app.is_printing = true;
    if (!app.map) return;
    picture = picture_of(app);
    app.map_box.after(picture);
  });
  addEventListener('afterprint', () => {
    picture?.remove();
    app.is_printing = false;
  });
  app.print = async () => {
    if (!is_dark()) return window.print();
    try {
      use_paper(true);
      app.redraw();
      if (app.map) await new Promise((resolve) => { app.map.once('idle', resolve); app.map.triggerRepaint(); });
      window.print();
    } finally {
      use_paper(false);
      app.redraw();
    }
  };
  addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'p' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    event.preventDefault();
    app.print().catch(app.fail);
  });
}
