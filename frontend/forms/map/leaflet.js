/*! Leaflet 1.9.4, https://leafletjs.com, (c) 2010-2023 Volodymyr Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause */
/** Of Leaflet, what a map with tiles and one marker needs: less than half of it. */

import 'leaflet/src/map/handler/Map.DoubleClickZoom.js';
import 'leaflet/src/map/handler/Map.Drag.js';
import 'leaflet/src/map/handler/Map.Keyboard.js';
import 'leaflet/src/map/handler/Map.ScrollWheelZoom.js';
import 'leaflet/src/map/handler/Map.TouchZoom.js';

export { attribution } from 'leaflet/src/control/Control.Attribution.js';
export { zoom as zoomButtons } from 'leaflet/src/control/Control.Zoom.js';
export { toLatLngBounds } from 'leaflet/src/geo/LatLngBounds.js';
export { divIcon } from 'leaflet/src/layer/marker/DivIcon.js';
export { marker } from 'leaflet/src/layer/marker/Marker.js';
export { tileLayer } from 'leaflet/src/layer/tile/TileLayer.js';
export { tileLayerWMS } from 'leaflet/src/layer/tile/TileLayer.WMS.js';
export { createMap } from 'leaflet/src/map/Map.js';
