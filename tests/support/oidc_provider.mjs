// npm oidc-provider on the loopback: an OpenID Connect provider that nobody here wrote. Takes { issuer, port, client }.
//
// Whoever signs in types who they are: `subject~email~yes~Name`; with `no`, the address is not verified.
// POST /_tamper { claims, key, alg, drop, pad_bytes, delay_ms } says what becomes of the next answer of /token, so that
// tests can have a provider that lies; everything else is as the package does it.

import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

import { Provider } from "oidc-provider";

// The package's own, wherever npm has put it.
const { resolve } = createRequire(createRequire(import.meta.url).resolve("oidc-provider"));
const jose = await import(pathToFileURL(resolve("jose")));

const { issuer, port, client } = JSON.parse(process.argv[2]);

async function newKey(kid, alg = "RS256") {
  const { privateKey } = await jose.generateKeyPair(alg, { extractable: true });
  return { ...(await jose.exportJWK(privateKey)), kid, alg, use: "sig" };
}

const own = await newKey("one");
const others = { stranger: await newKey("one") }; // of the same name, and published by nobody
const provider = new Provider(issuer, {
  clients: [{ redirect_uris: [], ...client }],
  jwks: { keys: [own] },
  scopes: ["openid", "email", "profile"],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  cookies: { keys: ["a test's"] },
  pkce: { required: () => true },
  async findAccount(_, id) {
    const [, email, verified, name] = id.split("~");
    return { accountId: id, claims: () => ({ sub: id, email, email_verified: verified === "yes", name }) };
  },
});
provider.on("server_error", (_, error) => console.error(error));

let tamper = null;
provider.use(async (ctx, next) => {
  await next();
  if (ctx.path !== "/token" || tamper === null) return;
  const { claims = {}, key = "own", alg = "RS256", drop, pad_bytes = 0, delay_ms = 0 } = tamper;
  tamper = null;
  await new Promise((done) => setTimeout(done, delay_ms));
  const body = { ...ctx.body, ...(pad_bytes ? { pad: "x".repeat(pad_bytes) } : {}) };
  if (body.id_token && Object.keys(claims).length + (key !== "own") + (alg !== "RS256")) {
    const payload = { ...jose.decodeJwt(body.id_token), ...claims };
    for (const name of Object.keys(claims)) if (claims[name] === null) delete payload[name];
    if (alg === "none") body.id_token = new jose.UnsecuredJWT(payload).encode();
    else {
      // HS256 over the public key, as whoever knows only that would try (RFC 8725, section 2.1).
      const signer = alg === "HS256" ? new TextEncoder().encode(await publicPem()) : await jose.importJWK(others[key] ?? own, alg);
      body.id_token = await new jose.SignJWT(payload).setProtectedHeader({ alg, kid: "one" }).sign(signer);
    }
  }
  if (drop) delete body[drop];
  ctx.body = body;
});

async function publicPem() {
  const { d, p, q, dp, dq, qi, ...open } = own;
  return jose.exportSPKI(await jose.importJWK(open, "RS256", { extractable: true }));
}

const answer = provider.callback();
createServer((request, response) => {
  if (request.url !== "/_tamper") return answer(request, response);
  let text = "";
  request.on("data", (chunk) => { text += chunk; });
  request.on("end", () => { tamper = JSON.parse(text); response.end(); });
}).listen(port, "127.0.0.1", () => console.log("ready"));
