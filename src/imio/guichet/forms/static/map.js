var be=`/* required styles */\r
\r
.leaflet-pane,\r
.leaflet-tile,\r
.leaflet-marker-icon,\r
.leaflet-marker-shadow,\r
.leaflet-tile-container,\r
.leaflet-pane > svg,\r
.leaflet-pane > canvas,\r
.leaflet-zoom-box,\r
.leaflet-image-layer,\r
.leaflet-layer {\r
	position: absolute;\r
	left: 0;\r
	top: 0;\r
	}\r
.leaflet-container {\r
	overflow: hidden;\r
	}\r
.leaflet-tile,\r
.leaflet-marker-icon,\r
.leaflet-marker-shadow {\r
	-webkit-user-select: none;\r
	   -moz-user-select: none;\r
	        user-select: none;\r
	  -webkit-user-drag: none;\r
	}\r
/* Prevents IE11 from highlighting tiles in blue */\r
.leaflet-tile::selection {\r
	background: transparent;\r
}\r
/* Safari renders non-retina tile on retina better with this, but Chrome is worse */\r
.leaflet-safari .leaflet-tile {\r
	image-rendering: -webkit-optimize-contrast;\r
	}\r
/* hack that prevents hw layers "stretching" when loading new tiles */\r
.leaflet-safari .leaflet-tile-container {\r
	width: 1600px;\r
	height: 1600px;\r
	-webkit-transform-origin: 0 0;\r
	}\r
.leaflet-marker-icon,\r
.leaflet-marker-shadow {\r
	display: block;\r
	}\r
/* .leaflet-container svg: reset svg max-width decleration shipped in Joomla! (joomla.org) 3.x */\r
/* .leaflet-container img: map is broken in FF if you have max-width: 100% on tiles */\r
.leaflet-container .leaflet-overlay-pane svg {\r
	max-width: none !important;\r
	max-height: none !important;\r
	}\r
.leaflet-container .leaflet-marker-pane img,\r
.leaflet-container .leaflet-shadow-pane img,\r
.leaflet-container .leaflet-tile-pane img,\r
.leaflet-container img.leaflet-image-layer,\r
.leaflet-container .leaflet-tile {\r
	max-width: none !important;\r
	max-height: none !important;\r
	width: auto;\r
	padding: 0;\r
	}\r
\r
.leaflet-container img.leaflet-tile {\r
	/* See: https://bugs.chromium.org/p/chromium/issues/detail?id=600120 */\r
	mix-blend-mode: plus-lighter;\r
}\r
\r
.leaflet-container.leaflet-touch-zoom {\r
	-ms-touch-action: pan-x pan-y;\r
	touch-action: pan-x pan-y;\r
	}\r
.leaflet-container.leaflet-touch-drag {\r
	-ms-touch-action: pinch-zoom;\r
	/* Fallback for FF which doesn't support pinch-zoom */\r
	touch-action: none;\r
	touch-action: pinch-zoom;\r
}\r
.leaflet-container.leaflet-touch-drag.leaflet-touch-zoom {\r
	-ms-touch-action: none;\r
	touch-action: none;\r
}\r
.leaflet-container {\r
	-webkit-tap-highlight-color: transparent;\r
}\r
.leaflet-container a {\r
	-webkit-tap-highlight-color: rgba(51, 181, 229, 0.4);\r
}\r
.leaflet-tile {\r
	filter: inherit;\r
	visibility: hidden;\r
	}\r
.leaflet-tile-loaded {\r
	visibility: inherit;\r
	}\r
.leaflet-zoom-box {\r
	width: 0;\r
	height: 0;\r
	-moz-box-sizing: border-box;\r
	     box-sizing: border-box;\r
	z-index: 800;\r
	}\r
/* workaround for https://bugzilla.mozilla.org/show_bug.cgi?id=888319 */\r
.leaflet-overlay-pane svg {\r
	-moz-user-select: none;\r
	}\r
\r
.leaflet-pane         { z-index: 400; }\r
\r
.leaflet-tile-pane    { z-index: 200; }\r
.leaflet-overlay-pane { z-index: 400; }\r
.leaflet-shadow-pane  { z-index: 500; }\r
.leaflet-marker-pane  { z-index: 600; }\r
.leaflet-tooltip-pane   { z-index: 650; }\r
.leaflet-popup-pane   { z-index: 700; }\r
\r
.leaflet-map-pane canvas { z-index: 100; }\r
.leaflet-map-pane svg    { z-index: 200; }\r
\r
.leaflet-vml-shape {\r
	width: 1px;\r
	height: 1px;\r
	}\r
.lvml {\r
	behavior: url(#default#VML);\r
	display: inline-block;\r
	position: absolute;\r
	}\r
\r
\r
/* control positioning */\r
\r
.leaflet-control {\r
	position: relative;\r
	z-index: 800;\r
	pointer-events: visiblePainted; /* IE 9-10 doesn't have auto */\r
	pointer-events: auto;\r
	}\r
.leaflet-top,\r
.leaflet-bottom {\r
	position: absolute;\r
	z-index: 1000;\r
	pointer-events: none;\r
	}\r
.leaflet-top {\r
	top: 0;\r
	}\r
.leaflet-right {\r
	right: 0;\r
	}\r
.leaflet-bottom {\r
	bottom: 0;\r
	}\r
.leaflet-left {\r
	left: 0;\r
	}\r
.leaflet-control {\r
	float: left;\r
	clear: both;\r
	}\r
.leaflet-right .leaflet-control {\r
	float: right;\r
	}\r
.leaflet-top .leaflet-control {\r
	margin-top: 10px;\r
	}\r
.leaflet-bottom .leaflet-control {\r
	margin-bottom: 10px;\r
	}\r
.leaflet-left .leaflet-control {\r
	margin-left: 10px;\r
	}\r
.leaflet-right .leaflet-control {\r
	margin-right: 10px;\r
	}\r
\r
\r
/* zoom and fade animations */\r
\r
.leaflet-fade-anim .leaflet-popup {\r
	opacity: 0;\r
	-webkit-transition: opacity 0.2s linear;\r
	   -moz-transition: opacity 0.2s linear;\r
	        transition: opacity 0.2s linear;\r
	}\r
.leaflet-fade-anim .leaflet-map-pane .leaflet-popup {\r
	opacity: 1;\r
	}\r
.leaflet-zoom-animated {\r
	-webkit-transform-origin: 0 0;\r
	    -ms-transform-origin: 0 0;\r
	        transform-origin: 0 0;\r
	}\r
svg.leaflet-zoom-animated {\r
	will-change: transform;\r
}\r
\r
.leaflet-zoom-anim .leaflet-zoom-animated {\r
	-webkit-transition: -webkit-transform 0.25s cubic-bezier(0,0,0.25,1);\r
	   -moz-transition:    -moz-transform 0.25s cubic-bezier(0,0,0.25,1);\r
	        transition:         transform 0.25s cubic-bezier(0,0,0.25,1);\r
	}\r
.leaflet-zoom-anim .leaflet-tile,\r
.leaflet-pan-anim .leaflet-tile {\r
	-webkit-transition: none;\r
	   -moz-transition: none;\r
	        transition: none;\r
	}\r
\r
.leaflet-zoom-anim .leaflet-zoom-hide {\r
	visibility: hidden;\r
	}\r
\r
\r
/* cursors */\r
\r
.leaflet-interactive {\r
	cursor: pointer;\r
	}\r
.leaflet-grab {\r
	cursor: -webkit-grab;\r
	cursor:    -moz-grab;\r
	cursor:         grab;\r
	}\r
.leaflet-crosshair,\r
.leaflet-crosshair .leaflet-interactive {\r
	cursor: crosshair;\r
	}\r
.leaflet-popup-pane,\r
.leaflet-control {\r
	cursor: auto;\r
	}\r
.leaflet-dragging .leaflet-grab,\r
.leaflet-dragging .leaflet-grab .leaflet-interactive,\r
.leaflet-dragging .leaflet-marker-draggable {\r
	cursor: move;\r
	cursor: -webkit-grabbing;\r
	cursor:    -moz-grabbing;\r
	cursor:         grabbing;\r
	}\r
\r
/* marker & overlays interactivity */\r
.leaflet-marker-icon,\r
.leaflet-marker-shadow,\r
.leaflet-image-layer,\r
.leaflet-pane > svg path,\r
.leaflet-tile-container {\r
	pointer-events: none;\r
	}\r
\r
.leaflet-marker-icon.leaflet-interactive,\r
.leaflet-image-layer.leaflet-interactive,\r
.leaflet-pane > svg path.leaflet-interactive,\r
svg.leaflet-image-layer.leaflet-interactive path {\r
	pointer-events: visiblePainted; /* IE 9-10 doesn't have auto */\r
	pointer-events: auto;\r
	}\r
\r
/* visual tweaks */\r
\r
.leaflet-container {\r
	background: #ddd;\r
	outline-offset: 1px;\r
	}\r
.leaflet-container a {\r
	color: #0078A8;\r
	}\r
.leaflet-zoom-box {\r
	border: 2px dotted #38f;\r
	background: rgba(255,255,255,0.5);\r
	}\r
\r
\r
/* general typography */\r
.leaflet-container {\r
	font-family: "Helvetica Neue", Arial, Helvetica, sans-serif;\r
	font-size: 12px;\r
	font-size: 0.75rem;\r
	line-height: 1.5;\r
	}\r
\r
\r
/* general toolbar styles */\r
\r
.leaflet-bar {\r
	box-shadow: 0 1px 5px rgba(0,0,0,0.65);\r
	border-radius: 4px;\r
	}\r
.leaflet-bar a {\r
	background-color: #fff;\r
	border-bottom: 1px solid #ccc;\r
	width: 26px;\r
	height: 26px;\r
	line-height: 26px;\r
	display: block;\r
	text-align: center;\r
	text-decoration: none;\r
	color: black;\r
	}\r
.leaflet-bar a,\r
.leaflet-control-layers-toggle {\r
	background-position: 50% 50%;\r
	background-repeat: no-repeat;\r
	display: block;\r
	}\r
.leaflet-bar a:hover,\r
.leaflet-bar a:focus {\r
	background-color: #f4f4f4;\r
	}\r
.leaflet-bar a:first-child {\r
	border-top-left-radius: 4px;\r
	border-top-right-radius: 4px;\r
	}\r
.leaflet-bar a:last-child {\r
	border-bottom-left-radius: 4px;\r
	border-bottom-right-radius: 4px;\r
	border-bottom: none;\r
	}\r
.leaflet-bar a.leaflet-disabled {\r
	cursor: default;\r
	background-color: #f4f4f4;\r
	color: #bbb;\r
	}\r
\r
.leaflet-touch .leaflet-bar a {\r
	width: 30px;\r
	height: 30px;\r
	line-height: 30px;\r
	}\r
.leaflet-touch .leaflet-bar a:first-child {\r
	border-top-left-radius: 2px;\r
	border-top-right-radius: 2px;\r
	}\r
.leaflet-touch .leaflet-bar a:last-child {\r
	border-bottom-left-radius: 2px;\r
	border-bottom-right-radius: 2px;\r
	}\r
\r
/* zoom control */\r
\r
.leaflet-control-zoom-in,\r
.leaflet-control-zoom-out {\r
	font: bold 18px 'Lucida Console', Monaco, monospace;\r
	text-indent: 1px;\r
	}\r
\r
.leaflet-touch .leaflet-control-zoom-in, .leaflet-touch .leaflet-control-zoom-out  {\r
	font-size: 22px;\r
	}\r
\r
\r
/* layers control */\r
\r
.leaflet-control-layers {\r
	box-shadow: 0 1px 5px rgba(0,0,0,0.4);\r
	background: #fff;\r
	border-radius: 5px;\r
	}\r
.leaflet-control-layers-toggle {\r
	background-image: url(images/layers.png);\r
	width: 36px;\r
	height: 36px;\r
	}\r
.leaflet-retina .leaflet-control-layers-toggle {\r
	background-image: url(images/layers-2x.png);\r
	background-size: 26px 26px;\r
	}\r
.leaflet-touch .leaflet-control-layers-toggle {\r
	width: 44px;\r
	height: 44px;\r
	}\r
.leaflet-control-layers .leaflet-control-layers-list,\r
.leaflet-control-layers-expanded .leaflet-control-layers-toggle {\r
	display: none;\r
	}\r
.leaflet-control-layers-expanded .leaflet-control-layers-list {\r
	display: block;\r
	position: relative;\r
	}\r
.leaflet-control-layers-expanded {\r
	padding: 6px 10px 6px 6px;\r
	color: #333;\r
	background: #fff;\r
	}\r
.leaflet-control-layers-scrollbar {\r
	overflow-y: scroll;\r
	overflow-x: hidden;\r
	padding-right: 5px;\r
	}\r
.leaflet-control-layers-selector {\r
	margin-top: 2px;\r
	position: relative;\r
	top: 1px;\r
	}\r
.leaflet-control-layers label {\r
	display: block;\r
	font-size: 13px;\r
	font-size: 1.08333em;\r
	}\r
.leaflet-control-layers-separator {\r
	height: 0;\r
	border-top: 1px solid #ddd;\r
	margin: 5px -10px 5px -6px;\r
	}\r
\r
/* Default icon URLs */\r
.leaflet-default-icon-path { /* used only in path-guessing heuristic, see L.Icon.Default */\r
	background-image: url(images/marker-icon.png);\r
	}\r
\r
\r
/* attribution and scale controls */\r
\r
.leaflet-container .leaflet-control-attribution {\r
	background: #fff;\r
	background: rgba(255, 255, 255, 0.8);\r
	margin: 0;\r
	}\r
.leaflet-control-attribution,\r
.leaflet-control-scale-line {\r
	padding: 0 5px;\r
	color: #333;\r
	line-height: 1.4;\r
	}\r
.leaflet-control-attribution a {\r
	text-decoration: none;\r
	}\r
.leaflet-control-attribution a:hover,\r
.leaflet-control-attribution a:focus {\r
	text-decoration: underline;\r
	}\r
.leaflet-attribution-flag {\r
	display: inline !important;\r
	vertical-align: baseline !important;\r
	width: 1em;\r
	height: 0.6669em;\r
	}\r
.leaflet-left .leaflet-control-scale {\r
	margin-left: 5px;\r
	}\r
.leaflet-bottom .leaflet-control-scale {\r
	margin-bottom: 5px;\r
	}\r
.leaflet-control-scale-line {\r
	border: 2px solid #777;\r
	border-top: none;\r
	line-height: 1.1;\r
	padding: 2px 5px 1px;\r
	white-space: nowrap;\r
	-moz-box-sizing: border-box;\r
	     box-sizing: border-box;\r
	background: rgba(255, 255, 255, 0.8);\r
	text-shadow: 1px 1px #fff;\r
	}\r
.leaflet-control-scale-line:not(:first-child) {\r
	border-top: 2px solid #777;\r
	border-bottom: none;\r
	margin-top: -2px;\r
	}\r
.leaflet-control-scale-line:not(:first-child):not(:last-child) {\r
	border-bottom: 2px solid #777;\r
	}\r
\r
.leaflet-touch .leaflet-control-attribution,\r
.leaflet-touch .leaflet-control-layers,\r
.leaflet-touch .leaflet-bar {\r
	box-shadow: none;\r
	}\r
.leaflet-touch .leaflet-control-layers,\r
.leaflet-touch .leaflet-bar {\r
	border: 2px solid rgba(0,0,0,0.2);\r
	background-clip: padding-box;\r
	}\r
\r
\r
/* popup */\r
\r
.leaflet-popup {\r
	position: absolute;\r
	text-align: center;\r
	margin-bottom: 20px;\r
	}\r
.leaflet-popup-content-wrapper {\r
	padding: 1px;\r
	text-align: left;\r
	border-radius: 12px;\r
	}\r
.leaflet-popup-content {\r
	margin: 13px 24px 13px 20px;\r
	line-height: 1.3;\r
	font-size: 13px;\r
	font-size: 1.08333em;\r
	min-height: 1px;\r
	}\r
.leaflet-popup-content p {\r
	margin: 17px 0;\r
	margin: 1.3em 0;\r
	}\r
.leaflet-popup-tip-container {\r
	width: 40px;\r
	height: 20px;\r
	position: absolute;\r
	left: 50%;\r
	margin-top: -1px;\r
	margin-left: -20px;\r
	overflow: hidden;\r
	pointer-events: none;\r
	}\r
.leaflet-popup-tip {\r
	width: 17px;\r
	height: 17px;\r
	padding: 1px;\r
\r
	margin: -10px auto 0;\r
	pointer-events: auto;\r
\r
	-webkit-transform: rotate(45deg);\r
	   -moz-transform: rotate(45deg);\r
	    -ms-transform: rotate(45deg);\r
	        transform: rotate(45deg);\r
	}\r
.leaflet-popup-content-wrapper,\r
.leaflet-popup-tip {\r
	background: white;\r
	color: #333;\r
	box-shadow: 0 3px 14px rgba(0,0,0,0.4);\r
	}\r
.leaflet-container a.leaflet-popup-close-button {\r
	position: absolute;\r
	top: 0;\r
	right: 0;\r
	border: none;\r
	text-align: center;\r
	width: 24px;\r
	height: 24px;\r
	font: 16px/24px Tahoma, Verdana, sans-serif;\r
	color: #757575;\r
	text-decoration: none;\r
	background: transparent;\r
	}\r
.leaflet-container a.leaflet-popup-close-button:hover,\r
.leaflet-container a.leaflet-popup-close-button:focus {\r
	color: #585858;\r
	}\r
.leaflet-popup-scrolled {\r
	overflow: auto;\r
	}\r
\r
.leaflet-oldie .leaflet-popup-content-wrapper {\r
	-ms-zoom: 1;\r
	}\r
.leaflet-oldie .leaflet-popup-tip {\r
	width: 24px;\r
	margin: 0 auto;\r
\r
	-ms-filter: "progid:DXImageTransform.Microsoft.Matrix(M11=0.70710678, M12=0.70710678, M21=-0.70710678, M22=0.70710678)";\r
	filter: progid:DXImageTransform.Microsoft.Matrix(M11=0.70710678, M12=0.70710678, M21=-0.70710678, M22=0.70710678);\r
	}\r
\r
.leaflet-oldie .leaflet-control-zoom,\r
.leaflet-oldie .leaflet-control-layers,\r
.leaflet-oldie .leaflet-popup-content-wrapper,\r
.leaflet-oldie .leaflet-popup-tip {\r
	border: 1px solid #999;\r
	}\r
\r
\r
/* div icon */\r
\r
.leaflet-div-icon {\r
	background: #fff;\r
	border: 1px solid #666;\r
	}\r
\r
\r
/* Tooltip */\r
/* Base styles for the element that has a tooltip */\r
.leaflet-tooltip {\r
	position: absolute;\r
	padding: 6px;\r
	background-color: #fff;\r
	border: 1px solid #fff;\r
	border-radius: 3px;\r
	color: #222;\r
	white-space: nowrap;\r
	-webkit-user-select: none;\r
	-moz-user-select: none;\r
	-ms-user-select: none;\r
	user-select: none;\r
	pointer-events: none;\r
	box-shadow: 0 1px 3px rgba(0,0,0,0.4);\r
	}\r
.leaflet-tooltip.leaflet-interactive {\r
	cursor: pointer;\r
	pointer-events: auto;\r
	}\r
.leaflet-tooltip-top:before,\r
.leaflet-tooltip-bottom:before,\r
.leaflet-tooltip-left:before,\r
.leaflet-tooltip-right:before {\r
	position: absolute;\r
	pointer-events: none;\r
	border: 6px solid transparent;\r
	background: transparent;\r
	content: "";\r
	}\r
\r
/* Directions */\r
\r
.leaflet-tooltip-bottom {\r
	margin-top: 6px;\r
}\r
.leaflet-tooltip-top {\r
	margin-top: -6px;\r
}\r
.leaflet-tooltip-bottom:before,\r
.leaflet-tooltip-top:before {\r
	left: 50%;\r
	margin-left: -6px;\r
	}\r
.leaflet-tooltip-top:before {\r
	bottom: 0;\r
	margin-bottom: -12px;\r
	border-top-color: #fff;\r
	}\r
.leaflet-tooltip-bottom:before {\r
	top: 0;\r
	margin-top: -12px;\r
	margin-left: -6px;\r
	border-bottom-color: #fff;\r
	}\r
.leaflet-tooltip-left {\r
	margin-left: -6px;\r
}\r
.leaflet-tooltip-right {\r
	margin-left: 6px;\r
}\r
.leaflet-tooltip-left:before,\r
.leaflet-tooltip-right:before {\r
	top: 50%;\r
	margin-top: -6px;\r
	}\r
.leaflet-tooltip-left:before {\r
	right: 0;\r
	margin-right: -12px;\r
	border-left-color: #fff;\r
	}\r
.leaflet-tooltip-right:before {\r
	left: 0;\r
	margin-left: -12px;\r
	border-right-color: #fff;\r
	}\r
\r
/* Printing */\r
\r
@media print {\r
	/* Prevent printers from removing background-images of controls. */\r
	.leaflet-control {\r
		-webkit-print-color-adjust: exact;\r
		print-color-adjust: exact;\r
		}\r
	}\r
`;function d(t){var e,i,o,n;for(i=1,o=arguments.length;i<o;i++){n=arguments[i];for(e in n)t[e]=n[e]}return t}var yt=Object.create||(function(){function t(){}return function(e){return t.prototype=e,new t}})();function E(t,e){var i=Array.prototype.slice;if(t.bind)return t.bind.apply(t,i.call(arguments,1));var o=i.call(arguments,2);return function(){return t.apply(e,o.length?o.concat(i.call(arguments)):arguments)}}var Ki=0;function P(t){return"_leaflet_id"in t||(t._leaflet_id=++Ki),t._leaflet_id}function Pe(t,e,i){var o,n,r,a;return a=function(){o=!1,n&&(r.apply(i,n),n=!1)},r=function(){o?n=arguments:(t.apply(i,arguments),setTimeout(a,e),o=!0)},r}function rt(t,e,i){var o=e[1],n=e[0],r=o-n;return t===o&&i?t:((t-n)%r+r)%r+n}function M(){return!1}function at(t,e){if(e===!1)return t;var i=Math.pow(10,e===void 0?6:e);return Math.round(t*i)/i}function qt(t){return t.trim?t.trim():t.replace(/^\s+|\s+$/g,"")}function $(t){return qt(t).split(/\s+/)}function T(t,e){Object.prototype.hasOwnProperty.call(t,"options")||(t.options=t.options?yt(t.options):{});for(var i in e)t.options[i]=e[i];return t.options}function Le(t,e,i){var o=[];for(var n in t)o.push(encodeURIComponent(i?n.toUpperCase():n)+"="+encodeURIComponent(t[n]));return(!e||e.indexOf("?")===-1?"?":"&")+o.join("&")}var Gi=/\{ *([\w_ -]+) *\}/g;function Te(t,e){return t.replace(Gi,function(i,o){var n=e[o];if(n===void 0)throw new Error("No value provided for variable "+i);return typeof n=="function"&&(n=n(e)),n})}var G=Array.isArray||function(t){return Object.prototype.toString.call(t)==="[object Array]"};function Pt(t,e){for(var i=0;i<t.length;i++)if(t[i]===e)return i;return-1}var Lt="data:image/gif;base64,R0lGODlhAQABAAD/ACwAAAAAAQABAAACADs=";function Ht(t){return window["webkit"+t]||window["moz"+t]||window["ms"+t]}var we=0;function ze(t){var e=+new Date,i=Math.max(0,16-(e-we));return we=e+i,window.setTimeout(t,i)}var ye=window.requestAnimationFrame||Ht("RequestAnimationFrame")||ze,ji=window.cancelAnimationFrame||Ht("CancelAnimationFrame")||Ht("CancelRequestAnimationFrame")||function(t){window.clearTimeout(t)};function k(t,e,i){if(i&&ye===ze)t.call(e);else return ye.call(window,E(t,e))}function O(t){t&&ji.call(window,t)}function H(){}H.extend=function(t){var e=function(){T(this),this.initialize&&this.initialize.apply(this,arguments),this.callInitHooks()},i=e.__super__=this.prototype,o=yt(i);o.constructor=e,e.prototype=o;for(var n in this)Object.prototype.hasOwnProperty.call(this,n)&&n!=="prototype"&&n!=="__super__"&&(e[n]=this[n]);return t.statics&&d(e,t.statics),t.includes&&(Xi(t.includes),d.apply(null,[o].concat(t.includes))),d(o,t),delete o.statics,delete o.includes,o.options&&(o.options=i.options?yt(i.options):{},d(o.options,t.options)),o._initHooks=[],o.callInitHooks=function(){if(!this._initHooksCalled){i.callInitHooks&&i.callInitHooks.call(this),this._initHooksCalled=!0;for(var r=0,a=o._initHooks.length;r<a;r++)o._initHooks[r].call(this)}},e};H.include=function(t){var e=this.prototype.options;return d(this.prototype,t),t.options&&(this.prototype.options=e,this.mergeOptions(t.options)),this};H.mergeOptions=function(t){return d(this.prototype.options,t),this};H.addInitHook=function(t){var e=Array.prototype.slice.call(arguments,1),i=typeof t=="function"?t:function(){this[t].apply(this,e)};return this.prototype._initHooks=this.prototype._initHooks||[],this.prototype._initHooks.push(i),this};function Xi(t){if(!(typeof L>"u"||!L||!L.Mixin)){t=G(t)?t:[t];for(var e=0;e<t.length;e++)t[e]===L.Mixin.Events&&console.warn("Deprecated include of L.Mixin.Events: this property will be removed in future releases, please inherit from L.Evented instead.",new Error().stack)}}var q={on:function(t,e,i){if(typeof t=="object")for(var o in t)this._on(o,t[o],e);else{t=$(t);for(var n=0,r=t.length;n<r;n++)this._on(t[n],e,i)}return this},off:function(t,e,i){if(!arguments.length)delete this._events;else if(typeof t=="object")for(var o in t)this._off(o,t[o],e);else{t=$(t);for(var n=arguments.length===1,r=0,a=t.length;r<a;r++)n?this._off(t[r]):this._off(t[r],e,i)}return this},_on:function(t,e,i,o){if(typeof e!="function"){console.warn("wrong listener type: "+typeof e);return}if(this._listens(t,e,i)===!1){i===this&&(i=void 0);var n={fn:e,ctx:i};o&&(n.once=!0),this._events=this._events||{},this._events[t]=this._events[t]||[],this._events[t].push(n)}},_off:function(t,e,i){var o,n,r;if(this._events&&(o=this._events[t],!!o)){if(arguments.length===1){if(this._firingCount)for(n=0,r=o.length;n<r;n++)o[n].fn=M;delete this._events[t];return}if(typeof e!="function"){console.warn("wrong listener type: "+typeof e);return}var a=this._listens(t,e,i);if(a!==!1){var s=o[a];this._firingCount&&(s.fn=M,this._events[t]=o=o.slice()),o.splice(a,1)}}},fire:function(t,e,i){if(!this.listens(t,i))return this;var o=d({},e,{type:t,target:this,sourceTarget:e&&e.sourceTarget||this});if(this._events){var n=this._events[t];if(n){this._firingCount=this._firingCount+1||1;for(var r=0,a=n.length;r<a;r++){var s=n[r],l=s.fn;s.once&&this.off(t,l,s.ctx),l.call(s.ctx||this,o)}this._firingCount--}}return i&&this._propagateEvent(o),this},listens:function(t,e,i,o){typeof t!="string"&&console.warn('"string" type argument expected');var n=e;typeof e!="function"&&(o=!!e,n=void 0,i=void 0);var r=this._events&&this._events[t];if(r&&r.length&&this._listens(t,n,i)!==!1)return!0;if(o){for(var a in this._eventParents)if(this._eventParents[a].listens(t,e,i,o))return!0}return!1},_listens:function(t,e,i){if(!this._events)return!1;var o=this._events[t]||[];if(!e)return!!o.length;i===this&&(i=void 0);for(var n=0,r=o.length;n<r;n++)if(o[n].fn===e&&o[n].ctx===i)return n;return!1},once:function(t,e,i){if(typeof t=="object")for(var o in t)this._on(o,t[o],e,!0);else{t=$(t);for(var n=0,r=t.length;n<r;n++)this._on(t[n],e,i,!0)}return this},addEventParent:function(t){return this._eventParents=this._eventParents||{},this._eventParents[P(t)]=t,this},removeEventParent:function(t){return this._eventParents&&delete this._eventParents[P(t)],this},_propagateEvent:function(t){for(var e in this._eventParents)this._eventParents[e].fire(t.type,d({layer:t.target,propagatedFrom:t.target},t),!0)}};q.addEventListener=q.on;q.removeEventListener=q.clearAllEventListeners=q.off;q.addOneTimeEventListener=q.once;q.fireEvent=q.fire;q.hasEventListeners=q.listens;var et=H.extend(q);function f(t,e,i){this.x=i?Math.round(t):t,this.y=i?Math.round(e):e}var Ee=Math.trunc||function(t){return t>0?Math.floor(t):Math.ceil(t)};f.prototype={clone:function(){return new f(this.x,this.y)},add:function(t){return this.clone()._add(u(t))},_add:function(t){return this.x+=t.x,this.y+=t.y,this},subtract:function(t){return this.clone()._subtract(u(t))},_subtract:function(t){return this.x-=t.x,this.y-=t.y,this},divideBy:function(t){return this.clone()._divideBy(t)},_divideBy:function(t){return this.x/=t,this.y/=t,this},multiplyBy:function(t){return this.clone()._multiplyBy(t)},_multiplyBy:function(t){return this.x*=t,this.y*=t,this},scaleBy:function(t){return new f(this.x*t.x,this.y*t.y)},unscaleBy:function(t){return new f(this.x/t.x,this.y/t.y)},round:function(){return this.clone()._round()},_round:function(){return this.x=Math.round(this.x),this.y=Math.round(this.y),this},floor:function(){return this.clone()._floor()},_floor:function(){return this.x=Math.floor(this.x),this.y=Math.floor(this.y),this},ceil:function(){return this.clone()._ceil()},_ceil:function(){return this.x=Math.ceil(this.x),this.y=Math.ceil(this.y),this},trunc:function(){return this.clone()._trunc()},_trunc:function(){return this.x=Ee(this.x),this.y=Ee(this.y),this},distanceTo:function(t){t=u(t);var e=t.x-this.x,i=t.y-this.y;return Math.sqrt(e*e+i*i)},equals:function(t){return t=u(t),t.x===this.x&&t.y===this.y},contains:function(t){return t=u(t),Math.abs(t.x)<=Math.abs(this.x)&&Math.abs(t.y)<=Math.abs(this.y)},toString:function(){return"Point("+at(this.x)+", "+at(this.y)+")"}};function u(t,e,i){return t instanceof f?t:G(t)?new f(t[0],t[1]):t==null?t:typeof t=="object"&&"x"in t&&"y"in t?new f(t.x,t.y):new f(t,e,i)}function D(t,e){if(t)for(var i=e?[t,e]:t,o=0,n=i.length;o<n;o++)this.extend(i[o])}D.prototype={extend:function(t){var e,i;if(!t)return this;if(t instanceof f||typeof t[0]=="number"||"x"in t)e=i=u(t);else if(t=C(t),e=t.min,i=t.max,!e||!i)return this;return!this.min&&!this.max?(this.min=e.clone(),this.max=i.clone()):(this.min.x=Math.min(e.x,this.min.x),this.max.x=Math.max(i.x,this.max.x),this.min.y=Math.min(e.y,this.min.y),this.max.y=Math.max(i.y,this.max.y)),this},getCenter:function(t){return u((this.min.x+this.max.x)/2,(this.min.y+this.max.y)/2,t)},getBottomLeft:function(){return u(this.min.x,this.max.y)},getTopRight:function(){return u(this.max.x,this.min.y)},getTopLeft:function(){return this.min},getBottomRight:function(){return this.max},getSize:function(){return this.max.subtract(this.min)},contains:function(t){var e,i;return typeof t[0]=="number"||t instanceof f?t=u(t):t=C(t),t instanceof D?(e=t.min,i=t.max):e=i=t,e.x>=this.min.x&&i.x<=this.max.x&&e.y>=this.min.y&&i.y<=this.max.y},intersects:function(t){t=C(t);var e=this.min,i=this.max,o=t.min,n=t.max,r=n.x>=e.x&&o.x<=i.x,a=n.y>=e.y&&o.y<=i.y;return r&&a},overlaps:function(t){t=C(t);var e=this.min,i=this.max,o=t.min,n=t.max,r=n.x>e.x&&o.x<i.x,a=n.y>e.y&&o.y<i.y;return r&&a},isValid:function(){return!!(this.min&&this.max)},pad:function(t){var e=this.min,i=this.max,o=Math.abs(e.x-i.x)*t,n=Math.abs(e.y-i.y)*t;return C(u(e.x-o,e.y-n),u(i.x+o,i.y+n))},equals:function(t){return t?(t=C(t),this.min.equals(t.getTopLeft())&&this.max.equals(t.getBottomRight())):!1}};function C(t,e){return!t||t instanceof D?t:new D(t,e)}function V(t,e){if(t)for(var i=e?[t,e]:t,o=0,n=i.length;o<n;o++)this.extend(i[o])}V.prototype={extend:function(t){var e=this._southWest,i=this._northEast,o,n;if(t instanceof p)o=t,n=t;else if(t instanceof V){if(o=t._southWest,n=t._northEast,!o||!n)return this}else return t?this.extend(U(t)||b(t)):this;return!e&&!i?(this._southWest=new p(o.lat,o.lng),this._northEast=new p(n.lat,n.lng)):(e.lat=Math.min(o.lat,e.lat),e.lng=Math.min(o.lng,e.lng),i.lat=Math.max(n.lat,i.lat),i.lng=Math.max(n.lng,i.lng)),this},pad:function(t){var e=this._southWest,i=this._northEast,o=Math.abs(e.lat-i.lat)*t,n=Math.abs(e.lng-i.lng)*t;return new V(new p(e.lat-o,e.lng-n),new p(i.lat+o,i.lng+n))},getCenter:function(){return new p((this._southWest.lat+this._northEast.lat)/2,(this._southWest.lng+this._northEast.lng)/2)},getSouthWest:function(){return this._southWest},getNorthEast:function(){return this._northEast},getNorthWest:function(){return new p(this.getNorth(),this.getWest())},getSouthEast:function(){return new p(this.getSouth(),this.getEast())},getWest:function(){return this._southWest.lng},getSouth:function(){return this._southWest.lat},getEast:function(){return this._northEast.lng},getNorth:function(){return this._northEast.lat},contains:function(t){typeof t[0]=="number"||t instanceof p||"lat"in t?t=U(t):t=b(t);var e=this._southWest,i=this._northEast,o,n;return t instanceof V?(o=t.getSouthWest(),n=t.getNorthEast()):o=n=t,o.lat>=e.lat&&n.lat<=i.lat&&o.lng>=e.lng&&n.lng<=i.lng},intersects:function(t){t=b(t);var e=this._southWest,i=this._northEast,o=t.getSouthWest(),n=t.getNorthEast(),r=n.lat>=e.lat&&o.lat<=i.lat,a=n.lng>=e.lng&&o.lng<=i.lng;return r&&a},overlaps:function(t){t=b(t);var e=this._southWest,i=this._northEast,o=t.getSouthWest(),n=t.getNorthEast(),r=n.lat>e.lat&&o.lat<i.lat,a=n.lng>e.lng&&o.lng<i.lng;return r&&a},toBBoxString:function(){return[this.getWest(),this.getSouth(),this.getEast(),this.getNorth()].join(",")},equals:function(t,e){return t?(t=b(t),this._southWest.equals(t.getSouthWest(),e)&&this._northEast.equals(t.getNorthEast(),e)):!1},isValid:function(){return!!(this._southWest&&this._northEast)}};function b(t,e){return t instanceof V?t:new V(t,e)}function p(t,e,i){if(isNaN(t)||isNaN(e))throw new Error("Invalid LatLng object: ("+t+", "+e+")");this.lat=+t,this.lng=+e,i!==void 0&&(this.alt=+i)}p.prototype={equals:function(t,e){if(!t)return!1;t=U(t);var i=Math.max(Math.abs(this.lat-t.lat),Math.abs(this.lng-t.lng));return i<=(e===void 0?1e-9:e)},toString:function(t){return"LatLng("+at(this.lat,t)+", "+at(this.lng,t)+")"},distanceTo:function(t){return nt.distance(this,U(t))},wrap:function(){return nt.wrapLatLng(this)},toBounds:function(t){var e=180*t/40075017,i=e/Math.cos(Math.PI/180*this.lat);return b([this.lat-e,this.lng-i],[this.lat+e,this.lng+i])},clone:function(){return new p(this.lat,this.lng,this.alt)}};function U(t,e,i){return t instanceof p?t:G(t)&&typeof t[0]!="object"?t.length===3?new p(t[0],t[1],t[2]):t.length===2?new p(t[0],t[1]):null:t==null?t:typeof t=="object"&&"lat"in t?new p(t.lat,"lng"in t?t.lng:t.lon,t.alt):e===void 0?null:new p(t,e,i)}var Me={latLngToPoint:function(t,e){var i=this.projection.project(t),o=this.scale(e);return this.transformation._transform(i,o)},pointToLatLng:function(t,e){var i=this.scale(e),o=this.transformation.untransform(t,i);return this.projection.unproject(o)},project:function(t){return this.projection.project(t)},unproject:function(t){return this.projection.unproject(t)},scale:function(t){return 256*Math.pow(2,t)},zoom:function(t){return Math.log(t/256)/Math.LN2},getProjectedBounds:function(t){if(this.infinite)return null;var e=this.projection.bounds,i=this.scale(t),o=this.transformation.transform(e.min,i),n=this.transformation.transform(e.max,i);return new D(o,n)},infinite:!1,wrapLatLng:function(t){var e=this.wrapLng?rt(t.lng,this.wrapLng,!0):t.lng,i=this.wrapLat?rt(t.lat,this.wrapLat,!0):t.lat,o=t.alt;return new p(i,e,o)},wrapLatLngBounds:function(t){var e=t.getCenter(),i=this.wrapLatLng(e),o=e.lat-i.lat,n=e.lng-i.lng;if(o===0&&n===0)return t;var r=t.getSouthWest(),a=t.getNorthEast(),s=new p(r.lat-o,r.lng-n),l=new p(a.lat-o,a.lng-n);return new V(s,l)}};var nt=d({},Me,{wrapLng:[-180,180],R:6371e3,distance:function(t,e){var i=Math.PI/180,o=t.lat*i,n=e.lat*i,r=Math.sin((e.lat-t.lat)*i/2),a=Math.sin((e.lng-t.lng)*i/2),s=r*r+Math.cos(o)*Math.cos(n)*a*a,l=2*Math.atan2(Math.sqrt(s),Math.sqrt(1-s));return this.R*l}});var ke=6378137,Vt={R:ke,MAX_LATITUDE:85.0511287798,project:function(t){var e=Math.PI/180,i=this.MAX_LATITUDE,o=Math.max(Math.min(i,t.lat),-i),n=Math.sin(o*e);return new f(this.R*t.lng*e,this.R*Math.log((1+n)/(1-n))/2)},unproject:function(t){var e=180/Math.PI;return new p((2*Math.atan(Math.exp(t.y/this.R))-Math.PI/2)*e,t.x*e/this.R)},bounds:(function(){var t=ke*Math.PI;return new D([-t,-t],[t,t])})()};function De(t,e,i,o){if(G(t)){this._a=t[0],this._b=t[1],this._c=t[2],this._d=t[3];return}this._a=t,this._b=e,this._c=i,this._d=o}De.prototype={transform:function(t,e){return this._transform(t.clone(),e)},_transform:function(t,e){return e=e||1,t.x=e*(this._a*t.x+this._b),t.y=e*(this._c*t.y+this._d),t},untransform:function(t,e){return e=e||1,new f((t.x/e-this._b)/this._a,(t.y/e-this._d)/this._c)}};function Tt(t,e,i,o){return new De(t,e,i,o)}var Kt=d({},nt,{code:"EPSG:3857",projection:Vt,transformation:(function(){var t=.5/(Math.PI*Vt.R);return Tt(t,.5,-t,.5)})()}),xn=d({},Kt,{code:"EPSG:900913"});function Ue(t){return document.createElementNS("http://www.w3.org/2000/svg",t)}var Gt=document.documentElement.style,zt="ActiveXObject"in window,Yi=zt&&!document.addEventListener,Ze="msLaunchUri"in navigator&&!("documentMode"in document),jt=j("webkit"),Ce=j("android"),Se=j("android 2")||j("android 3"),$i=parseInt(/WebKit\/([0-9]+)|$/.exec(navigator.userAgent)[1],10),Ji=Ce&&j("Google")&&$i<537&&!("AudioNode"in window),Xt=!!window.opera,Ae=!Ze&&j("chrome"),Be=j("gecko")&&!jt&&!Xt&&!zt,Qi=!Ae&&j("safari"),Oe=j("phantom"),Ie="OTransition"in Gt,to=navigator.platform.indexOf("Win")===0,Ne=zt&&"transition"in Gt,Yt="WebKitCSSMatrix"in window&&"m11"in new window.WebKitCSSMatrix&&!Se,Re="MozPerspective"in Gt,eo=!window.L_DISABLE_3D&&(Ne||Yt||Re)&&!Ie&&!Oe,ct=typeof orientation<"u"||j("mobile"),io=ct&&jt,oo=ct&&Yt,Fe=!window.PointerEvent&&window.MSPointerEvent,We=!!(window.PointerEvent||Fe),He="ontouchstart"in window||!!window.TouchEvent,no=!window.L_NO_TOUCH&&(He||We),ro=ct&&Xt,ao=ct&&Be,so=(window.devicePixelRatio||window.screen.deviceXDPI/window.screen.logicalXDPI)>1,lo=(function(){var t=!1;try{var e=Object.defineProperty({},"passive",{get:function(){t=!0}});window.addEventListener("testPassiveEventSupport",M,e),window.removeEventListener("testPassiveEventSupport",M,e)}catch{}return t})(),ho=(function(){return!!document.createElement("canvas").getContext})(),$t=!!(document.createElementNS&&Ue("svg").createSVGRect),fo=!!$t&&(function(){var t=document.createElement("div");return t.innerHTML="<svg/>",(t.firstChild&&t.firstChild.namespaceURI)==="http://www.w3.org/2000/svg"})(),uo=!$t&&(function(){try{var t=document.createElement("div");t.innerHTML='<v:shape adj="1"/>';var e=t.firstChild;return e.style.behavior="url(#default#VML)",e&&typeof e.adj=="object"}catch{return!1}})(),mo=navigator.platform.indexOf("Mac")===0,co=navigator.platform.indexOf("Linux")===0;function j(t){return navigator.userAgent.toLowerCase().indexOf(t)>=0}var h={ie:zt,ielt9:Yi,edge:Ze,webkit:jt,android:Ce,android23:Se,androidStock:Ji,opera:Xt,chrome:Ae,gecko:Be,safari:Qi,phantom:Oe,opera12:Ie,win:to,ie3d:Ne,webkit3d:Yt,gecko3d:Re,any3d:eo,mobile:ct,mobileWebkit:io,mobileWebkit3d:oo,msPointer:Fe,pointer:We,touch:no,touchNative:He,mobileOpera:ro,mobileGecko:ao,retina:so,passiveEvents:lo,canvas:ho,svg:$t,vml:uo,inlineSvg:fo,mac:mo,linux:co};var Ge=h.msPointer?"MSPointerDown":"pointerdown",je=h.msPointer?"MSPointerMove":"pointermove",Xe=h.msPointer?"MSPointerUp":"pointerup",Ye=h.msPointer?"MSPointerCancel":"pointercancel",Jt={touchstart:Ge,touchmove:je,touchend:Xe,touchcancel:Ye},qe={touchstart:vo,touchmove:Et,touchend:Et,touchcancel:Et},st={},Ve=!1;function $e(t,e,i){return e==="touchstart"&&go(),qe[e]?(i=qe[e].bind(this,i),t.addEventListener(Jt[e],i,!1),i):(console.warn("wrong event specified:",e),M)}function Je(t,e,i){if(!Jt[e]){console.warn("wrong event specified:",e);return}t.removeEventListener(Jt[e],i,!1)}function po(t){st[t.pointerId]=t}function _o(t){st[t.pointerId]&&(st[t.pointerId]=t)}function Ke(t){delete st[t.pointerId]}function go(){Ve||(document.addEventListener(Ge,po,!0),document.addEventListener(je,_o,!0),document.addEventListener(Xe,Ke,!0),document.addEventListener(Ye,Ke,!0),Ve=!0)}function Et(t,e){if(e.pointerType!==(e.MSPOINTER_TYPE_MOUSE||"mouse")){e.touches=[];for(var i in st)e.touches.push(st[i]);e.changedTouches=[e],t(e)}}function vo(t,e){e.MSPOINTER_TYPE_TOUCH&&e.pointerType===e.MSPOINTER_TYPE_TOUCH&&I(e),Et(t,e)}function xo(t){var e={},i,o;for(o in t)i=t[o],e[o]=i&&i.bind?i.bind(t):i;return t=e,e.type="dblclick",e.detail=2,e.isTrusted=!1,e._simulated=!0,e}var bo=200;function Qe(t,e){t.addEventListener("dblclick",e);var i=0,o;function n(r){if(r.detail!==1){o=r.detail;return}if(!(r.pointerType==="mouse"||r.sourceCapabilities&&!r.sourceCapabilities.firesTouchEvents)){var a=ei(r);if(!(a.some(function(l){return l instanceof HTMLLabelElement&&l.attributes.for})&&!a.some(function(l){return l instanceof HTMLInputElement||l instanceof HTMLSelectElement}))){var s=Date.now();s-i<=bo?(o++,o===2&&e(xo(r))):o=1,i=s}}}return t.addEventListener("click",n),{dblclick:e,simDblclick:n}}function ti(t,e){t.removeEventListener("dblclick",e.dblclick),t.removeEventListener("click",e.simDblclick)}var ie=re(["transform","webkitTransform","OTransform","MozTransform","msTransform"]),dt=re(["webkitTransition","transition","OTransition","MozTransition","msTransition"]),ii=dt==="webkitTransition"||dt==="OTransition"?dt+"End":"transitionend";function oi(t){return typeof t=="string"?document.getElementById(t):t}function pt(t,e){var i=t.style[e]||t.currentStyle&&t.currentStyle[e];if((!i||i==="auto")&&document.defaultView){var o=document.defaultView.getComputedStyle(t,null);i=o?o[e]:null}return i==="auto"?null:i}function A(t,e,i){var o=document.createElement(t);return o.className=e||"",i&&i.appendChild(o),o}function Z(t){var e=t.parentNode;e&&e.removeChild(t)}function ni(t){for(;t.firstChild;)t.removeChild(t.firstChild)}function ri(t){var e=t.parentNode;e&&e.lastChild!==t&&e.appendChild(t)}function ai(t){var e=t.parentNode;e&&e.firstChild!==t&&e.insertBefore(t,e.firstChild)}function oe(t,e){if(t.classList!==void 0)return t.classList.contains(e);var i=ne(t);return i.length>0&&new RegExp("(^|\\s)"+e+"(\\s|$)").test(i)}function _(t,e){if(t.classList!==void 0)for(var i=$(e),o=0,n=i.length;o<n;o++)t.classList.add(i[o]);else if(!oe(t,e)){var r=ne(t);si(t,(r?r+" ":"")+e)}}function B(t,e){t.classList!==void 0?t.classList.remove(e):si(t,qt((" "+ne(t)+" ").replace(" "+e+" "," ")))}function si(t,e){t.className.baseVal===void 0?t.className=e:t.className.baseVal=e}function ne(t){return t.correspondingElement&&(t=t.correspondingElement),t.className.baseVal===void 0?t.className:t.className.baseVal}function it(t,e){"opacity"in t.style?t.style.opacity=e:"filter"in t.style&&wo(t,e)}function wo(t,e){var i=!1,o="DXImageTransform.Microsoft.Alpha";try{i=t.filters.item(o)}catch{if(e===1)return}e=Math.round(e*100),i?(i.Enabled=e!==100,i.Opacity=e):t.style.filter+=" progid:"+o+"(opacity="+e+")"}function re(t){for(var e=document.documentElement.style,i=0;i<t.length;i++)if(t[i]in e)return t[i];return!1}function ht(t,e,i){var o=e||new f(0,0);t.style[ie]=(h.ie3d?"translate("+o.x+"px,"+o.y+"px)":"translate3d("+o.x+"px,"+o.y+"px,0)")+(i?" scale("+i+")":"")}function S(t,e){t._leaflet_pos=e,h.any3d?ht(t,e):(t.style.left=e.x+"px",t.style.top=e.y+"px")}function J(t){return t._leaflet_pos||new f(0,0)}var kt,Dt,Qt;"onselectstart"in document?(kt=function(){c(window,"selectstart",I)},Dt=function(){w(window,"selectstart",I)}):(lt=re(["userSelect","WebkitUserSelect","OUserSelect","MozUserSelect","msUserSelect"]),kt=function(){if(lt){var t=document.documentElement.style;Qt=t[lt],t[lt]="none"}},Dt=function(){lt&&(document.documentElement.style[lt]=Qt,Qt=void 0)});var lt;function li(){c(window,"dragstart",I)}function hi(){w(window,"dragstart",I)}var Mt,te;function Ut(t){for(;t.tabIndex===-1;)t=t.parentNode;t.style&&(ee(),Mt=t,te=t.style.outlineStyle,t.style.outlineStyle="none",c(window,"keydown",ee))}function ee(){Mt&&(Mt.style.outlineStyle=te,Mt=void 0,te=void 0,w(window,"keydown",ee))}function fi(t){do t=t.parentNode;while((!t.offsetWidth||!t.offsetHeight)&&t!==document.body);return t}function Zt(t){var e=t.getBoundingClientRect();return{x:e.width/t.offsetWidth||1,y:e.height/t.offsetHeight||1,boundingClientRect:e}}function c(t,e,i,o){if(e&&typeof e=="object")for(var n in e)mi(t,n,e[n],i);else{e=$(e);for(var r=0,a=e.length;r<a;r++)mi(t,e[r],i,o)}return this}var X="_leaflet_events";function w(t,e,i,o){if(arguments.length===1)ui(t),delete t[X];else if(e&&typeof e=="object")for(var n in e)se(t,n,e[n],i);else if(e=$(e),arguments.length===2)ui(t,function(s){return Pt(e,s)!==-1});else for(var r=0,a=e.length;r<a;r++)se(t,e[r],i,o);return this}function ui(t,e){for(var i in t[X]){var o=i.split(/\d/)[0];(!e||e(o))&&se(t,o,null,null,i)}}var ae={mouseenter:"mouseover",mouseleave:"mouseout",wheel:!("onwheel"in window)&&"mousewheel"};function mi(t,e,i,o){var n=e+P(i)+(o?"_"+P(o):"");if(t[X]&&t[X][n])return this;var r=function(s){return i.call(o||t,s||window.event)},a=r;!h.touchNative&&h.pointer&&e.indexOf("touch")===0?r=$e(t,e,r):h.touch&&e==="dblclick"?r=Qe(t,r):"addEventListener"in t?e==="touchstart"||e==="touchmove"||e==="wheel"||e==="mousewheel"?t.addEventListener(ae[e]||e,r,h.passiveEvents?{passive:!1}:!1):e==="mouseenter"||e==="mouseleave"?(r=function(s){s=s||window.event,le(t,s)&&a(s)},t.addEventListener(ae[e],r,!1)):t.addEventListener(e,a,!1):t.attachEvent("on"+e,r),t[X]=t[X]||{},t[X][n]=r}function se(t,e,i,o,n){n=n||e+P(i)+(o?"_"+P(o):"");var r=t[X]&&t[X][n];if(!r)return this;!h.touchNative&&h.pointer&&e.indexOf("touch")===0?Je(t,e,r):h.touch&&e==="dblclick"?ti(t,r):"removeEventListener"in t?t.removeEventListener(ae[e]||e,r,!1):t.detachEvent("on"+e,r),t[X][n]=null}function ci(t){return t.stopPropagation?t.stopPropagation():t.originalEvent?t.originalEvent._stopped=!0:t.cancelBubble=!0,this}function Ct(t){return c(t,"mousedown touchstart dblclick contextmenu",ci),t._leaflet_disable_click=!0,this}function I(t){return t.preventDefault?t.preventDefault():t.returnValue=!1,this}function ft(t){return I(t),ci(t),this}function ei(t){if(t.composedPath)return t.composedPath();for(var e=[],i=t.target;i;)e.push(i),i=i.parentNode;return e}function di(t,e){if(!e)return new f(t.clientX,t.clientY);var i=Zt(e),o=i.boundingClientRect;return new f((t.clientX-o.left)/i.x-e.clientLeft,(t.clientY-o.top)/i.y-e.clientTop)}var yo=h.linux&&h.chrome?window.devicePixelRatio:h.mac?window.devicePixelRatio*3:window.devicePixelRatio>0?2*window.devicePixelRatio:1;function pi(t){return h.edge?t.wheelDeltaY/2:t.deltaY&&t.deltaMode===0?-t.deltaY/yo:t.deltaY&&t.deltaMode===1?-t.deltaY*20:t.deltaY&&t.deltaMode===2?-t.deltaY*60:t.deltaX||t.deltaZ?0:t.wheelDelta?(t.wheelDeltaY||t.wheelDelta)/2:t.detail&&Math.abs(t.detail)<32765?-t.detail*20:t.detail?t.detail/-32765*60:0}function le(t,e){var i=e.relatedTarget;if(!i)return!0;try{for(;i&&i!==t;)i=i.parentNode}catch{return!1}return i!==t}var _i=et.extend({run:function(t,e,i,o){this.stop(),this._el=t,this._inProgress=!0,this._duration=i||.25,this._easeOutPower=1/Math.max(o||.5,.2),this._startPos=J(t),this._offset=e.subtract(this._startPos),this._startTime=+new Date,this.fire("start"),this._animate()},stop:function(){this._inProgress&&(this._step(!0),this._complete())},_animate:function(){this._animId=k(this._animate,this),this._step()},_step:function(t){var e=+new Date-this._startTime,i=this._duration*1e3;e<i?this._runFrame(this._easeOut(e/i),t):(this._runFrame(1),this._complete())},_runFrame:function(t,e){var i=this._startPos.add(this._offset.multiplyBy(t));e&&i._round(),S(this._el,i),this.fire("step")},_complete:function(){O(this._animId),this._inProgress=!1,this.fire("end")},_easeOut:function(t){return 1-Math.pow(1-t,this._easeOutPower)}});var g=et.extend({options:{crs:Kt,center:void 0,zoom:void 0,minZoom:void 0,maxZoom:void 0,layers:[],maxBounds:void 0,renderer:void 0,zoomAnimation:!0,zoomAnimationThreshold:4,fadeAnimation:!0,markerZoomAnimation:!0,transform3DLimit:8388608,zoomSnap:1,zoomDelta:1,trackResize:!0},initialize:function(t,e){e=T(this,e),this._handlers=[],this._layers={},this._zoomBoundLayers={},this._sizeChanged=!0,this._initContainer(t),this._initLayout(),this._onResize=E(this._onResize,this),this._initEvents(),e.maxBounds&&this.setMaxBounds(e.maxBounds),e.zoom!==void 0&&(this._zoom=this._limitZoom(e.zoom)),e.center&&e.zoom!==void 0&&this.setView(U(e.center),e.zoom,{reset:!0}),this.callInitHooks(),this._zoomAnimated=dt&&h.any3d&&!h.mobileOpera&&this.options.zoomAnimation,this._zoomAnimated&&(this._createAnimProxy(),c(this._proxy,ii,this._catchTransitionEnd,this)),this._addLayers(this.options.layers)},setView:function(t,e,i){if(e=e===void 0?this._zoom:this._limitZoom(e),t=this._limitCenter(U(t),e,this.options.maxBounds),i=i||{},this._stop(),this._loaded&&!i.reset&&i!==!0){i.animate!==void 0&&(i.zoom=d({animate:i.animate},i.zoom),i.pan=d({animate:i.animate,duration:i.duration},i.pan));var o=this._zoom!==e?this._tryAnimatedZoom&&this._tryAnimatedZoom(t,e,i.zoom):this._tryAnimatedPan(t,i.pan);if(o)return clearTimeout(this._sizeTimer),this}return this._resetView(t,e,i.pan&&i.pan.noMoveStart),this},setZoom:function(t,e){return this._loaded?this.setView(this.getCenter(),t,{zoom:e}):(this._zoom=t,this)},zoomIn:function(t,e){return t=t||(h.any3d?this.options.zoomDelta:1),this.setZoom(this._zoom+t,e)},zoomOut:function(t,e){return t=t||(h.any3d?this.options.zoomDelta:1),this.setZoom(this._zoom-t,e)},setZoomAround:function(t,e,i){var o=this.getZoomScale(e),n=this.getSize().divideBy(2),r=t instanceof f?t:this.latLngToContainerPoint(t),a=r.subtract(n).multiplyBy(1-1/o),s=this.containerPointToLatLng(n.add(a));return this.setView(s,e,{zoom:i})},_getBoundsCenterZoom:function(t,e){e=e||{},t=t.getBounds?t.getBounds():b(t);var i=u(e.paddingTopLeft||e.padding||[0,0]),o=u(e.paddingBottomRight||e.padding||[0,0]),n=this.getBoundsZoom(t,!1,i.add(o));if(n=typeof e.maxZoom=="number"?Math.min(e.maxZoom,n):n,n===1/0)return{center:t.getCenter(),zoom:n};var r=o.subtract(i).divideBy(2),a=this.project(t.getSouthWest(),n),s=this.project(t.getNorthEast(),n),l=this.unproject(a.add(s).divideBy(2).add(r),n);return{center:l,zoom:n}},fitBounds:function(t,e){if(t=b(t),!t.isValid())throw new Error("Bounds are not valid.");var i=this._getBoundsCenterZoom(t,e);return this.setView(i.center,i.zoom,e)},fitWorld:function(t){return this.fitBounds([[-90,-180],[90,180]],t)},panTo:function(t,e){return this.setView(t,this._zoom,{pan:e})},panBy:function(t,e){if(t=u(t).round(),e=e||{},!t.x&&!t.y)return this.fire("moveend");if(e.animate!==!0&&!this.getSize().contains(t))return this._resetView(this.unproject(this.project(this.getCenter()).add(t)),this.getZoom()),this;if(this._panAnim||(this._panAnim=new _i,this._panAnim.on({step:this._onPanTransitionStep,end:this._onPanTransitionEnd},this)),e.noMoveStart||this.fire("movestart"),e.animate!==!1){_(this._mapPane,"leaflet-pan-anim");var i=this._getMapPanePos().subtract(t).round();this._panAnim.run(this._mapPane,i,e.duration||.25,e.easeLinearity)}else this._rawPanBy(t),this.fire("move").fire("moveend");return this},flyTo:function(t,e,i){if(i=i||{},i.animate===!1||!h.any3d)return this.setView(t,e,i);this._stop();var o=this.project(this.getCenter()),n=this.project(t),r=this.getSize(),a=this._zoom;t=U(t),e=e===void 0?a:e;var s=Math.max(r.x,r.y),l=s*this.getZoomScale(a,e),m=n.distanceTo(o)||1,v=1.42,N=v*v;function z(y){var wt=y?-1:1,Fi=y?l:s,Wi=l*l-s*s+wt*N*N*m*m,Hi=2*Fi*N*m,Wt=Wi/Hi,xe=Math.sqrt(Wt*Wt+1)-Wt,qi=xe<1e-9?-18:Math.log(xe);return qi}function Y(y){return(Math.exp(y)-Math.exp(-y))/2}function ot(y){return(Math.exp(y)+Math.exp(-y))/2}function bt(y){return Y(y)/ot(y)}var tt=z(0);function Ft(y){return s*(ot(tt)/ot(tt+v*y))}function Oi(y){return s*(ot(tt)*bt(tt+v*y)-Y(tt))/N}function Ii(y){return 1-Math.pow(1-y,1.5)}var Ni=Date.now(),ge=(z(1)-tt)/v,Ri=i.duration?1e3*i.duration:1e3*ge*.8;function ve(){var y=(Date.now()-Ni)/Ri,wt=Ii(y)*ge;y<=1?(this._flyToFrame=k(ve,this),this._move(this.unproject(o.add(n.subtract(o).multiplyBy(Oi(wt)/m)),a),this.getScaleZoom(s/Ft(wt),a),{flyTo:!0})):this._move(t,e)._moveEnd(!0)}return this._moveStart(!0,i.noMoveStart),ve.call(this),this},flyToBounds:function(t,e){var i=this._getBoundsCenterZoom(t,e);return this.flyTo(i.center,i.zoom,e)},setMaxBounds:function(t){return t=b(t),this.listens("moveend",this._panInsideMaxBounds)&&this.off("moveend",this._panInsideMaxBounds),t.isValid()?(this.options.maxBounds=t,this._loaded&&this._panInsideMaxBounds(),this.on("moveend",this._panInsideMaxBounds)):(this.options.maxBounds=null,this)},setMinZoom:function(t){var e=this.options.minZoom;return this.options.minZoom=t,this._loaded&&e!==t&&(this.fire("zoomlevelschange"),this.getZoom()<this.options.minZoom)?this.setZoom(t):this},setMaxZoom:function(t){var e=this.options.maxZoom;return this.options.maxZoom=t,this._loaded&&e!==t&&(this.fire("zoomlevelschange"),this.getZoom()>this.options.maxZoom)?this.setZoom(t):this},panInsideBounds:function(t,e){this._enforcingBounds=!0;var i=this.getCenter(),o=this._limitCenter(i,this._zoom,b(t));return i.equals(o)||this.panTo(o,e),this._enforcingBounds=!1,this},panInside:function(t,e){e=e||{};var i=u(e.paddingTopLeft||e.padding||[0,0]),o=u(e.paddingBottomRight||e.padding||[0,0]),n=this.project(this.getCenter()),r=this.project(t),a=this.getPixelBounds(),s=C([a.min.add(i),a.max.subtract(o)]),l=s.getSize();if(!s.contains(r)){this._enforcingBounds=!0;var m=r.subtract(s.getCenter()),v=s.extend(r).getSize().subtract(l);n.x+=m.x<0?-v.x:v.x,n.y+=m.y<0?-v.y:v.y,this.panTo(this.unproject(n),e),this._enforcingBounds=!1}return this},invalidateSize:function(t){if(!this._loaded)return this;t=d({animate:!1,pan:!0},t===!0?{animate:!0}:t);var e=this.getSize();this._sizeChanged=!0,this._lastCenter=null;var i=this.getSize(),o=e.divideBy(2).round(),n=i.divideBy(2).round(),r=o.subtract(n);return!r.x&&!r.y?this:(t.animate&&t.pan?this.panBy(r):(t.pan&&this._rawPanBy(r),this.fire("move"),t.debounceMoveend?(clearTimeout(this._sizeTimer),this._sizeTimer=setTimeout(E(this.fire,this,"moveend"),200)):this.fire("moveend")),this.fire("resize",{oldSize:e,newSize:i}))},stop:function(){return this.setZoom(this._limitZoom(this._zoom)),this.options.zoomSnap||this.fire("viewreset"),this._stop()},locate:function(t){if(t=this._locateOptions=d({timeout:1e4,watch:!1},t),!("geolocation"in navigator))return this._handleGeolocationError({code:0,message:"Geolocation not supported."}),this;var e=E(this._handleGeolocationResponse,this),i=E(this._handleGeolocationError,this);return t.watch?this._locationWatchId=navigator.geolocation.watchPosition(e,i,t):navigator.geolocation.getCurrentPosition(e,i,t),this},stopLocate:function(){return navigator.geolocation&&navigator.geolocation.clearWatch&&navigator.geolocation.clearWatch(this._locationWatchId),this._locateOptions&&(this._locateOptions.setView=!1),this},_handleGeolocationError:function(t){if(this._container._leaflet_id){var e=t.code,i=t.message||(e===1?"permission denied":e===2?"position unavailable":"timeout");this._locateOptions.setView&&!this._loaded&&this.fitWorld(),this.fire("locationerror",{code:e,message:"Geolocation error: "+i+"."})}},_handleGeolocationResponse:function(t){if(this._container._leaflet_id){var e=t.coords.latitude,i=t.coords.longitude,o=new p(e,i),n=o.toBounds(t.coords.accuracy*2),r=this._locateOptions;if(r.setView){var a=this.getBoundsZoom(n);this.setView(o,r.maxZoom?Math.min(a,r.maxZoom):a)}var s={latlng:o,bounds:n,timestamp:t.timestamp};for(var l in t.coords)typeof t.coords[l]=="number"&&(s[l]=t.coords[l]);this.fire("locationfound",s)}},addHandler:function(t,e){if(!e)return this;var i=this[t]=new e(this);return this._handlers.push(i),this.options[t]&&i.enable(),this},remove:function(){if(this._initEvents(!0),this.options.maxBounds&&this.off("moveend",this._panInsideMaxBounds),this._containerId!==this._container._leaflet_id)throw new Error("Map container is being reused by another instance");try{delete this._container._leaflet_id,delete this._containerId}catch{this._container._leaflet_id=void 0,this._containerId=void 0}this._locationWatchId!==void 0&&this.stopLocate(),this._stop(),Z(this._mapPane),this._clearControlPos&&this._clearControlPos(),this._resizeRequest&&(O(this._resizeRequest),this._resizeRequest=null),this._clearHandlers(),this._loaded&&this.fire("unload");var t;for(t in this._layers)this._layers[t].remove();for(t in this._panes)Z(this._panes[t]);return this._layers=[],this._panes=[],delete this._mapPane,delete this._renderer,this},createPane:function(t,e){var i="leaflet-pane"+(t?" leaflet-"+t.replace("Pane","")+"-pane":""),o=A("div",i,e||this._mapPane);return t&&(this._panes[t]=o),o},getCenter:function(){return this._checkIfLoaded(),this._lastCenter&&!this._moved()?this._lastCenter.clone():this.layerPointToLatLng(this._getCenterLayerPoint())},getZoom:function(){return this._zoom},getBounds:function(){var t=this.getPixelBounds(),e=this.unproject(t.getBottomLeft()),i=this.unproject(t.getTopRight());return new V(e,i)},getMinZoom:function(){return this.options.minZoom===void 0?this._layersMinZoom||0:this.options.minZoom},getMaxZoom:function(){return this.options.maxZoom===void 0?this._layersMaxZoom===void 0?1/0:this._layersMaxZoom:this.options.maxZoom},getBoundsZoom:function(t,e,i){t=b(t),i=u(i||[0,0]);var o=this.getZoom()||0,n=this.getMinZoom(),r=this.getMaxZoom(),a=t.getNorthWest(),s=t.getSouthEast(),l=this.getSize().subtract(i),m=C(this.project(s,o),this.project(a,o)).getSize(),v=h.any3d?this.options.zoomSnap:1,N=l.x/m.x,z=l.y/m.y,Y=e?Math.max(N,z):Math.min(N,z);return o=this.getScaleZoom(Y,o),v&&(o=Math.round(o/(v/100))*(v/100),o=e?Math.ceil(o/v)*v:Math.floor(o/v)*v),Math.max(n,Math.min(r,o))},getSize:function(){return(!this._size||this._sizeChanged)&&(this._size=new f(this._container.clientWidth||0,this._container.clientHeight||0),this._sizeChanged=!1),this._size.clone()},getPixelBounds:function(t,e){var i=this._getTopLeftPoint(t,e);return new D(i,i.add(this.getSize()))},getPixelOrigin:function(){return this._checkIfLoaded(),this._pixelOrigin},getPixelWorldBounds:function(t){return this.options.crs.getProjectedBounds(t===void 0?this.getZoom():t)},getPane:function(t){return typeof t=="string"?this._panes[t]:t},getPanes:function(){return this._panes},getContainer:function(){return this._container},getZoomScale:function(t,e){var i=this.options.crs;return e=e===void 0?this._zoom:e,i.scale(t)/i.scale(e)},getScaleZoom:function(t,e){var i=this.options.crs;e=e===void 0?this._zoom:e;var o=i.zoom(t*i.scale(e));return isNaN(o)?1/0:o},project:function(t,e){return e=e===void 0?this._zoom:e,this.options.crs.latLngToPoint(U(t),e)},unproject:function(t,e){return e=e===void 0?this._zoom:e,this.options.crs.pointToLatLng(u(t),e)},layerPointToLatLng:function(t){var e=u(t).add(this.getPixelOrigin());return this.unproject(e)},latLngToLayerPoint:function(t){var e=this.project(U(t))._round();return e._subtract(this.getPixelOrigin())},wrapLatLng:function(t){return this.options.crs.wrapLatLng(U(t))},wrapLatLngBounds:function(t){return this.options.crs.wrapLatLngBounds(b(t))},distance:function(t,e){return this.options.crs.distance(U(t),U(e))},containerPointToLayerPoint:function(t){return u(t).subtract(this._getMapPanePos())},layerPointToContainerPoint:function(t){return u(t).add(this._getMapPanePos())},containerPointToLatLng:function(t){var e=this.containerPointToLayerPoint(u(t));return this.layerPointToLatLng(e)},latLngToContainerPoint:function(t){return this.layerPointToContainerPoint(this.latLngToLayerPoint(U(t)))},mouseEventToContainerPoint:function(t){return di(t,this._container)},mouseEventToLayerPoint:function(t){return this.containerPointToLayerPoint(this.mouseEventToContainerPoint(t))},mouseEventToLatLng:function(t){return this.layerPointToLatLng(this.mouseEventToLayerPoint(t))},_initContainer:function(t){var e=this._container=oi(t);if(e){if(e._leaflet_id)throw new Error("Map container is already initialized.")}else throw new Error("Map container not found.");c(e,"scroll",this._onScroll,this),this._containerId=P(e)},_initLayout:function(){var t=this._container;this._fadeAnimated=this.options.fadeAnimation&&h.any3d,_(t,"leaflet-container"+(h.touch?" leaflet-touch":"")+(h.retina?" leaflet-retina":"")+(h.ielt9?" leaflet-oldie":"")+(h.safari?" leaflet-safari":"")+(this._fadeAnimated?" leaflet-fade-anim":""));var e=pt(t,"position");e!=="absolute"&&e!=="relative"&&e!=="fixed"&&e!=="sticky"&&(t.style.position="relative"),this._initPanes(),this._initControlPos&&this._initControlPos()},_initPanes:function(){var t=this._panes={};this._paneRenderers={},this._mapPane=this.createPane("mapPane",this._container),S(this._mapPane,new f(0,0)),this.createPane("tilePane"),this.createPane("overlayPane"),this.createPane("shadowPane"),this.createPane("markerPane"),this.createPane("tooltipPane"),this.createPane("popupPane"),this.options.markerZoomAnimation||(_(t.markerPane,"leaflet-zoom-hide"),_(t.shadowPane,"leaflet-zoom-hide"))},_resetView:function(t,e,i){S(this._mapPane,new f(0,0));var o=!this._loaded;this._loaded=!0,e=this._limitZoom(e),this.fire("viewprereset");var n=this._zoom!==e;this._moveStart(n,i)._move(t,e)._moveEnd(n),this.fire("viewreset"),o&&this.fire("load")},_moveStart:function(t,e){return t&&this.fire("zoomstart"),e||this.fire("movestart"),this},_move:function(t,e,i,o){e===void 0&&(e=this._zoom);var n=this._zoom!==e;return this._zoom=e,this._lastCenter=t,this._pixelOrigin=this._getNewPixelOrigin(t),o?i&&i.pinch&&this.fire("zoom",i):((n||i&&i.pinch)&&this.fire("zoom",i),this.fire("move",i)),this},_moveEnd:function(t){return t&&this.fire("zoomend"),this.fire("moveend")},_stop:function(){return O(this._flyToFrame),this._panAnim&&this._panAnim.stop(),this},_rawPanBy:function(t){S(this._mapPane,this._getMapPanePos().subtract(t))},_getZoomSpan:function(){return this.getMaxZoom()-this.getMinZoom()},_panInsideMaxBounds:function(){this._enforcingBounds||this.panInsideBounds(this.options.maxBounds)},_checkIfLoaded:function(){if(!this._loaded)throw new Error("Set map center and zoom first.")},_initEvents:function(t){this._targets={},this._targets[P(this._container)]=this;var e=t?w:c;e(this._container,"click dblclick mousedown mouseup mouseover mouseout mousemove contextmenu keypress keydown keyup",this._handleDOMEvent,this),this.options.trackResize&&e(window,"resize",this._onResize,this),h.any3d&&this.options.transform3DLimit&&(t?this.off:this.on).call(this,"moveend",this._onMoveEnd)},_onResize:function(){O(this._resizeRequest),this._resizeRequest=k(function(){this.invalidateSize({debounceMoveend:!0})},this)},_onScroll:function(){this._container.scrollTop=0,this._container.scrollLeft=0},_onMoveEnd:function(){var t=this._getMapPanePos();Math.max(Math.abs(t.x),Math.abs(t.y))>=this.options.transform3DLimit&&this._resetView(this.getCenter(),this.getZoom())},_findEventTargets:function(t,e){for(var i=[],o,n=e==="mouseout"||e==="mouseover",r=t.target||t.srcElement,a=!1;r;){if(o=this._targets[P(r)],o&&(e==="click"||e==="preclick")&&this._draggableMoved(o)){a=!0;break}if(o&&o.listens(e,!0)&&(n&&!le(r,t)||(i.push(o),n))||r===this._container)break;r=r.parentNode}return!i.length&&!a&&!n&&this.listens(e,!0)&&(i=[this]),i},_isClickDisabled:function(t){for(;t&&t!==this._container;){if(t._leaflet_disable_click)return!0;t=t.parentNode}},_handleDOMEvent:function(t){var e=t.target||t.srcElement;if(!(!this._loaded||e._leaflet_disable_events||t.type==="click"&&this._isClickDisabled(e))){var i=t.type;i==="mousedown"&&Ut(e),this._fireDOMEvent(t,i)}},_mouseEvents:["click","dblclick","mouseover","mouseout","contextmenu"],_fireDOMEvent:function(t,e,i){if(t.type==="click"){var o=d({},t);o.type="preclick",this._fireDOMEvent(o,o.type,i)}var n=this._findEventTargets(t,e);if(i){for(var r=[],a=0;a<i.length;a++)i[a].listens(e,!0)&&r.push(i[a]);n=r.concat(n)}if(n.length){e==="contextmenu"&&I(t);var s=n[0],l={originalEvent:t};if(t.type!=="keypress"&&t.type!=="keydown"&&t.type!=="keyup"){var m=s.getLatLng&&(!s._radius||s._radius<=10);l.containerPoint=m?this.latLngToContainerPoint(s.getLatLng()):this.mouseEventToContainerPoint(t),l.layerPoint=this.containerPointToLayerPoint(l.containerPoint),l.latlng=m?s.getLatLng():this.layerPointToLatLng(l.layerPoint)}for(a=0;a<n.length;a++)if(n[a].fire(e,l,!0),l.originalEvent._stopped||n[a].options.bubblingMouseEvents===!1&&Pt(this._mouseEvents,e)!==-1)return}},_draggableMoved:function(t){return t=t.dragging&&t.dragging.enabled()?t:this,t.dragging&&t.dragging.moved()||this.boxZoom&&this.boxZoom.moved()},_clearHandlers:function(){for(var t=0,e=this._handlers.length;t<e;t++)this._handlers[t].disable()},whenReady:function(t,e){return this._loaded?t.call(e||this,{target:this}):this.on("load",t,e),this},_getMapPanePos:function(){return J(this._mapPane)||new f(0,0)},_moved:function(){var t=this._getMapPanePos();return t&&!t.equals([0,0])},_getTopLeftPoint:function(t,e){var i=t&&e!==void 0?this._getNewPixelOrigin(t,e):this.getPixelOrigin();return i.subtract(this._getMapPanePos())},_getNewPixelOrigin:function(t,e){var i=this.getSize()._divideBy(2);return this.project(t,e)._subtract(i)._add(this._getMapPanePos())._round()},_latLngToNewLayerPoint:function(t,e,i){var o=this._getNewPixelOrigin(i,e);return this.project(t,e)._subtract(o)},_latLngBoundsToNewLayerBounds:function(t,e,i){var o=this._getNewPixelOrigin(i,e);return C([this.project(t.getSouthWest(),e)._subtract(o),this.project(t.getNorthWest(),e)._subtract(o),this.project(t.getSouthEast(),e)._subtract(o),this.project(t.getNorthEast(),e)._subtract(o)])},_getCenterLayerPoint:function(){return this.containerPointToLayerPoint(this.getSize()._divideBy(2))},_getCenterOffset:function(t){return this.latLngToLayerPoint(t).subtract(this._getCenterLayerPoint())},_limitCenter:function(t,e,i){if(!i)return t;var o=this.project(t,e),n=this.getSize().divideBy(2),r=new D(o.subtract(n),o.add(n)),a=this._getBoundsOffset(r,i,e);return Math.abs(a.x)<=1&&Math.abs(a.y)<=1?t:this.unproject(o.add(a),e)},_limitOffset:function(t,e){if(!e)return t;var i=this.getPixelBounds(),o=new D(i.min.add(t),i.max.add(t));return t.add(this._getBoundsOffset(o,e))},_getBoundsOffset:function(t,e,i){var o=C(this.project(e.getNorthEast(),i),this.project(e.getSouthWest(),i)),n=o.min.subtract(t.min),r=o.max.subtract(t.max),a=this._rebound(n.x,-r.x),s=this._rebound(n.y,-r.y);return new f(a,s)},_rebound:function(t,e){return t+e>0?Math.round(t-e)/2:Math.max(0,Math.ceil(t))-Math.max(0,Math.floor(e))},_limitZoom:function(t){var e=this.getMinZoom(),i=this.getMaxZoom(),o=h.any3d?this.options.zoomSnap:1;return o&&(t=Math.round(t/o)*o),Math.max(e,Math.min(i,t))},_onPanTransitionStep:function(){this.fire("move")},_onPanTransitionEnd:function(){B(this._mapPane,"leaflet-pan-anim"),this.fire("moveend")},_tryAnimatedPan:function(t,e){var i=this._getCenterOffset(t)._trunc();return(e&&e.animate)!==!0&&!this.getSize().contains(i)?!1:(this.panBy(i,e),!0)},_createAnimProxy:function(){var t=this._proxy=A("div","leaflet-proxy leaflet-zoom-animated");this._panes.mapPane.appendChild(t),this.on("zoomanim",function(e){var i=ie,o=this._proxy.style[i];ht(this._proxy,this.project(e.center,e.zoom),this.getZoomScale(e.zoom,1)),o===this._proxy.style[i]&&this._animatingZoom&&this._onZoomTransitionEnd()},this),this.on("load moveend",this._animMoveEnd,this),this._on("unload",this._destroyAnimProxy,this)},_destroyAnimProxy:function(){Z(this._proxy),this.off("load moveend",this._animMoveEnd,this),delete this._proxy},_animMoveEnd:function(){var t=this.getCenter(),e=this.getZoom();ht(this._proxy,this.project(t,e),this.getZoomScale(e,1))},_catchTransitionEnd:function(t){this._animatingZoom&&t.propertyName.indexOf("transform")>=0&&this._onZoomTransitionEnd()},_nothingToAnimate:function(){return!this._container.getElementsByClassName("leaflet-zoom-animated").length},_tryAnimatedZoom:function(t,e,i){if(this._animatingZoom)return!0;if(i=i||{},!this._zoomAnimated||i.animate===!1||this._nothingToAnimate()||Math.abs(e-this._zoom)>this.options.zoomAnimationThreshold)return!1;var o=this.getZoomScale(e),n=this._getCenterOffset(t)._divideBy(1-1/o);return i.animate!==!0&&!this.getSize().contains(n)?!1:(k(function(){this._moveStart(!0,i.noMoveStart||!1)._animateZoom(t,e,!0)},this),!0)},_animateZoom:function(t,e,i,o){this._mapPane&&(i&&(this._animatingZoom=!0,this._animateToCenter=t,this._animateToZoom=e,_(this._mapPane,"leaflet-zoom-anim")),this.fire("zoomanim",{center:t,zoom:e,noUpdate:o}),this._tempFireZoomEvent||(this._tempFireZoomEvent=this._zoom!==this._animateToZoom),this._move(this._animateToCenter,this._animateToZoom,void 0,!0),setTimeout(E(this._onZoomTransitionEnd,this),250))},_onZoomTransitionEnd:function(){this._animatingZoom&&(this._mapPane&&B(this._mapPane,"leaflet-zoom-anim"),this._animatingZoom=!1,this._move(this._animateToCenter,this._animateToZoom,void 0,!0),this._tempFireZoomEvent&&this.fire("zoom"),delete this._tempFireZoomEvent,this.fire("move"),this._moveEnd(!0))}});function he(t,e){return new g(t,e)}var W=H.extend({initialize:function(t){this._map=t},enable:function(){return this._enabled?this:(this._enabled=!0,this.addHooks(),this)},disable:function(){return this._enabled?(this._enabled=!1,this.removeHooks(),this):this},enabled:function(){return!!this._enabled}});W.addTo=function(t,e){return t.addHandler(e,this),this};g.mergeOptions({doubleClickZoom:!0});var Po=W.extend({addHooks:function(){this._map.on("dblclick",this._onDoubleClick,this)},removeHooks:function(){this._map.off("dblclick",this._onDoubleClick,this)},_onDoubleClick:function(t){var e=this._map,i=e.getZoom(),o=e.options.zoomDelta,n=t.originalEvent.shiftKey?i-o:i+o;e.options.doubleClickZoom==="center"?e.setZoom(n):e.setZoomAround(t.containerPoint,n)}});g.addInitHook("addHandler","doubleClickZoom",Po);var gi=h.touch?"touchstart mousedown":"mousedown",Q=et.extend({options:{clickTolerance:3},initialize:function(t,e,i,o){T(this,o),this._element=t,this._dragStartTarget=e||t,this._preventOutline=i},enable:function(){this._enabled||(c(this._dragStartTarget,gi,this._onDown,this),this._enabled=!0)},disable:function(){this._enabled&&(Q._dragging===this&&this.finishDrag(!0),w(this._dragStartTarget,gi,this._onDown,this),this._enabled=!1,this._moved=!1)},_onDown:function(t){if(this._enabled&&(this._moved=!1,!oe(this._element,"leaflet-zoom-anim"))){if(t.touches&&t.touches.length!==1){Q._dragging===this&&this.finishDrag();return}if(!(Q._dragging||t.shiftKey||t.which!==1&&t.button!==1&&!t.touches)&&(Q._dragging=this,this._preventOutline&&Ut(this._element),li(),kt(),!this._moving)){this.fire("down");var e=t.touches?t.touches[0]:t,i=fi(this._element);this._startPoint=new f(e.clientX,e.clientY),this._startPos=J(this._element),this._parentScale=Zt(i);var o=t.type==="mousedown";c(document,o?"mousemove":"touchmove",this._onMove,this),c(document,o?"mouseup":"touchend touchcancel",this._onUp,this)}}},_onMove:function(t){if(this._enabled){if(t.touches&&t.touches.length>1){this._moved=!0;return}var e=t.touches&&t.touches.length===1?t.touches[0]:t,i=new f(e.clientX,e.clientY)._subtract(this._startPoint);!i.x&&!i.y||Math.abs(i.x)+Math.abs(i.y)<this.options.clickTolerance||(i.x/=this._parentScale.x,i.y/=this._parentScale.y,I(t),this._moved||(this.fire("dragstart"),this._moved=!0,_(document.body,"leaflet-dragging"),this._lastTarget=t.target||t.srcElement,window.SVGElementInstance&&this._lastTarget instanceof window.SVGElementInstance&&(this._lastTarget=this._lastTarget.correspondingUseElement),_(this._lastTarget,"leaflet-drag-target")),this._newPos=this._startPos.add(i),this._moving=!0,this._lastEvent=t,this._updatePosition())}},_updatePosition:function(){var t={originalEvent:this._lastEvent};this.fire("predrag",t),S(this._element,this._newPos),this.fire("drag",t)},_onUp:function(){this._enabled&&this.finishDrag()},finishDrag:function(t){B(document.body,"leaflet-dragging"),this._lastTarget&&(B(this._lastTarget,"leaflet-drag-target"),this._lastTarget=null),w(document,"mousemove touchmove",this._onMove,this),w(document,"mouseup touchend touchcancel",this._onUp,this),hi(),Dt();var e=this._moved&&this._moving;this._moving=!1,Q._dragging=!1,e&&this.fire("dragend",{noInertia:t,distance:this._newPos.distanceTo(this._startPos)})}});g.mergeOptions({dragging:!0,inertia:!0,inertiaDeceleration:3400,inertiaMaxSpeed:1/0,easeLinearity:.2,worldCopyJump:!1,maxBoundsViscosity:0});var Lo=W.extend({addHooks:function(){if(!this._draggable){var t=this._map;this._draggable=new Q(t._mapPane,t._container),this._draggable.on({dragstart:this._onDragStart,drag:this._onDrag,dragend:this._onDragEnd},this),this._draggable.on("predrag",this._onPreDragLimit,this),t.options.worldCopyJump&&(this._draggable.on("predrag",this._onPreDragWrap,this),t.on("zoomend",this._onZoomEnd,this),t.whenReady(this._onZoomEnd,this))}_(this._map._container,"leaflet-grab leaflet-touch-drag"),this._draggable.enable(),this._positions=[],this._times=[]},removeHooks:function(){B(this._map._container,"leaflet-grab"),B(this._map._container,"leaflet-touch-drag"),this._draggable.disable()},moved:function(){return this._draggable&&this._draggable._moved},moving:function(){return this._draggable&&this._draggable._moving},_onDragStart:function(){var t=this._map;if(t._stop(),this._map.options.maxBounds&&this._map.options.maxBoundsViscosity){var e=b(this._map.options.maxBounds);this._offsetLimit=C(this._map.latLngToContainerPoint(e.getNorthWest()).multiplyBy(-1),this._map.latLngToContainerPoint(e.getSouthEast()).multiplyBy(-1).add(this._map.getSize())),this._viscosity=Math.min(1,Math.max(0,this._map.options.maxBoundsViscosity))}else this._offsetLimit=null;t.fire("movestart").fire("dragstart"),t.options.inertia&&(this._positions=[],this._times=[])},_onDrag:function(t){if(this._map.options.inertia){var e=this._lastTime=+new Date,i=this._lastPos=this._draggable._absPos||this._draggable._newPos;this._positions.push(i),this._times.push(e),this._prunePositions(e)}this._map.fire("move",t).fire("drag",t)},_prunePositions:function(t){for(;this._positions.length>1&&t-this._times[0]>50;)this._positions.shift(),this._times.shift()},_onZoomEnd:function(){var t=this._map.getSize().divideBy(2),e=this._map.latLngToLayerPoint([0,0]);this._initialWorldOffset=e.subtract(t).x,this._worldWidth=this._map.getPixelWorldBounds().getSize().x},_viscousLimit:function(t,e){return t-(t-e)*this._viscosity},_onPreDragLimit:function(){if(!(!this._viscosity||!this._offsetLimit)){var t=this._draggable._newPos.subtract(this._draggable._startPos),e=this._offsetLimit;t.x<e.min.x&&(t.x=this._viscousLimit(t.x,e.min.x)),t.y<e.min.y&&(t.y=this._viscousLimit(t.y,e.min.y)),t.x>e.max.x&&(t.x=this._viscousLimit(t.x,e.max.x)),t.y>e.max.y&&(t.y=this._viscousLimit(t.y,e.max.y)),this._draggable._newPos=this._draggable._startPos.add(t)}},_onPreDragWrap:function(){var t=this._worldWidth,e=Math.round(t/2),i=this._initialWorldOffset,o=this._draggable._newPos.x,n=(o-e+i)%t+e-i,r=(o+e+i)%t-e-i,a=Math.abs(n+i)<Math.abs(r+i)?n:r;this._draggable._absPos=this._draggable._newPos.clone(),this._draggable._newPos.x=a},_onDragEnd:function(t){var e=this._map,i=e.options,o=!i.inertia||t.noInertia||this._times.length<2;if(e.fire("dragend",t),o)e.fire("moveend");else{this._prunePositions(+new Date);var n=this._lastPos.subtract(this._positions[0]),r=(this._lastTime-this._times[0])/1e3,a=i.easeLinearity,s=n.multiplyBy(a/r),l=s.distanceTo([0,0]),m=Math.min(i.inertiaMaxSpeed,l),v=s.multiplyBy(m/l),N=m/(i.inertiaDeceleration*a),z=v.multiplyBy(-N/2).round();!z.x&&!z.y?e.fire("moveend"):(z=e._limitOffset(z,e.options.maxBounds),k(function(){e.panBy(z,{duration:N,easeLinearity:a,noMoveStart:!0,animate:!0})}))}}});g.addInitHook("addHandler","dragging",Lo);g.mergeOptions({keyboard:!0,keyboardPanDelta:80});var To=W.extend({keyCodes:{left:[37],right:[39],down:[40],up:[38],zoomIn:[187,107,61,171],zoomOut:[189,109,54,173]},initialize:function(t){this._map=t,this._setPanDelta(t.options.keyboardPanDelta),this._setZoomDelta(t.options.zoomDelta)},addHooks:function(){var t=this._map._container;t.tabIndex<=0&&(t.tabIndex="0"),c(t,{focus:this._onFocus,blur:this._onBlur,mousedown:this._onMouseDown},this),this._map.on({focus:this._addHooks,blur:this._removeHooks},this)},removeHooks:function(){this._removeHooks(),w(this._map._container,{focus:this._onFocus,blur:this._onBlur,mousedown:this._onMouseDown},this),this._map.off({focus:this._addHooks,blur:this._removeHooks},this)},_onMouseDown:function(){if(!this._focused){var t=document.body,e=document.documentElement,i=t.scrollTop||e.scrollTop,o=t.scrollLeft||e.scrollLeft;this._map._container.focus(),window.scrollTo(o,i)}},_onFocus:function(){this._focused=!0,this._map.fire("focus")},_onBlur:function(){this._focused=!1,this._map.fire("blur")},_setPanDelta:function(t){var e=this._panKeys={},i=this.keyCodes,o,n;for(o=0,n=i.left.length;o<n;o++)e[i.left[o]]=[-1*t,0];for(o=0,n=i.right.length;o<n;o++)e[i.right[o]]=[t,0];for(o=0,n=i.down.length;o<n;o++)e[i.down[o]]=[0,t];for(o=0,n=i.up.length;o<n;o++)e[i.up[o]]=[0,-1*t]},_setZoomDelta:function(t){var e=this._zoomKeys={},i=this.keyCodes,o,n;for(o=0,n=i.zoomIn.length;o<n;o++)e[i.zoomIn[o]]=t;for(o=0,n=i.zoomOut.length;o<n;o++)e[i.zoomOut[o]]=-t},_addHooks:function(){c(document,"keydown",this._onKeyDown,this)},_removeHooks:function(){w(document,"keydown",this._onKeyDown,this)},_onKeyDown:function(t){if(!(t.altKey||t.ctrlKey||t.metaKey)){var e=t.keyCode,i=this._map,o;if(e in this._panKeys){if(!i._panAnim||!i._panAnim._inProgress)if(o=this._panKeys[e],t.shiftKey&&(o=u(o).multiplyBy(3)),i.options.maxBounds&&(o=i._limitOffset(u(o),i.options.maxBounds)),i.options.worldCopyJump){var n=i.wrapLatLng(i.unproject(i.project(i.getCenter()).add(o)));i.panTo(n)}else i.panBy(o)}else if(e in this._zoomKeys)i.setZoom(i.getZoom()+(t.shiftKey?3:1)*this._zoomKeys[e]);else if(e===27&&i._popup&&i._popup.options.closeOnEscapeKey)i.closePopup();else return;ft(t)}}});g.addInitHook("addHandler","keyboard",To);g.mergeOptions({scrollWheelZoom:!0,wheelDebounceTime:40,wheelPxPerZoomLevel:60});var zo=W.extend({addHooks:function(){c(this._map._container,"wheel",this._onWheelScroll,this),this._delta=0},removeHooks:function(){w(this._map._container,"wheel",this._onWheelScroll,this)},_onWheelScroll:function(t){var e=pi(t),i=this._map.options.wheelDebounceTime;this._delta+=e,this._lastMousePos=this._map.mouseEventToContainerPoint(t),this._startTime||(this._startTime=+new Date);var o=Math.max(i-(+new Date-this._startTime),0);clearTimeout(this._timer),this._timer=setTimeout(E(this._performZoom,this),o),ft(t)},_performZoom:function(){var t=this._map,e=t.getZoom(),i=this._map.options.zoomSnap||0;t._stop();var o=this._delta/(this._map.options.wheelPxPerZoomLevel*4),n=4*Math.log(2/(1+Math.exp(-Math.abs(o))))/Math.LN2,r=i?Math.ceil(n/i)*i:n,a=t._limitZoom(e+(this._delta>0?r:-r))-e;this._delta=0,this._startTime=null,a&&(t.options.scrollWheelZoom==="center"?t.setZoom(e+a):t.setZoomAround(this._lastMousePos,e+a))}});g.addInitHook("addHandler","scrollWheelZoom",zo);g.mergeOptions({touchZoom:h.touch,bounceAtZoomLimits:!0});var Eo=W.extend({addHooks:function(){_(this._map._container,"leaflet-touch-zoom"),c(this._map._container,"touchstart",this._onTouchStart,this)},removeHooks:function(){B(this._map._container,"leaflet-touch-zoom"),w(this._map._container,"touchstart",this._onTouchStart,this)},_onTouchStart:function(t){var e=this._map;if(!(!t.touches||t.touches.length!==2||e._animatingZoom||this._zooming)){var i=e.mouseEventToContainerPoint(t.touches[0]),o=e.mouseEventToContainerPoint(t.touches[1]);this._centerPoint=e.getSize()._divideBy(2),this._startLatLng=e.containerPointToLatLng(this._centerPoint),e.options.touchZoom!=="center"&&(this._pinchStartLatLng=e.containerPointToLatLng(i.add(o)._divideBy(2))),this._startDist=i.distanceTo(o),this._startZoom=e.getZoom(),this._moved=!1,this._zooming=!0,e._stop(),c(document,"touchmove",this._onTouchMove,this),c(document,"touchend touchcancel",this._onTouchEnd,this),I(t)}},_onTouchMove:function(t){if(!(!t.touches||t.touches.length!==2||!this._zooming)){var e=this._map,i=e.mouseEventToContainerPoint(t.touches[0]),o=e.mouseEventToContainerPoint(t.touches[1]),n=i.distanceTo(o)/this._startDist;if(this._zoom=e.getScaleZoom(n,this._startZoom),!e.options.bounceAtZoomLimits&&(this._zoom<e.getMinZoom()&&n<1||this._zoom>e.getMaxZoom()&&n>1)&&(this._zoom=e._limitZoom(this._zoom)),e.options.touchZoom==="center"){if(this._center=this._startLatLng,n===1)return}else{var r=i._add(o)._divideBy(2)._subtract(this._centerPoint);if(n===1&&r.x===0&&r.y===0)return;this._center=e.unproject(e.project(this._pinchStartLatLng,this._zoom).subtract(r),this._zoom)}this._moved||(e._moveStart(!0,!1),this._moved=!0),O(this._animRequest);var a=E(e._move,e,this._center,this._zoom,{pinch:!0,round:!1},void 0);this._animRequest=k(a,this,!0),I(t)}},_onTouchEnd:function(){if(!this._moved||!this._zooming){this._zooming=!1;return}this._zooming=!1,O(this._animRequest),w(document,"touchmove",this._onTouchMove,this),w(document,"touchend touchcancel",this._onTouchEnd,this),this._map.options.zoomAnimation?this._map._animateZoom(this._center,this._map._limitZoom(this._zoom),!0,this._map.options.zoomSnap):this._map._resetView(this._center,this._map._limitZoom(this._zoom))}});g.addInitHook("addHandler","touchZoom",Eo);var St=H.extend({options:{position:"topright"},initialize:function(t){T(this,t)},getPosition:function(){return this.options.position},setPosition:function(t){var e=this._map;return e&&e.removeControl(this),this.options.position=t,e&&e.addControl(this),this},getContainer:function(){return this._container},addTo:function(t){this.remove(),this._map=t;var e=this._container=this.onAdd(t),i=this.getPosition(),o=t._controlCorners[i];return _(e,"leaflet-control"),i.indexOf("bottom")!==-1?o.insertBefore(e,o.firstChild):o.appendChild(e),this._map.on("unload",this.remove,this),this},remove:function(){return this._map?(Z(this._container),this.onRemove&&this.onRemove(this._map),this._map.off("unload",this.remove,this),this._map=null,this):this},_refocusOnMap:function(t){this._map&&t&&t.screenX>0&&t.screenY>0&&this._map.getContainer().focus()}});g.include({addControl:function(t){return t.addTo(this),this},removeControl:function(t){return t.remove(),this},_initControlPos:function(){var t=this._controlCorners={},e="leaflet-",i=this._controlContainer=A("div",e+"control-container",this._container);function o(n,r){var a=e+n+" "+e+r;t[n+r]=A("div",a,i)}o("top","left"),o("top","right"),o("bottom","left"),o("bottom","right")},_clearControlPos:function(){for(var t in this._controlCorners)Z(this._controlCorners[t]);Z(this._controlContainer),delete this._controlCorners,delete this._controlContainer}});var Mo='<svg aria-hidden="true" xmlns="http://www.w3.org/2000/svg" width="12" height="8" viewBox="0 0 12 8" class="leaflet-attribution-flag"><path fill="#4C7BE1" d="M0 0h12v4H0z"/><path fill="#FFD500" d="M0 4h12v3H0z"/><path fill="#E0BC00" d="M0 7h12v1H0z"/></svg>',vi=St.extend({options:{position:"bottomright",prefix:'<a href="https://leafletjs.com" title="A JavaScript library for interactive maps">'+(h.inlineSvg?Mo+" ":"")+"Leaflet</a>"},initialize:function(t){T(this,t),this._attributions={}},onAdd:function(t){t.attributionControl=this,this._container=A("div","leaflet-control-attribution"),Ct(this._container);for(var e in t._layers)t._layers[e].getAttribution&&this.addAttribution(t._layers[e].getAttribution());return this._update(),t.on("layeradd",this._addAttribution,this),this._container},onRemove:function(t){t.off("layeradd",this._addAttribution,this)},_addAttribution:function(t){t.layer.getAttribution&&(this.addAttribution(t.layer.getAttribution()),t.layer.once("remove",function(){this.removeAttribution(t.layer.getAttribution())},this))},setPrefix:function(t){return this.options.prefix=t,this._update(),this},addAttribution:function(t){return t?(this._attributions[t]||(this._attributions[t]=0),this._attributions[t]++,this._update(),this):this},removeAttribution:function(t){return t?(this._attributions[t]&&(this._attributions[t]--,this._update()),this):this},_update:function(){if(this._map){var t=[];for(var e in this._attributions)this._attributions[e]&&t.push(e);var i=[];this.options.prefix&&i.push(this.options.prefix),t.length&&i.push(t.join(", ")),this._container.innerHTML=i.join(' <span aria-hidden="true">|</span> ')}}});g.mergeOptions({attributionControl:!0});g.addInitHook(function(){this.options.attributionControl&&new vi().addTo(this)});var fe=function(t){return new vi(t)};var xi=St.extend({options:{position:"topleft",zoomInText:'<span aria-hidden="true">+</span>',zoomInTitle:"Zoom in",zoomOutText:'<span aria-hidden="true">&#x2212;</span>',zoomOutTitle:"Zoom out"},onAdd:function(t){var e="leaflet-control-zoom",i=A("div",e+" leaflet-bar"),o=this.options;return this._zoomInButton=this._createButton(o.zoomInText,o.zoomInTitle,e+"-in",i,this._zoomIn),this._zoomOutButton=this._createButton(o.zoomOutText,o.zoomOutTitle,e+"-out",i,this._zoomOut),this._updateDisabled(),t.on("zoomend zoomlevelschange",this._updateDisabled,this),i},onRemove:function(t){t.off("zoomend zoomlevelschange",this._updateDisabled,this)},disable:function(){return this._disabled=!0,this._updateDisabled(),this},enable:function(){return this._disabled=!1,this._updateDisabled(),this},_zoomIn:function(t){!this._disabled&&this._map._zoom<this._map.getMaxZoom()&&this._map.zoomIn(this._map.options.zoomDelta*(t.shiftKey?3:1))},_zoomOut:function(t){!this._disabled&&this._map._zoom>this._map.getMinZoom()&&this._map.zoomOut(this._map.options.zoomDelta*(t.shiftKey?3:1))},_createButton:function(t,e,i,o,n){var r=A("a",i,o);return r.innerHTML=t,r.href="#",r.title=e,r.setAttribute("role","button"),r.setAttribute("aria-label",e),Ct(r),c(r,"click",ft),c(r,"click",n,this),c(r,"click",this._refocusOnMap,this),r},_updateDisabled:function(){var t=this._map,e="leaflet-disabled";B(this._zoomInButton,e),B(this._zoomOutButton,e),this._zoomInButton.setAttribute("aria-disabled","false"),this._zoomOutButton.setAttribute("aria-disabled","false"),(this._disabled||t._zoom===t.getMinZoom())&&(_(this._zoomOutButton,e),this._zoomOutButton.setAttribute("aria-disabled","true")),(this._disabled||t._zoom===t.getMaxZoom())&&(_(this._zoomInButton,e),this._zoomInButton.setAttribute("aria-disabled","true"))}});g.mergeOptions({zoomControl:!0});g.addInitHook(function(){this.options.zoomControl&&(this.zoomControl=new xi,this.addControl(this.zoomControl))});var ue=function(t){return new xi(t)};var _t=H.extend({options:{popupAnchor:[0,0],tooltipAnchor:[0,0],crossOrigin:!1},initialize:function(t){T(this,t)},createIcon:function(t){return this._createIcon("icon",t)},createShadow:function(t){return this._createIcon("shadow",t)},_createIcon:function(t,e){var i=this._getIconUrl(t);if(!i){if(t==="icon")throw new Error("iconUrl not set in Icon options (see the docs).");return null}var o=this._createImg(i,e&&e.tagName==="IMG"?e:null);return this._setIconStyles(o,t),(this.options.crossOrigin||this.options.crossOrigin==="")&&(o.crossOrigin=this.options.crossOrigin===!0?"":this.options.crossOrigin),o},_setIconStyles:function(t,e){var i=this.options,o=i[e+"Size"];typeof o=="number"&&(o=[o,o]);var n=u(o),r=u(e==="shadow"&&i.shadowAnchor||i.iconAnchor||n&&n.divideBy(2,!0));t.className="leaflet-marker-"+e+" "+(i.className||""),r&&(t.style.marginLeft=-r.x+"px",t.style.marginTop=-r.y+"px"),n&&(t.style.width=n.x+"px",t.style.height=n.y+"px")},_createImg:function(t,e){return e=e||document.createElement("img"),e.src=t,e},_getIconUrl:function(t){return h.retina&&this.options[t+"RetinaUrl"]||this.options[t+"Url"]}});var ko=_t.extend({options:{iconSize:[12,12],html:!1,bgPos:null,className:"leaflet-div-icon"},createIcon:function(t){var e=t&&t.tagName==="DIV"?t:document.createElement("div"),i=this.options;if(i.html instanceof Element?(ni(e),e.appendChild(i.html)):e.innerHTML=i.html!==!1?i.html:"",i.bgPos){var o=u(i.bgPos);e.style.backgroundPosition=-o.x+"px "+-o.y+"px"}return this._setIconStyles(e,"icon"),e},createShadow:function(){return null}});function me(t){return new ko(t)}var At=et.extend({options:{pane:"overlayPane",attribution:null,bubblingMouseEvents:!0},addTo:function(t){return t.addLayer(this),this},remove:function(){return this.removeFrom(this._map||this._mapToAdd)},removeFrom:function(t){return t&&t.removeLayer(this),this},getPane:function(t){return this._map.getPane(t?this.options[t]||t:this.options.pane)},addInteractiveTarget:function(t){return this._map._targets[P(t)]=this,this},removeInteractiveTarget:function(t){return delete this._map._targets[P(t)],this},getAttribution:function(){return this.options.attribution},_layerAdd:function(t){var e=t.target;if(e.hasLayer(this)){if(this._map=e,this._zoomAnimated=e._zoomAnimated,this.getEvents){var i=this.getEvents();e.on(i,this),this.once("remove",function(){e.off(i,this)},this)}this.onAdd(e),this.fire("add"),e.fire("layeradd",{layer:this})}}});g.include({addLayer:function(t){if(!t._layerAdd)throw new Error("The provided object is not a Layer.");var e=P(t);return this._layers[e]?this:(this._layers[e]=t,t._mapToAdd=this,t.beforeAdd&&t.beforeAdd(this),this.whenReady(t._layerAdd,t),this)},removeLayer:function(t){var e=P(t);return this._layers[e]?(this._loaded&&t.onRemove(this),delete this._layers[e],this._loaded&&(this.fire("layerremove",{layer:t}),t.fire("remove")),t._map=t._mapToAdd=null,this):this},hasLayer:function(t){return P(t)in this._layers},eachLayer:function(t,e){for(var i in this._layers)t.call(e,this._layers[i]);return this},_addLayers:function(t){t=t?G(t)?t:[t]:[];for(var e=0,i=t.length;e<i;e++)this.addLayer(t[e])},_addZoomLimit:function(t){(!isNaN(t.options.maxZoom)||!isNaN(t.options.minZoom))&&(this._zoomBoundLayers[P(t)]=t,this._updateZoomLevels())},_removeZoomLimit:function(t){var e=P(t);this._zoomBoundLayers[e]&&(delete this._zoomBoundLayers[e],this._updateZoomLevels())},_updateZoomLevels:function(){var t=1/0,e=-1/0,i=this._getZoomSpan();for(var o in this._zoomBoundLayers){var n=this._zoomBoundLayers[o].options;t=n.minZoom===void 0?t:Math.min(t,n.minZoom),e=n.maxZoom===void 0?e:Math.max(e,n.maxZoom)}this._layersMaxZoom=e===-1/0?void 0:e,this._layersMinZoom=t===1/0?void 0:t,i!==this._getZoomSpan()&&this.fire("zoomlevelschange"),this.options.maxZoom===void 0&&this._layersMaxZoom&&this.getZoom()>this._layersMaxZoom&&this.setZoom(this._layersMaxZoom),this.options.minZoom===void 0&&this._layersMinZoom&&this.getZoom()<this._layersMinZoom&&this.setZoom(this._layersMinZoom)}});var gt=_t.extend({options:{iconUrl:"marker-icon.png",iconRetinaUrl:"marker-icon-2x.png",shadowUrl:"marker-shadow.png",iconSize:[25,41],iconAnchor:[12,41],popupAnchor:[1,-34],tooltipAnchor:[16,-28],shadowSize:[41,41]},_getIconUrl:function(t){return typeof gt.imagePath!="string"&&(gt.imagePath=this._detectIconPath()),(this.options.imagePath||gt.imagePath)+_t.prototype._getIconUrl.call(this,t)},_stripUrl:function(t){var e=function(i,o,n){var r=o.exec(i);return r&&r[n]};return t=e(t,/^url\((['"])?(.+)\1\)$/,2),t&&e(t,/^(.*)marker-icon\.png$/,1)},_detectIconPath:function(){var t=A("div","leaflet-default-icon-path",document.body),e=pt(t,"background-image")||pt(t,"backgroundImage");if(document.body.removeChild(t),e=this._stripUrl(e),e)return e;var i=document.querySelector('link[href$="leaflet.css"]');return i?i.href.substring(0,i.href.length-11-1):""}});var ce=W.extend({initialize:function(t){this._marker=t},addHooks:function(){var t=this._marker._icon;this._draggable||(this._draggable=new Q(t,t,!0)),this._draggable.on({dragstart:this._onDragStart,predrag:this._onPreDrag,drag:this._onDrag,dragend:this._onDragEnd},this).enable(),_(t,"leaflet-marker-draggable")},removeHooks:function(){this._draggable.off({dragstart:this._onDragStart,predrag:this._onPreDrag,drag:this._onDrag,dragend:this._onDragEnd},this).disable(),this._marker._icon&&B(this._marker._icon,"leaflet-marker-draggable")},moved:function(){return this._draggable&&this._draggable._moved},_adjustPan:function(t){var e=this._marker,i=e._map,o=this._marker.options.autoPanSpeed,n=this._marker.options.autoPanPadding,r=J(e._icon),a=i.getPixelBounds(),s=i.getPixelOrigin(),l=C(a.min._subtract(s).add(n),a.max._subtract(s).subtract(n));if(!l.contains(r)){var m=u((Math.max(l.max.x,r.x)-l.max.x)/(a.max.x-l.max.x)-(Math.min(l.min.x,r.x)-l.min.x)/(a.min.x-l.min.x),(Math.max(l.max.y,r.y)-l.max.y)/(a.max.y-l.max.y)-(Math.min(l.min.y,r.y)-l.min.y)/(a.min.y-l.min.y)).multiplyBy(o);i.panBy(m,{animate:!1}),this._draggable._newPos._add(m),this._draggable._startPos._add(m),S(e._icon,this._draggable._newPos),this._onDrag(t),this._panRequest=k(this._adjustPan.bind(this,t))}},_onDragStart:function(){this._oldLatLng=this._marker.getLatLng(),this._marker.closePopup&&this._marker.closePopup(),this._marker.fire("movestart").fire("dragstart")},_onPreDrag:function(t){this._marker.options.autoPan&&(O(this._panRequest),this._panRequest=k(this._adjustPan.bind(this,t)))},_onDrag:function(t){var e=this._marker,i=e._shadow,o=J(e._icon),n=e._map.layerPointToLatLng(o);i&&S(i,o),e._latlng=n,t.latlng=n,t.oldLatLng=this._oldLatLng,e.fire("move",t).fire("drag",t)},_onDragEnd:function(t){O(this._panRequest),delete this._oldLatLng,this._marker.fire("moveend").fire("dragend",t)}});var Do=At.extend({options:{icon:new gt,interactive:!0,keyboard:!0,title:"",alt:"Marker",zIndexOffset:0,opacity:1,riseOnHover:!1,riseOffset:250,pane:"markerPane",shadowPane:"shadowPane",bubblingMouseEvents:!1,autoPanOnFocus:!0,draggable:!1,autoPan:!1,autoPanPadding:[50,50],autoPanSpeed:10},initialize:function(t,e){T(this,e),this._latlng=U(t)},onAdd:function(t){this._zoomAnimated=this._zoomAnimated&&t.options.markerZoomAnimation,this._zoomAnimated&&t.on("zoomanim",this._animateZoom,this),this._initIcon(),this.update()},onRemove:function(t){this.dragging&&this.dragging.enabled()&&(this.options.draggable=!0,this.dragging.removeHooks()),delete this.dragging,this._zoomAnimated&&t.off("zoomanim",this._animateZoom,this),this._removeIcon(),this._removeShadow()},getEvents:function(){return{zoom:this.update,viewreset:this.update}},getLatLng:function(){return this._latlng},setLatLng:function(t){var e=this._latlng;return this._latlng=U(t),this.update(),this.fire("move",{oldLatLng:e,latlng:this._latlng})},setZIndexOffset:function(t){return this.options.zIndexOffset=t,this.update()},getIcon:function(){return this.options.icon},setIcon:function(t){return this.options.icon=t,this._map&&(this._initIcon(),this.update()),this._popup&&this.bindPopup(this._popup,this._popup.options),this},getElement:function(){return this._icon},update:function(){if(this._icon&&this._map){var t=this._map.latLngToLayerPoint(this._latlng).round();this._setPos(t)}return this},_initIcon:function(){var t=this.options,e="leaflet-zoom-"+(this._zoomAnimated?"animated":"hide"),i=t.icon.createIcon(this._icon),o=!1;i!==this._icon&&(this._icon&&this._removeIcon(),o=!0,t.title&&(i.title=t.title),i.tagName==="IMG"&&(i.alt=t.alt||"")),_(i,e),t.keyboard&&(i.tabIndex="0",i.setAttribute("role","button")),this._icon=i,t.riseOnHover&&this.on({mouseover:this._bringToFront,mouseout:this._resetZIndex}),this.options.autoPanOnFocus&&c(i,"focus",this._panOnFocus,this);var n=t.icon.createShadow(this._shadow),r=!1;n!==this._shadow&&(this._removeShadow(),r=!0),n&&(_(n,e),n.alt=""),this._shadow=n,t.opacity<1&&this._updateOpacity(),o&&this.getPane().appendChild(this._icon),this._initInteraction(),n&&r&&this.getPane(t.shadowPane).appendChild(this._shadow)},_removeIcon:function(){this.options.riseOnHover&&this.off({mouseover:this._bringToFront,mouseout:this._resetZIndex}),this.options.autoPanOnFocus&&w(this._icon,"focus",this._panOnFocus,this),Z(this._icon),this.removeInteractiveTarget(this._icon),this._icon=null},_removeShadow:function(){this._shadow&&Z(this._shadow),this._shadow=null},_setPos:function(t){this._icon&&S(this._icon,t),this._shadow&&S(this._shadow,t),this._zIndex=t.y+this.options.zIndexOffset,this._resetZIndex()},_updateZIndex:function(t){this._icon&&(this._icon.style.zIndex=this._zIndex+t)},_animateZoom:function(t){var e=this._map._latLngToNewLayerPoint(this._latlng,t.zoom,t.center).round();this._setPos(e)},_initInteraction:function(){if(this.options.interactive&&(_(this._icon,"leaflet-interactive"),this.addInteractiveTarget(this._icon),ce)){var t=this.options.draggable;this.dragging&&(t=this.dragging.enabled(),this.dragging.disable()),this.dragging=new ce(this),t&&this.dragging.enable()}},setOpacity:function(t){return this.options.opacity=t,this._map&&this._updateOpacity(),this},_updateOpacity:function(){var t=this.options.opacity;this._icon&&it(this._icon,t),this._shadow&&it(this._shadow,t)},_bringToFront:function(){this._updateZIndex(this.options.riseOffset)},_resetZIndex:function(){this._updateZIndex(0)},_panOnFocus:function(){var t=this._map;if(t){var e=this.options.icon.options,i=e.iconSize?u(e.iconSize):u(0,0),o=e.iconAnchor?u(e.iconAnchor):u(0,0);t.panInside(this._latlng,{paddingTopLeft:o,paddingBottomRight:i.subtract(o)})}},_getPopupAnchor:function(){return this.options.icon.options.popupAnchor},_getTooltipAnchor:function(){return this.options.icon.options.tooltipAnchor}});function ut(t,e){return new Do(t,e)}var Bt=At.extend({options:{tileSize:256,opacity:1,updateWhenIdle:h.mobile,updateWhenZooming:!0,updateInterval:200,zIndex:1,bounds:null,minZoom:0,maxZoom:void 0,maxNativeZoom:void 0,minNativeZoom:void 0,noWrap:!1,pane:"tilePane",className:"",keepBuffer:2},initialize:function(t){T(this,t)},onAdd:function(){this._initContainer(),this._levels={},this._tiles={},this._resetView()},beforeAdd:function(t){t._addZoomLimit(this)},onRemove:function(t){this._removeAllTiles(),Z(this._container),t._removeZoomLimit(this),this._container=null,this._tileZoom=void 0},bringToFront:function(){return this._map&&(ri(this._container),this._setAutoZIndex(Math.max)),this},bringToBack:function(){return this._map&&(ai(this._container),this._setAutoZIndex(Math.min)),this},getContainer:function(){return this._container},setOpacity:function(t){return this.options.opacity=t,this._updateOpacity(),this},setZIndex:function(t){return this.options.zIndex=t,this._updateZIndex(),this},isLoading:function(){return this._loading},redraw:function(){if(this._map){this._removeAllTiles();var t=this._clampZoom(this._map.getZoom());t!==this._tileZoom&&(this._tileZoom=t,this._updateLevels()),this._update()}return this},getEvents:function(){var t={viewprereset:this._invalidateAll,viewreset:this._resetView,zoom:this._resetView,moveend:this._onMoveEnd};return this.options.updateWhenIdle||(this._onMove||(this._onMove=Pe(this._onMoveEnd,this.options.updateInterval,this)),t.move=this._onMove),this._zoomAnimated&&(t.zoomanim=this._animateZoom),t},createTile:function(){return document.createElement("div")},getTileSize:function(){var t=this.options.tileSize;return t instanceof f?t:new f(t,t)},_updateZIndex:function(){this._container&&this.options.zIndex!==void 0&&this.options.zIndex!==null&&(this._container.style.zIndex=this.options.zIndex)},_setAutoZIndex:function(t){for(var e=this.getPane().children,i=-t(-1/0,1/0),o=0,n=e.length,r;o<n;o++)r=e[o].style.zIndex,e[o]!==this._container&&r&&(i=t(i,+r));isFinite(i)&&(this.options.zIndex=i+t(-1,1),this._updateZIndex())},_updateOpacity:function(){if(this._map&&!h.ielt9){it(this._container,this.options.opacity);var t=+new Date,e=!1,i=!1;for(var o in this._tiles){var n=this._tiles[o];if(!(!n.current||!n.loaded)){var r=Math.min(1,(t-n.loaded)/200);it(n.el,r),r<1?e=!0:(n.active?i=!0:this._onOpaqueTile(n),n.active=!0)}}i&&!this._noPrune&&this._pruneTiles(),e&&(O(this._fadeFrame),this._fadeFrame=k(this._updateOpacity,this))}},_onOpaqueTile:M,_initContainer:function(){this._container||(this._container=A("div","leaflet-layer "+(this.options.className||"")),this._updateZIndex(),this.options.opacity<1&&this._updateOpacity(),this.getPane().appendChild(this._container))},_updateLevels:function(){var t=this._tileZoom,e=this.options.maxZoom;if(t!==void 0){for(var i in this._levels)i=Number(i),this._levels[i].el.children.length||i===t?(this._levels[i].el.style.zIndex=e-Math.abs(t-i),this._onUpdateLevel(i)):(Z(this._levels[i].el),this._removeTilesAtZoom(i),this._onRemoveLevel(i),delete this._levels[i]);var o=this._levels[t],n=this._map;return o||(o=this._levels[t]={},o.el=A("div","leaflet-tile-container leaflet-zoom-animated",this._container),o.el.style.zIndex=e,o.origin=n.project(n.unproject(n.getPixelOrigin()),t).round(),o.zoom=t,this._setZoomTransform(o,n.getCenter(),n.getZoom()),M(o.el.offsetWidth),this._onCreateLevel(o)),this._level=o,o}},_onUpdateLevel:M,_onRemoveLevel:M,_onCreateLevel:M,_pruneTiles:function(){if(this._map){var t,e,i=this._map.getZoom();if(i>this.options.maxZoom||i<this.options.minZoom){this._removeAllTiles();return}for(t in this._tiles)e=this._tiles[t],e.retain=e.current;for(t in this._tiles)if(e=this._tiles[t],e.current&&!e.active){var o=e.coords;this._retainParent(o.x,o.y,o.z,o.z-5)||this._retainChildren(o.x,o.y,o.z,o.z+2)}for(t in this._tiles)this._tiles[t].retain||this._removeTile(t)}},_removeTilesAtZoom:function(t){for(var e in this._tiles)this._tiles[e].coords.z===t&&this._removeTile(e)},_removeAllTiles:function(){for(var t in this._tiles)this._removeTile(t)},_invalidateAll:function(){for(var t in this._levels)Z(this._levels[t].el),this._onRemoveLevel(Number(t)),delete this._levels[t];this._removeAllTiles(),this._tileZoom=void 0},_retainParent:function(t,e,i,o){var n=Math.floor(t/2),r=Math.floor(e/2),a=i-1,s=new f(+n,+r);s.z=+a;var l=this._tileCoordsToKey(s),m=this._tiles[l];return m&&m.active?(m.retain=!0,!0):(m&&m.loaded&&(m.retain=!0),a>o?this._retainParent(n,r,a,o):!1)},_retainChildren:function(t,e,i,o){for(var n=2*t;n<2*t+2;n++)for(var r=2*e;r<2*e+2;r++){var a=new f(n,r);a.z=i+1;var s=this._tileCoordsToKey(a),l=this._tiles[s];if(l&&l.active){l.retain=!0;continue}else l&&l.loaded&&(l.retain=!0);i+1<o&&this._retainChildren(n,r,i+1,o)}},_resetView:function(t){var e=t&&(t.pinch||t.flyTo);this._setView(this._map.getCenter(),this._map.getZoom(),e,e)},_animateZoom:function(t){this._setView(t.center,t.zoom,!0,t.noUpdate)},_clampZoom:function(t){var e=this.options;return e.minNativeZoom!==void 0&&t<e.minNativeZoom?e.minNativeZoom:e.maxNativeZoom!==void 0&&e.maxNativeZoom<t?e.maxNativeZoom:t},_setView:function(t,e,i,o){var n=Math.round(e);this.options.maxZoom!==void 0&&n>this.options.maxZoom||this.options.minZoom!==void 0&&n<this.options.minZoom?n=void 0:n=this._clampZoom(n);var r=this.options.updateWhenZooming&&n!==this._tileZoom;(!o||r)&&(this._tileZoom=n,this._abortLoading&&this._abortLoading(),this._updateLevels(),this._resetGrid(),n!==void 0&&this._update(t),i||this._pruneTiles(),this._noPrune=!!i),this._setZoomTransforms(t,e)},_setZoomTransforms:function(t,e){for(var i in this._levels)this._setZoomTransform(this._levels[i],t,e)},_setZoomTransform:function(t,e,i){var o=this._map.getZoomScale(i,t.zoom),n=t.origin.multiplyBy(o).subtract(this._map._getNewPixelOrigin(e,i)).round();h.any3d?ht(t.el,n,o):S(t.el,n)},_resetGrid:function(){var t=this._map,e=t.options.crs,i=this._tileSize=this.getTileSize(),o=this._tileZoom,n=this._map.getPixelWorldBounds(this._tileZoom);n&&(this._globalTileRange=this._pxBoundsToTileRange(n)),this._wrapX=e.wrapLng&&!this.options.noWrap&&[Math.floor(t.project([0,e.wrapLng[0]],o).x/i.x),Math.ceil(t.project([0,e.wrapLng[1]],o).x/i.y)],this._wrapY=e.wrapLat&&!this.options.noWrap&&[Math.floor(t.project([e.wrapLat[0],0],o).y/i.x),Math.ceil(t.project([e.wrapLat[1],0],o).y/i.y)]},_onMoveEnd:function(){!this._map||this._map._animatingZoom||this._update()},_getTiledPixelBounds:function(t){var e=this._map,i=e._animatingZoom?Math.max(e._animateToZoom,e.getZoom()):e.getZoom(),o=e.getZoomScale(i,this._tileZoom),n=e.project(t,this._tileZoom).floor(),r=e.getSize().divideBy(o*2);return new D(n.subtract(r),n.add(r))},_update:function(t){var e=this._map;if(e){var i=this._clampZoom(e.getZoom());if(t===void 0&&(t=e.getCenter()),this._tileZoom!==void 0){var o=this._getTiledPixelBounds(t),n=this._pxBoundsToTileRange(o),r=n.getCenter(),a=[],s=this.options.keepBuffer,l=new D(n.getBottomLeft().subtract([s,-s]),n.getTopRight().add([s,-s]));if(!(isFinite(n.min.x)&&isFinite(n.min.y)&&isFinite(n.max.x)&&isFinite(n.max.y)))throw new Error("Attempted to load an infinite number of tiles");for(var m in this._tiles){var v=this._tiles[m].coords;(v.z!==this._tileZoom||!l.contains(new f(v.x,v.y)))&&(this._tiles[m].current=!1)}if(Math.abs(i-this._tileZoom)>1){this._setView(t,i);return}for(var N=n.min.y;N<=n.max.y;N++)for(var z=n.min.x;z<=n.max.x;z++){var Y=new f(z,N);if(Y.z=this._tileZoom,!!this._isValidTile(Y)){var ot=this._tiles[this._tileCoordsToKey(Y)];ot?ot.current=!0:a.push(Y)}}if(a.sort(function(tt,Ft){return tt.distanceTo(r)-Ft.distanceTo(r)}),a.length!==0){this._loading||(this._loading=!0,this.fire("loading"));var bt=document.createDocumentFragment();for(z=0;z<a.length;z++)this._addTile(a[z],bt);this._level.el.appendChild(bt)}}}},_isValidTile:function(t){var e=this._map.options.crs;if(!e.infinite){var i=this._globalTileRange;if(!e.wrapLng&&(t.x<i.min.x||t.x>i.max.x)||!e.wrapLat&&(t.y<i.min.y||t.y>i.max.y))return!1}if(!this.options.bounds)return!0;var o=this._tileCoordsToBounds(t);return b(this.options.bounds).overlaps(o)},_keyToBounds:function(t){return this._tileCoordsToBounds(this._keyToTileCoords(t))},_tileCoordsToNwSe:function(t){var e=this._map,i=this.getTileSize(),o=t.scaleBy(i),n=o.add(i),r=e.unproject(o,t.z),a=e.unproject(n,t.z);return[r,a]},_tileCoordsToBounds:function(t){var e=this._tileCoordsToNwSe(t),i=new V(e[0],e[1]);return this.options.noWrap||(i=this._map.wrapLatLngBounds(i)),i},_tileCoordsToKey:function(t){return t.x+":"+t.y+":"+t.z},_keyToTileCoords:function(t){var e=t.split(":"),i=new f(+e[0],+e[1]);return i.z=+e[2],i},_removeTile:function(t){var e=this._tiles[t];e&&(Z(e.el),delete this._tiles[t],this.fire("tileunload",{tile:e.el,coords:this._keyToTileCoords(t)}))},_initTile:function(t){_(t,"leaflet-tile");var e=this.getTileSize();t.style.width=e.x+"px",t.style.height=e.y+"px",t.onselectstart=M,t.onmousemove=M,h.ielt9&&this.options.opacity<1&&it(t,this.options.opacity)},_addTile:function(t,e){var i=this._getTilePos(t),o=this._tileCoordsToKey(t),n=this.createTile(this._wrapCoords(t),E(this._tileReady,this,t));this._initTile(n),this.createTile.length<2&&k(E(this._tileReady,this,t,null,n)),S(n,i),this._tiles[o]={el:n,coords:t,current:!0},e.appendChild(n),this.fire("tileloadstart",{tile:n,coords:t})},_tileReady:function(t,e,i){e&&this.fire("tileerror",{error:e,tile:i,coords:t});var o=this._tileCoordsToKey(t);i=this._tiles[o],i&&(i.loaded=+new Date,this._map._fadeAnimated?(it(i.el,0),O(this._fadeFrame),this._fadeFrame=k(this._updateOpacity,this)):(i.active=!0,this._pruneTiles()),e||(_(i.el,"leaflet-tile-loaded"),this.fire("tileload",{tile:i.el,coords:t})),this._noTilesToLoad()&&(this._loading=!1,this.fire("load"),h.ielt9||!this._map._fadeAnimated?k(this._pruneTiles,this):setTimeout(E(this._pruneTiles,this),250)))},_getTilePos:function(t){return t.scaleBy(this.getTileSize()).subtract(this._level.origin)},_wrapCoords:function(t){var e=new f(this._wrapX?rt(t.x,this._wrapX):t.x,this._wrapY?rt(t.y,this._wrapY):t.y);return e.z=t.z,e},_pxBoundsToTileRange:function(t){var e=this.getTileSize();return new D(t.min.unscaleBy(e).floor(),t.max.unscaleBy(e).ceil().subtract([1,1]))},_noTilesToLoad:function(){for(var t in this._tiles)if(!this._tiles[t].loaded)return!1;return!0}});var vt=Bt.extend({options:{minZoom:0,maxZoom:18,subdomains:"abc",errorTileUrl:"",zoomOffset:0,tms:!1,zoomReverse:!1,detectRetina:!1,crossOrigin:!1,referrerPolicy:!1},initialize:function(t,e){this._url=t,e=T(this,e),e.detectRetina&&h.retina&&e.maxZoom>0?(e.tileSize=Math.floor(e.tileSize/2),e.zoomReverse?(e.zoomOffset--,e.minZoom=Math.min(e.maxZoom,e.minZoom+1)):(e.zoomOffset++,e.maxZoom=Math.max(e.minZoom,e.maxZoom-1)),e.minZoom=Math.max(0,e.minZoom)):e.zoomReverse?e.minZoom=Math.min(e.maxZoom,e.minZoom):e.maxZoom=Math.max(e.minZoom,e.maxZoom),typeof e.subdomains=="string"&&(e.subdomains=e.subdomains.split("")),this.on("tileunload",this._onTileRemove)},setUrl:function(t,e){return this._url===t&&e===void 0&&(e=!0),this._url=t,e||this.redraw(),this},createTile:function(t,e){var i=document.createElement("img");return c(i,"load",E(this._tileOnLoad,this,e,i)),c(i,"error",E(this._tileOnError,this,e,i)),(this.options.crossOrigin||this.options.crossOrigin==="")&&(i.crossOrigin=this.options.crossOrigin===!0?"":this.options.crossOrigin),typeof this.options.referrerPolicy=="string"&&(i.referrerPolicy=this.options.referrerPolicy),i.alt="",i.src=this.getTileUrl(t),i},getTileUrl:function(t){var e={r:h.retina?"@2x":"",s:this._getSubdomain(t),x:t.x,y:t.y,z:this._getZoomForUrl()};if(this._map&&!this._map.options.crs.infinite){var i=this._globalTileRange.max.y-t.y;this.options.tms&&(e.y=i),e["-y"]=i}return Te(this._url,d(e,this.options))},_tileOnLoad:function(t,e){h.ielt9?setTimeout(E(t,this,null,e),0):t(null,e)},_tileOnError:function(t,e,i){var o=this.options.errorTileUrl;o&&e.getAttribute("src")!==o&&(e.src=o),t(i,e)},_onTileRemove:function(t){t.tile.onload=null},_getZoomForUrl:function(){var t=this._tileZoom,e=this.options.maxZoom,i=this.options.zoomReverse,o=this.options.zoomOffset;return i&&(t=e-t),t+o},_getSubdomain:function(t){var e=Math.abs(t.x+t.y)%this.options.subdomains.length;return this.options.subdomains[e]},_abortLoading:function(){var t,e;for(t in this._tiles)if(this._tiles[t].coords.z!==this._tileZoom&&(e=this._tiles[t].el,e.onload=M,e.onerror=M,!e.complete)){e.src=Lt;var i=this._tiles[t].coords;Z(e),delete this._tiles[t],this.fire("tileabort",{tile:e,coords:i})}},_removeTile:function(t){var e=this._tiles[t];if(e)return e.el.setAttribute("src",Lt),Bt.prototype._removeTile.call(this,t)},_tileReady:function(t,e,i){if(!(!this._map||i&&i.getAttribute("src")===Lt))return Bt.prototype._tileReady.call(this,t,e,i)}});function de(t,e){return new vt(t,e)}var bi={project:function(t){return new f(t.lng,t.lat)},unproject:function(t){return new p(t.y,t.x)},bounds:new D([-180,-90],[180,90])};var wi=d({},nt,{code:"EPSG:4326",projection:bi,transformation:Tt(1/180,1,-1/180,.5)});var Uo=vt.extend({defaultWmsParams:{service:"WMS",request:"GetMap",layers:"",styles:"",format:"image/jpeg",transparent:!1,version:"1.1.1"},options:{crs:null,uppercase:!1},initialize:function(t,e){this._url=t;var i=d({},this.defaultWmsParams);for(var o in e)o in this.options||(i[o]=e[o]);e=T(this,e);var n=e.detectRetina&&h.retina?2:1,r=this.getTileSize();i.width=r.x*n,i.height=r.y*n,this.wmsParams=i},onAdd:function(t){this._crs=this.options.crs||t.options.crs,this._wmsVersion=parseFloat(this.wmsParams.version);var e=this._wmsVersion>=1.3?"crs":"srs";this.wmsParams[e]=this._crs.code,vt.prototype.onAdd.call(this,t)},getTileUrl:function(t){var e=this._tileCoordsToNwSe(t),i=this._crs,o=C(i.project(e[0]),i.project(e[1])),n=o.min,r=o.max,a=(this._wmsVersion>=1.3&&this._crs===wi?[n.y,n.x,r.y,r.x]:[n.x,n.y,r.x,r.y]).join(","),s=vt.prototype.getTileUrl.call(this,t);return s+Le(this.wmsParams,s,this.options.uppercase)+(this.options.uppercase?"&BBOX=":"&bbox=")+a},setParams:function(t,e){return d(this.wmsParams,t),e||this.redraw(),this}});function pe(t,e){return new Uo(t,e)}/*! Leaflet 1.9.4, https://leafletjs.com, (c) 2010-2023 Volodymyr Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause */var yi=`/* Maps: tokens of the town's theme, which the desk has too. */
.g-map { height: 21rem; border: 1.5px solid var(--g-line-strong); border-radius: var(--g-radius); background: var(--g-tint-cool); font: inherit; isolation: isolate; }
.g-map--still { height: 14rem; margin-top: var(--g-2); border-color: var(--g-line); }
.g-map:focus-visible { outline: 3px solid var(--g-focus); outline-offset: 1px; box-shadow: 0 0 0 6px var(--g-focus-halo); }
.g-map__pin { background: none; border: 0; filter: drop-shadow(0 2px 3px rgb(11 34 57 / 35%)); }
.g-map__drop { fill: var(--g-primary); stroke: #fff; stroke-width: 2; }
.g-map__eye { fill: #fff; }
.leaflet-container .leaflet-bar { border: 0; border-radius: var(--g-radius); box-shadow: var(--g-shadow); overflow: hidden; }
.leaflet-container .leaflet-bar a { display: grid; place-items: center; width: 2.75rem; height: 2.75rem; color: var(--g-primary); font: 650 1.35rem / 1 var(--g-font); text-decoration: none; }
.leaflet-container .leaflet-bar a:hover { background: var(--g-primary-soft); color: var(--g-primary-strong); }
.leaflet-container .leaflet-bar a.leaflet-disabled { background: var(--g-tint); color: var(--g-ink-soft); }
.leaflet-container .leaflet-bar a:focus-visible { outline-offset: -3px; box-shadow: none; }
.leaflet-container .leaflet-control-attribution { padding: 0.1rem 0.5rem; border-top-left-radius: var(--g-radius-s); background: rgb(255 255 255 / 92%); color: var(--g-ink-soft); font-size: 0.75rem; line-height: 1.5; }
.leaflet-container .leaflet-control-attribution a { color: var(--g-primary); text-decoration: underline; }
.g-map__cross,
.g-map__keys { position: absolute; z-index: 900; display: none; pointer-events: none; }
.g-map__cross { inset: 50% auto auto 50%; width: 2.25rem; height: 2.25rem; translate: -50% -50%; background: linear-gradient(var(--g-error) 0 0) center / 2px 100% no-repeat, linear-gradient(var(--g-error) 0 0) center / 100% 2px no-repeat; filter: drop-shadow(0 0 1px #fff); }
.g-map__keys { inset: auto 0.5rem 2rem 0.5rem; padding: var(--g-1) var(--g-3); border-radius: var(--g-radius-s); background: var(--g-night); color: #fff; font-size: var(--g-size-xs); line-height: 1.5; text-align: center; }
.g-map:focus-visible .g-map__keys,
.g-map:focus-visible .g-map__cross,
.g-place:has([data-center]:is(:hover, :focus-visible)) .g-map__cross { display: block; }
.g-map__away { display: flex; flex-wrap: wrap; gap: var(--g-2) var(--g-3); align-items: center; margin: 0; padding: var(--g-3) var(--g-4); border: 1.5px dashed var(--g-line-strong); border-radius: var(--g-radius); background: var(--g-tint); color: var(--g-ink-soft); font-size: var(--g-size-s); }
.g-map__away .g-btn { flex: none; }
.g-rows-table [data-map] { display: none; }
@media print { .g-map .leaflet-control-zoom { display: none; } }
`;var Pi=`<svg viewBox="0 0 36 44" width="36" height="44" aria-hidden="true" focusable="false"><path class="g-map__drop" d="M18 2C9.7 2 3 8.6 3 16.8 3 27.6 18 42 18 42s15-14.4 15-25.2C33 8.6 26.3 2 18 2Z"/><circle class="g-map__eye" cx="18" cy="17" r="6"/></svg>
`;var So=8e3,Ti=19,zi="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==",Li=!1;function Ao(){if(Li)return;Li=!0;let t=new CSSStyleSheet;t.replaceSync(be+yi),document.adoptedStyleSheets=[...document.adoptedStyleSheets,t]}function R(t,e={},...i){let o=document.createElement(t);for(let[n,r]of Object.entries(e))r!=null&&o.setAttribute(n,r);return o.append(...i),o}function mt(t,e,i=!0){let o=R("button",{type:"button",class:`g-btn g-btn--${i?"quiet":"secondary"} g-btn--small`},t);return o.addEventListener("click",e),o}function Bo({tiles:t,layers:e,attribution:i,attributionUrl:o}){let n=R("a",{href:o,rel:"noopener"},i||o),r=o?n:R("span",{},i),a={maxZoom:Ti,attribution:r.outerHTML,errorTileUrl:zi,referrerPolicy:"strict-origin-when-cross-origin"};return e?pe(t,{...a,layers:e,format:"image/png",version:"1.3.0"}):de(t,a)}function Oo(t,e){let i=0,o=setTimeout(e,So),n=()=>clearTimeout(o);t.on("tileload",({tile:r})=>{r.src!==zi&&(i+=1,n())}),t.on("tileerror",()=>{i||(n(),o=setTimeout(()=>{i||e()},300))}),t.on("remove",n)}function Ot(){return me({className:"g-map__pin",html:Pi,iconSize:[36,44],iconAnchor:[18,42]})}function xt(t,e,i,o){Ao();let{texts:n}=e,r=R("div",{class:`g-map${i.still?" g-map--still":""}`,role:i.still?"group":"application","aria-label":i.label});t.replaceChildren(r),t.hidden=!1,i.still||r.append(R("span",{class:"g-map__cross","aria-hidden":"true"}),R("span",{class:"g-map__keys","aria-hidden":"true"},n.keys));let a=e.bounds&&b(e.bounds),s=he(r,{center:i.position??e.center,zoom:i.zoom??e.zoom,maxZoom:Ti,maxBounds:a&&!i.still?a.pad(.3):null,zoomControl:!1,scrollWheelZoom:!1,attributionControl:!1});a&&!i.still&&s.setMinZoom(Math.max(1,s.getBoundsZoom(a)-1)),fe({prefix:!1}).addTo(s),ue({zoomInTitle:n.zoomIn,zoomOutTitle:n.zoomOut}).addTo(s),s.on("click",()=>s.scrollWheelZoom.enable());let l=Bo(e);return Oo(l,()=>{s.remove();let m=R("p",{class:"g-map__away"},i.away," ");m.append(mt(n.retry,()=>o(xt(t,e,i,o)))),t.replaceChildren(m),o(null)}),l.addTo(s),s}function It(t){let e=String(t??"").split(",").map(o=>o.trim()?Number(o):NaN);return e.length===2&&e.every(Number.isFinite)&&Math.abs(e[0])<=90&&Math.abs(e[1])<=180?e:null}function Ei(t,[e,i]){if(!t)return!0;let[[o,n],[r,a]]=t;return o<=e&&e<=r&&n<=i&&i<=a}var Nt=t=>t.toFixed(6),Mi=t=>t===1?"denied":"failed";function Io(t,e){let i=o=>o.normalize("NFD").replace(new RegExp("\\p{M}","gu"),"").toLowerCase().replace(/[^\p{L}\p{N}]+/gu," ").trim();return i(t)===i(e)}function ki(t,e,i){return i?!t.trim()||t===e?"fill":Io(t,i)?"keep":"propose":"keep"}function Di(t,e={}){return t.replace(/\$\{(\w+)\}/g,(i,o)=>e[o]??i)}var Ui=t=>new URL(`../${t}`,import.meta.url),_e=null;function Zi(){let t=Ui("@@guichet-map");return t.searchParams.set("l",document.documentElement.lang),_e??=fetch(t,{credentials:"same-origin"}).then(e=>e.ok?e.json():Promise.reject(new Error("no settings"))).catch(e=>{throw _e=null,e}),_e}async function Ci(t,e){return(await fetch(Ui("@@guichet-geocode"),{method:"POST",body:new URLSearchParams(t),credentials:"same-origin",signal:e})).json()}var Si=17,No=3,Ro={enableHighAccuracy:!0,timeout:15e3,maximumAge:6e4},Rt=class{constructor(e,i){this.place=e,this.town=i,this.texts=i.texts,this.address=e.querySelector("input[type=text]"),this.parts=["lat","lon"].map(o=>e.querySelector(`[data-place-part=${o}]`)),this.said=e.querySelector("[role=status]"),this.box=e.querySelector("[data-place-box]"),this.acts=e.querySelector(".g-place__acts"),this.found=R("div",{class:"g-place__found"}),this.said.after(this.found),this.proposed=null}start(){let e=this.place.querySelector("[data-place-search]"),i=this.place.querySelector("[data-place-here]");this.town.geocode&&(e.hidden=!1,e.addEventListener("click",()=>this.search())),"geolocation"in navigator&&window.isSecureContext&&(i.hidden=!1,i.addEventListener("click",()=>this.locate(i))),this.town.tiles?this.draw():this.tools(this.box)}get isAsked(){return!this.address.disabled}get position(){return It(this.parts.map(e=>e.value).join(","))}refuses(e){return this.place.hasAttribute("data-inside")&&!Ei(this.town.bounds,e)}tell(e){this.said.textContent=e}draw(){let e=R("div");this.box.hidden=!1,this.box.replaceChildren(e),this.tools(this.box);let i=Number(this.place.dataset.zoom)||void 0,o=n=>{this.use(n),this.center.hidden=this.help.hidden=!n};o(xt(e,this.town,{position:this.position??void 0,zoom:this.position?Math.max(i??0,Si):i,label:this.texts.map,away:this.texts.unreachable},o))}tools(e){e.hidden=!1,this.help=R("p",{class:"g-small g-muted g-place__help"},this.texts.help),this.center=mt(this.texts.center,()=>{let{lat:i,lng:o}=this.map.getCenter();this.choose([i,o])}),this.center.setAttribute("data-center",""),this.remove=mt(this.texts.remove,()=>this.clear()),this.center.hidden=this.help.hidden=!0,this.remove.hidden=!this.position,e.prepend(this.help),e.append(R("div",{class:"g-cluster g-place__acts"},this.center,this.remove))}use(e){this.map=e,this.marker=null,e&&(e.on("click",({latlng:i})=>this.choose([i.lat,i.lng])),this.pin())}pin(){let e=this.position;this.remove.hidden=!e,this.map&&(e?this.marker?this.marker.setLatLng(e):(this.marker=ut(e,{icon:Ot(),draggable:!0,keyboard:!1,autoPan:!0}).addTo(this.map),this.marker.on("dragend",()=>{let{lat:i,lng:o}=this.marker.getLatLng();this.choose([i,o])})):(this.marker?.remove(),this.marker=null))}show(e){this.map?.setView(e,Math.max(this.map.getZoom(),Si))}keep(e){return this.isAsked?e&&this.refuses(e)?(this.pin(),this.found.replaceChildren(),this.tell(this.texts.outside),!1):(this.parts.forEach((i,o)=>{i.value=e?Nt(e[o]):""}),this.pin(),this.changed(),!0):!1}changed(){this.parts[0].dispatchEvent(new Event("change",{bubbles:!0}))}clear(){this.aborter?.abort(),this.found.replaceChildren(),this.keep(null),this.tell(this.texts.removed),this.address.focus()}async choose(e,i=this.texts.placed){if(!this.keep(e)||(this.found.replaceChildren(),this.tell(i),!this.town.geocode))return;let n=(await this.ask({lat:Nt(e[0]),lon:Nt(e[1])}))?.items?.[0]?.label;if(!n)return;let r=ki(this.address.value,this.proposed,n);r==="fill"?(this.write(n),this.tell(this.texts.filled)):r==="propose"&&(this.tell(Di(this.texts.near,{address:n})),this.found.replaceChildren(mt(this.texts.take,()=>{this.write(n),this.found.replaceChildren(),this.address.focus()})))}write(e){this.address.value=e,this.proposed=e,this.address.dispatchEvent(new Event("input",{bubbles:!0})),this.address.dispatchEvent(new Event("change",{bubbles:!0}))}async ask(e){this.aborter?.abort();let i=new AbortController;this.aborter=i;try{let o=await Ci(e,i.signal);return i.signal.aborted?null:o}catch{return i.signal.aborted?null:{error:this.texts.away}}}async search(){if(this.found.replaceChildren(),this.address.value.trim().length<No){this.tell(this.texts.empty),this.address.focus();return}this.tell(this.texts.waiting);let e=await this.ask({q:this.address.value});e&&(e.error?this.tell(e.error):e.items.length?e.items.length===1?this.take(e.items[0]):this.offer(e.items):this.tell(this.texts.none))}offer(e){this.tell(this.texts.several);let i=R("ul",{class:"g-place__list"});for(let o of e)i.append(R("li",{},mt(o.label,()=>{this.take(o),this.address.focus()})));this.found.replaceChildren(i)}take({label:e,latitude:i,longitude:o}){let n=[i,o];this.keep(n)&&(this.found.replaceChildren(),this.write(e),this.show(n),this.tell(this.texts.placed))}locate(e){e.disabled=!0,this.tell(this.texts.waiting),navigator.geolocation.getCurrentPosition(({coords:i})=>{e.disabled=!1;let o=[i.latitude,i.longitude];this.refuses(o)||this.show(o),this.choose(o,this.texts.found)},({code:i})=>{e.disabled=!1,this.tell(this.texts[Mi(i)])},Ro)}};var Fo=16;function Wo(t,e){let i=It(t.dataset.map);if(!i||!e.tiles)return;let o=n=>{n&&ut(i,{icon:Ot(),keyboard:!1,interactive:!1}).addTo(n)};o(xt(t,e,{position:i,zoom:Fo,label:e.texts.shown,away:e.texts.unreachableShown,still:!0},o))}async function Ho(t){try{let e=await Zi();t.hasAttribute("data-place")?new Rt(t,e).start():Wo(t,e)}catch{t.removeAttribute("data-map-begun")}}var Ai=new IntersectionObserver(t=>{for(let{isIntersecting:e,target:i}of t){if(!e)continue;Ai.unobserve(i);let o=i.hasAttribute("data-place")?[i]:i.querySelectorAll(":scope > [data-map]");for(let n of o)n.hasAttribute("data-map-begun")||(n.setAttribute("data-map-begun",""),Ho(n))}},{rootMargin:"200px"});function Bi(t){for(let e of t.querySelectorAll("[data-place], [data-map]"))e.hasAttribute("data-map-begun")||Ai.observe(e.hasAttribute("data-place")?e:e.parentElement)}Bi(document);export{Bi as default};
