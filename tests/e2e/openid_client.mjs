// npm openid-client against our server: discovery, code with PKCE, refresh, introspection, revocation.

import * as client from "openid-client";

import { agree, newPage, withBrowser } from "./walk.mjs";

const { issuer, app, email, password, callback } = JSON.parse(process.argv[2]);
const secret = app.client_secret ?? undefined;
const authentication = secret ? client.ClientSecretBasic(secret) : client.None();
const config = await client.discovery(new URL(issuer), app.client_id, secret, authentication, {
  algorithm: "oauth2",
  execute: [client.allowInsecureRequests], // the test's server speaks plain http
});
const verifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const url = client.buildAuthorizationUrl(config, {
  redirect_uri: callback,
  scope: "read write",
  state,
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: "S256",
});
const back = await withBrowser(async (browser) =>
  agree(await newPage(browser, callback), { url: url.href, email, password, callback }));
// Checks state and iss (RFC 9207) by itself.
const first = await client.authorizationCodeGrant(config, new URL(back), { pkceCodeVerifier: verifier, expectedState: state });
const projects = () => new URL("/v1/projects", issuer);
const before = (await client.fetchProtectedResource(config, first.access_token, projects(), "GET")).status;
const second = await client.refreshTokenGrant(config, first.refresh_token);
const active = secret ? (await client.tokenIntrospection(config, second.access_token)).active : null;
await client.tokenRevocation(config, second.refresh_token);
const after = await fetch(projects(), { headers: { Authorization: `Bearer ${second.access_token}` } });
console.log(JSON.stringify({ before, scope: first.scope, active, after: after.status }));
