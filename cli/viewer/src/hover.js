import { lang, t } from './i18n.js';
import { left_of } from './legend.js';
import { percent } from './numbers.js';
import { is_low_good } from './title.js';

/// «Gourdon – 12 % without»: of the territory at a point of the map, where areas are shown.
function area_text(app, point) {
  const layers = app.ranges.map(({ unit }) => 'fill-' + unit).filter((id) => app.map.getLayer(id));
  const feature = app.state.show.includes('areas') ? app.map.queryRenderedFeatures(point, { layers })[0] : null;
  if (!feature) return '';
  const row = app.row_of.get(feature.properties.code ?? '');
  const name = feature.properties.name || feature.properties.code || '–';
  const left = row && left_of(row.figure, is_low_good(app));
  const share = row?.figure.whole > 0 && left !== null && left !== undefined ? t('without_share', { share: percent((100 * left) / row.figure.whole, lang()) }) : '';
  return share && row.step !== 'unknown' ? name + ' – ' + share : row ? name + ' – ' + t(row.step === 'empty' ? 'empty' : 'unknown') : name;
}

/// What was found under the pointer, else the name and the share of its territory. Keyboards and screens that are touched have the panel.
export function watch_pointer(app) {
  const { map } = app;
  const tip = () => document.getElementById('tip');
  const hide = () => { if (tip()) tip().hidden = true; };
  const tell = (event, text) => {
    const box = map.getContainer();
    tip().textContent = text;
    tip().style.left = Math.min(event.point.x + 14, box.clientWidth - 180) + 'px';
    tip().style.top = event.point.y + box.offsetTop + 14 + 'px';
    tip().hidden = false;
  };
  const is_touch = (event) => matchMedia('(hover: none)').matches || event.originalEvent?.sourceCapabilities?.firesTouchEvents;
  map.on('mousemove', (event) => {
    if (is_touch(event)) return hide();
    const text = app.beside?.tip_of(app, event.point) || area_text(app, event.point);
    return text ? tell(event, text) : hide();
  });
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') hide(); });
  map.on('mouseout', hide);
  map.on('movestart', hide);
  map.on('click', hide);
}

/// Enter or space on the focused map reads the place at its centre, where the cross is.
export function watch_keys(app) {
  const canvas = app.map.getCanvas();
  const cross = (on) => document.getElementById('cross')?.classList.toggle('on', on);
  canvas.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    const { lng, lat } = app.map.getCenter();
    app.go_here({ lat, lon: lng }, { by_keyboard: true });
  });
  canvas.addEventListener('focus', () => cross(canvas.matches(':focus-visible')));
  canvas.addEventListener('blur', () => cross(false));
}
