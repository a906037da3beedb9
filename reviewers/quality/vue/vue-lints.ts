import { lint, type Lint } from '../lint.ts';

/** oxlint's rules about components of Vue, by its names: those of eslint-plugin-vue's `essential` that find bugs in every version of Vue. */
export const VUE_LINTS: Readonly<Record<string, Lint>> = {
  'no-shared-component-data': lint(['shared-component-data', 'warning', 900], {
    title: 'All instances of the component share their data',
    why: '`data` is an object; it has to be a function that makes a new one for each instance.',
    scenario: 'One instance changes its data: Vue refuses the object, or all the others change with it.',
  }),
  'return-in-computed-property': lint(['return-in-computed-property', 'warning', 900], {
    title: 'A computed property has no value on some path',
    why: 'What its function returns is its value.',
    scenario: 'Whoever reads the property on that path gets `undefined`.',
  }),
  'no-side-effects-in-computed-properties': lint(['side-effect-in-computed', 'warning', 750], {
    title: 'A computed property changes something',
    why: 'It runs when one of its sources changes and somebody reads it, as often as that is.',
    scenario: 'The property is read: something else changes with it, or it runs again and again.',
  }),
  'no-async-in-computed-properties': lint(['async-in-computed', 'warning', 850], {
    title: 'A computed property waits for something',
    why: 'Its value is then a promise, and what is read after the wait is not followed.',
    scenario: 'The property is read before the answer comes: it is a promise, or the old value.',
  }),
  'no-computed-properties-in-data': lint(['computed-in-data', 'warning', 900], {
    title: '`data` reads a computed property',
    why: 'Computed properties come into being after the data.',
    scenario: 'The component is made: the value is `undefined`.',
  }),
  'no-dupe-keys': lint(['repeated-component-key', 'warning', 850], {
    title: 'The component has the same name twice',
    why: 'Properties, data, computed properties and methods share one object.',
    scenario: 'The name is read: one of the two is seen, and the other one never.',
  }),
  'no-reserved-keys': lint(['reserved-component-key', 'warning', 850], {
    title: 'The component takes a name of Vue’s own',
    why: 'Vue keeps these names, and those that begin with `_` or `$` in data, to itself.',
    scenario: 'The name is read: it is Vue’s, or not there at all.',
  }),
  'no-reserved-props': lint(['reserved-prop', 'warning', 900], {
    title: 'The property has a name that Vue keeps to itself',
    why: '`key`, `ref` and their like are never handed to a component.',
    scenario: 'A parent gives the property: the component does not get it.',
  }),
  'no-export-in-script-setup': lint(['export-in-script-setup', 'warning', 900], {
    title: 'A script with `setup` exports something',
    why: 'It becomes a function, which cannot export.',
    scenario: 'The component is built: the compiler refuses it.',
  }),
  'no-lifecycle-after-await': lint(['hook-after-await', 'warning', 900], {
    title: 'A hook is registered after an `await`',
    why: 'Vue no longer knows then which component it is for.',
    scenario: 'The component comes and goes: the hook never runs.',
  }),
  'no-watch-after-await': lint(['watch-after-await', 'warning', 750], {
    title: 'A watcher is made after an `await`',
    why: 'Vue no longer knows then which component it belongs to, and does not stop it with it.',
    scenario: 'The component goes: its watcher runs on, once more for each time that it came.',
  }),
  'no-expose-after-await': lint(['expose-after-await', 'warning', 900], {
    title: '`expose` is called after an `await`',
    why: 'The parent has its reference by then.',
    scenario: 'The parent uses what is exposed: it is not there.',
  }),
  'no-arrow-functions-in-watch': lint(['arrow-in-watch', 'warning', 850], {
    title: 'A watcher is an arrow function',
    why: 'Its `this` is not the component.',
    scenario: 'The value changes: `this` is undefined in the watcher.',
  }),
  'no-this-in-before-route-enter': lint(['this-before-route', 'warning', 950], {
    title: '`beforeRouteEnter` uses `this`',
    why: 'The component does not exist yet.',
    scenario: 'The route is entered: `this` is undefined.',
  }),
  'require-render-return': lint(['render-without-return', 'warning', 900], {
    title: 'A function `render` returns nothing',
    why: 'What it returns is what is shown.',
    scenario: 'The component is rendered: nothing is shown.',
  }),
  'require-slots-as-functions': lint(['slot-not-called', 'warning', 850], {
    title: 'A slot is used without being called',
    why: 'In Vue 3 a slot is a function.',
    scenario: 'The component is rendered: the function is taken for the content.',
  }),
  'return-in-emits-validator': lint(['validator-without-return', 'warning', 850], {
    title: 'A validator of an event returns nothing',
    why: 'Nothing counts as refused.',
    scenario: 'The event is sent: Vue warns that it is invalid.',
  }),
  'valid-define-emits': lint(['refused-define-emits', 'warning', 900], {
    title: 'Vue’s compiler refuses this `defineEmits`',
    why: 'It is called once, with a type or with values, and sees no variable of the script.',
    scenario: 'The component is built: the compiler refuses it.',
  }),
  'valid-define-props': lint(['refused-define-props', 'warning', 900], {
    title: 'Vue’s compiler refuses this `defineProps`',
    why: 'It is called once, with a type or with values, and sees no variable of the script.',
    scenario: 'The component is built: the compiler refuses it.',
  }),
  'valid-define-options': lint(['refused-define-options', 'warning', 900], {
    title: 'Vue’s compiler refuses this `defineOptions`',
    why: 'It takes one object of options, without properties and events.',
    scenario: 'The component is built: the compiler refuses it.',
  }),
  'require-prop-type-constructor': lint(['prop-type-as-text', 'warning', 900], {
    title: 'The type of a property is a text',
    why: 'Vue compares values with a constructor such as `String`.',
    scenario: 'A parent gives the property: Vue warns, or fails, for it is no constructor.',
  }),
};
