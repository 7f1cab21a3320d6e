/// Hatches: of what is unknown, of nobody's land, and one a class for those who ask for patterns. Drawn here, so no file is asked for.
export const kSize = 12;

const strokes = [
  () => {}, (c) => dots(c, 6), (c) => dots(c, 4), (c) => lines(c, 12, -1), (c) => lines(c, 6, -1), (c) => lines(c, 4, -1),
  (c) => (lines(c, 6, 1), lines(c, 6, -1)), (c) => (lines(c, 4, 1), lines(c, 4, -1)),
];

function lines(context, gap, slope) {
  context.beginPath();
  for (let at = -kSize; at <= 2 * kSize; at += gap) {
    context.moveTo(at, slope > 0 ? kSize : 0);
    context.lineTo(at + kSize, slope > 0 ? 0 : kSize);
  }
  context.stroke();
}

function dots(context, gap) {
  for (let x = gap / 2; x < kSize; x += gap) for (let y = gap / 2; y < kSize; y += gap) context.fillRect(x - 0.75, y - 0.75, 1.5, 1.5);
}

function flat(context) {
  for (let y = 2; y < kSize; y += 6) context.fillRect(0, y - 0.5, kSize, 1);
}

function luminance(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255;
}

/// A dark line beside a light one is seen on every class.
function doubt(context, colour) {
  for (const [ink, width] of [[luminance(colour) > 0.5 ? '#10161c' : '#ffffff', 2.6], [colour, 1.2]]) {
    Object.assign(context, { strokeStyle: ink, lineWidth: width });
    lines(context, 12, 1);
  }
}

function drawn(step, colour) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = kSize;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.strokeStyle = context.fillStyle = luminance(colour) > 0.45 ? '#3a444d' : '#ffffff';
  context.lineWidth = 1;
  if (step === 'unknown') (context.strokeStyle = '#808a93', lines(context, 6, 1));
  else if (step === 'doubt') doubt(context, colour);
  else if (step === 'measured') (Object.assign(context, { strokeStyle: colour, lineWidth: 1.6 }), lines(context, 6, -1));
  else if (step === 'empty') (context.fillStyle = '#808a93', dots(context, 6));
  else if (step === 'secret' || step === 'no_longer_known') flat(context);
  else if (step === 'newly_known') dots(context, 4);
  else strokes[Math.min(step, strokes.length - 1)](context);
  return context.getImageData(0, 0, kSize, kSize);
}

const known = new Map();

/// The hatch of a class on a clear ground, as image data of 12 × 12 pixels; drawn once.
export function pattern(step, colour) {
  const key = step + colour;
  if (!known.has(key)) known.set(key, drawn(step, colour));
  return known.get(key);
}

/// Nothing, of the size of a hatch.
export function clear_pattern() {
  return pattern(0, '#ffffff');
}

/// A square of the legend, with its hatch where asked for; as faint as the map shows it, or on clear ground.
export function swatch(step, colour, hatched, { faint = 1, under = null, clear = false } = {}) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 2 * kSize;
  canvas.className = 'swatch';
  canvas.setAttribute('aria-hidden', 'true');
  const context = canvas.getContext('2d');
  context.globalAlpha = faint;
  context.fillStyle = under ?? colour;
  if (!clear) context.fillRect(0, 0, canvas.width, canvas.height);
  context.globalAlpha = 1;
  if (!hatched) return canvas;
  const tile = document.createElement('canvas');
  tile.width = tile.height = kSize;
  tile.getContext('2d').putImageData(pattern(step, colour), 0, 0);
  context.fillStyle = context.createPattern(tile, 'repeat');
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}
