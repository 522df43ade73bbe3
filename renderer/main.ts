import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/tables.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { createBridgeTransport } from './api/bridgeTransport';
import { clientKey, createClient } from './api/client';
import { createHttpTransport } from './api/httpTransport';
import { createWords } from './locale/createWords';
import { createWindowRouter } from './router';
import { useSettingsStore } from './stores/settingsStore';

/** The window's composition root: inside Electron the preload lends a bridge, elsewhere the page talks HTTP. */
const transport = window.yardam === undefined ? createHttpTransport() : createBridgeTransport(window.yardam);

const app = createApp(App);
app.provide(clientKey, createClient(transport));
app.use(createPinia());
app.use(createWindowRouter());
app.use(createWords(useSettingsStore().language));
app.mount('#app');
