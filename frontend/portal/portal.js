/** The portal, in the browser. Each page works without it. */

import { suggest } from './js/suggest.js';
import { menus } from './js/menus.js';
import { buttons } from './js/buttons.js';
import { errors } from './js/errors.js';

document.documentElement.classList.add('g-js');
menus(document);
buttons(document);
errors(document);
for (const form of document.querySelectorAll('form[data-suggest]')) suggest(form);
