/** For tools that do not read components (ESLint's types); `vue-tsc` knows each component as it is. */
declare module '*.vue' {
  import type { DefineComponent } from 'vue';

  const component: DefineComponent;
  export default component;
}
