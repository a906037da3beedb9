import { words } from './format-kind.ts';

/**
 * Programs that a framework or a tool loads because of where they lie and what they are called: nothing names them, so that it proves nothing
 * when nothing names them any more. Many of them guard: middleware, hooks, policies, signal handlers, settings.
 */
export const LOADED_BY_NAME: readonly string[] = words(`
  **/{middleware,proxy,instrumentation,instrumentation-client,hooks,hooks.server,hooks.client,server,app,main,setup,bootstrap,sw,service-worker}.{js,mjs,cjs,ts,mts,cts,jsx,tsx}
  **/{middleware,middlewares,policies,guards,interceptors,filters,permissions,hooks,plugins,initializers,subscribers,listeners,signals,validators,migrations,rules}/**
  **/*.{config,setup,guard,policy,middleware,interceptor,filter,pipe,hook,plugin,rules}.{js,mjs,cjs,ts,mts,cts}
  **/.*rc.{js,mjs,cjs,ts} **/.*/** **/.*
  **/{setup,sitecustomize,usercustomize,conftest,manage,wsgi,asgi,settings,settings_*,gunicorn.conf,noxfile,tasks,fabfile,signals,apps,admin,middleware,permissions,urls,models,__main__}.py
`);
