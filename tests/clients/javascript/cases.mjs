// Runs one case after the other: a line of JSON names a module whose default export is the case, a line answers it.
import { createInterface } from 'node:readline';

const { setTimeout } = globalThis;
for await (const line of createInterface({ input: process.stdin })) {
  const { path, options, input, faster } = JSON.parse(line);
  // A clock that runs faster: every pause of the package is that many times shorter.
  globalThis.setTimeout = (call, milliseconds, ...rest) => setTimeout(call, milliseconds / faster, ...rest);
  let told;
  try {
    told = { answer: (await (await import(path)).default(options, input)) ?? null };
  } catch (error) {
    told = { failed: error?.stack ?? String(error) };
  }
  process.stdout.write(`\n@@${JSON.stringify(told)}\n`);
}
