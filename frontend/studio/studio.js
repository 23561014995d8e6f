/** The form studio: what form managers build forms in. Begins on the page @@form-studio. */

import { mount } from 'svelte';
import { makeApi } from './api.js';
import { Editor } from './editor.svelte.js';
import { setMessages } from './i18n.js';
import App from './ui/App.svelte';

const data = JSON.parse(document.getElementById('studio-data').textContent);
setMessages(data.messages);
const target = document.getElementById('studio');
target.replaceChildren();
const editor = new Editor(makeApi(data), data);
mount(App, { target, props: { editor } });
editor.load();
