import { Marker } from 'maplibre-gl';

/// A pin on the map, which those who hear the page have no use for.
export function pin(map, at) {
  const marker = new Marker({ color: '#d55e00' }).setLngLat([at.lon, at.lat]).addTo(map);
  const element = marker.getElement();
  element.setAttribute('aria-hidden', 'true');
  for (const name of ['aria-label', 'role', 'tabindex']) element.removeAttribute(name);
  return marker;
}
