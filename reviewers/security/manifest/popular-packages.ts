const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * Names that people know and mistype, of five letters or more: packages that projects ask for by name. Chosen by hand; each had more than
 * 100 000 downloads a month by the registry's own count in autumn 2026.
 */
export const POPULAR_PACKAGES = words(`
  @angular/common @angular/core @apollo/client @aws-sdk/client-s3 @babel/core @babel/preset-env @nestjs/common
  @nestjs/core @prisma/client @tanstack/react-query @testing-library/react @types/node @types/react apollo-server
  async autoprefixer aws-sdk axios babel-core bcrypt bcryptjs better-sqlite3 bluebird body-parser bootstrap
  browserify bunyan canvas chalk cheerio chokidar classnames colors commander concurrently cookie-parser core-js
  cross-env cross-fetch cross-spawn crypto-js cypress date-fns dayjs debug discord.js dotenv electron
  electron-builder enzyme esbuild eslint ethers express express-session fastify firebase firebase-admin
  follow-redirects form-data formik fs-extra glob-parent graphql grunt handlebars helmet highlight.js husky
  iconv-lite immer inherits inquirer ioredis jasmine jquery jquery-ui jsonwebtoken karma lerna lint-staged lodash
  log4js marked minimist mkdirp mocha moment mongodb mongoose morgan multer mustache mysql mysql2 nanoid node-fetch
  node-forge node-gyp nodemailer nodemon nunjucks openai passport playwright postcss prettier prisma prop-types
  puppeteer react react-dom react-hook-form react-native react-query react-redux react-router react-router-dom
  readable-stream redis redux regenerator-runtime request rimraf rollup safe-buffer selenium-webdriver semver
  sequelize serialize-javascript sharp sinon socket.io socket.io-client sqlite3 stripe styled-components stylelint
  superagent supertest svelte tailwindcss terser three through2 ts-jest ts-node tslib twilio typeorm typescript
  uglify-js underscore undici validator vitest vue-router webpack webpack-cli winston yargs zustand
`);

/** Packages of their own whose names happen to be one slip away from one of those, by the same count. */
export const KNOWN_NEIGHBOURS = words(`
  @apollo/server @testing-library/preact apollo-client aws-cdk axiom babel-preset-env bcrypto color colord cookies
  crypt crypto-es dargs enquirer fs.extra gaxios grant graphiql inherit is-node jslint mimer mkdir mquery mssql
  openapi preact preact-redux preact-router prettierx prism ps-node reqwest rsync safer-buffer scrypt sqlite through
  tslint ttypescript uglify-es vasync
`);

/** What is often installed under the name of what it replaces. */
export const KNOWN_SUBSTITUTES = words(`
  @cypress/request @preact/compat @rollup/wasm-node @socketregistry/safe-buffer @typescript/native-preview
  @typescript/typescript6 @vue/compat @zkochan/rimraf esbuild-wasm lodash-es preact rebrowser-puppeteer rolldown
  rolldown-vite sass-embedded
`);
