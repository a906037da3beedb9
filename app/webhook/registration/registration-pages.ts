import { html, type Markup } from '../../statistics/page/markup.ts';

// None of these ever shows a key, a secret or the token.
const page = (title: string, body: Markup): string =>
  `<!doctype html>${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`.text
  }`;

/** Asks for the token that the server's log shows. */
export const askForToken = (): string =>
  page(
    'Register Docket as a GitHub App',
    html`<form method="post" action="/">
      <p>
        <label
          >Token, from the log of this server: <input name="token" type="password" autocomplete="off" required
        /></label>
      </p>
      <p>
        <label>Organization (empty: your own account): <input name="organization" /></label>
      </p>
      <p><button>Go on</button></p>
    </form>`,
  );

/** Sends the manifest to GitHub, where the operator says yes or no. */
export const sendManifest = (to: string, manifest: object): string =>
  page(
    'One more step, at GitHub',
    html`<p>GitHub shows what the App may do, and asks for its name.</p>
      <form method="post" action="${to}">
        <input type="hidden" name="manifest" value="${JSON.stringify(manifest)}" />
        <p><button>Register it at GitHub</button></p>
      </form>`,
  );

/** The end of it. */
export const registered = (appPage: string): string =>
  page(
    'Registered',
    html`<p>The key and the webhook secret are in the data folder of this server, which starts now.</p>
      <p><a href="${`${appPage}/installations/new`}">Choose the repositories</a></p>`,
  );
