// The OAuth flow of the API overview, as it stands there: only the host, the credentials and the redirect differ.

import { agree, newPage, withBrowser } from "./walk.mjs";

const { host, client_id: CLIENT_ID, client_secret: CLIENT_SECRET, callback: REDIRECT_URI, email, password } =
  JSON.parse(process.argv[2]);

// Step 1: Redirect user to authorization
const authUrl = `${host}/oauth/authorize?` +
  `client_id=${CLIENT_ID}&` +
  `redirect_uri=${REDIRECT_URI}&` +
  `response_type=code&` +
  `scope=read write`;

const back = await withBrowser(async (browser) =>
  agree(await newPage(browser, REDIRECT_URI), { url: authUrl, email, password, callback: REDIRECT_URI }));
const authorizationCode = new URL(back).searchParams.get("code");

// Step 2: Exchange code for tokens
const tokenResponse = await fetch(`${host}/oauth/token`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({
    grant_type: 'authorization_code',
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    code: authorizationCode,
    redirect_uri: REDIRECT_URI
  })
});

const { access_token, refresh_token } = await tokenResponse.json();

const answer = await fetch(`${host}/v1/projects`, { headers: { Authorization: `Bearer ${access_token}` } });
console.log(JSON.stringify({ status: answer.status, refresh_token: refresh_token.slice(0, 4) }));
