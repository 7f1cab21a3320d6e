/// The raster map that the address asks for, «?basemap=URL&basemap_credit=TEXT»: { url, credit }, or null.
export function asked_basemap() {
  const asked = new URLSearchParams(location.search);
  const url = asked.get('basemap');
  return url ? { url, credit: asked.get('basemap_credit') ?? '' } : null;
}
