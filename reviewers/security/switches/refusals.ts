/** How the libraries that people use refuse whoever may not: the name or the status is what two lines have in common. */
export const REFUSALS: readonly RegExp[] = [
  // Python: decorators, exceptions and answers of Django, Django REST framework, Flask, FastAPI, Pyramid, aiohttp.
  /^\s*@(?:\w{1,40}\.){0,3}(login_required|permission_required|permission_classes|authentication_classes|user_passes_test|staff_member_required|csrf_protect|requires_csrf_token|jwt_required|auth_required|roles_required|roles_accepted|fresh_login_required)\b/,
  /\braise\s(?:\w{1,40}\.){0,3}(PermissionDenied|NotAuthenticated|AuthenticationFailed|Forbidden|Unauthorized|HTTPForbidden|HTTPUnauthorized)\b/,
  /\b(permission_classes|authentication_classes) ?= ?[[(](?!AllowAny\b)\w/,
  /\b(?:abort|HTTPException|HttpResponse|JsonResponse|Response)\((?:status(?:_code)?=)?(40[13])\b/,
  /\b(?:HTTP_(40[13])_\w+|HttpResponse(Forbidden))\b/,
  /\b(LoginRequiredMixin|PermissionRequiredMixin|UserPassesTestMixin)\b/,
  // JavaScript: Express, Koa, Fastify, NestJS, tRPC, Hono, GraphQL, Passport.
  /\.(?:status|sendStatus|code|writeHead|throw)\((40[13])\b/,
  /\bnew (Forbidden|Unauthorized|Authentication)(?:Exception|Error)\b/,
  /@(UseGuards|Roles)\(/,
  /\bcode: ?['"](UNAUTHORIZED|FORBIDDEN|UNAUTHENTICATED)['"]/,
  /\b(?:status|statusCode): ?(40[13])\b/,
  /\bcreateError\((40[13])\b/,
  /\b(passport\.authenticate)\(/,
];
