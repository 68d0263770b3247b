// Converts the contract (argument 1) with openapi-to-postmanv2 and prints the collection as JSON.
//
// The converter takes ids and invented values from Math.random, crypto and the clock, so that two runs differ in
// hundreds of lines. All three are replaced before it is loaded: the same contract gives the same bytes.
'use strict';

const crypto = require('crypto');
const fs = require('fs');

let state = 42;
// Mulberry32: four lines, and good enough for values that nobody relies on.
Math.random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const fill = (array) => {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.random() * 256;
  return array;
};
crypto.randomFillSync = fill;
crypto.randomBytes = (size, callback) => {
  const bytes = fill(Buffer.alloc(size));
  return callback ? callback(null, bytes) : bytes;
};
crypto.randomUUID = () => {
  const hex = fill(Buffer.alloc(16)).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};
globalThis.crypto.getRandomValues = fill;
globalThis.crypto.randomUUID = crypto.randomUUID;
const RealDate = Date;
const NOW = 1700000000000;
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length ? parts : [NOW]));
  }
  static now() {
    return NOW;
  }
};

const converter = require('openapi-to-postmanv2');

const options = {
  folderStrategy: 'Tags',
  parametersResolution: 'Example',
  optimizeConversion: false, // true gives up on nested references
  stackLimit: 50,
  enableOptionalParameters: false, // they are listed and not sent
};
converter.convertV2({ type: 'string', data: fs.readFileSync(process.argv[2], 'utf8') }, options, (error, done) => {
  if (error || !done.result) {
    console.error(`openapi-to-postmanv2: ${(error && error.stack) || done.reason}`);
    process.exitCode = 1;
    return;
  }
  process.stdout.write(JSON.stringify(done.output[0].data));
});
